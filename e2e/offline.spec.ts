import { expect } from "@playwright/test";
import type { Person } from "./world/person.ts";
import { test } from "./world/test.ts";
import { two } from "./world/two.ts";

test("what both did offline comes together", async ({ newPerson }) => {
  const [ana, sam] = await two(newPerson);
  await ana.addTopic("Growth");
  await ana.addTopic("Budget");
  await expect(sam.topic("Budget")).toBeVisible();
  await ana.goOffline();
  await sam.goOffline();

  await ana.openNotes("Growth");
  await ana.page.keyboard.type("Ana, in the train");
  await ana.page.keyboard.press("Escape");
  await ana.addTopic("From the train");
  await sam.topic("Growth").focus();
  await sam.page.keyboard.press("Control+Shift+ArrowDown");
  await sam.addTopic("From the plane");
  await sam.addAction("Send the numbers");
  await expect(ana.page.locator("[data-sync]")).toContainText(/Offline, \d+ changes? waiting/);
  await expect(sam.page.locator("[data-sync]")).toContainText(/Offline, \d+ changes? waiting/);

  await sam.goOnline();
  await sam.expectSaved();
  await ana.goOnline();
  await ana.expectSaved();
  for (const person of [ana, sam]) {
    await expect(person.hopper).toContainText("Ana, in the train");
    await expect(person.agenda).toContainText("From the plane");
    await expect(person.agenda).toContainText("From the train");
    await expect(person.action("Send the numbers")).toBeVisible();
  }
  const titles = await ana.agenda.getByRole("heading").allTextContents();
  await sam.expectTitles(sam.agenda, titles);
});

test("words written offline into a paragraph stay when the other makes it a heading meanwhile", async ({
  newPerson,
}) => {
  const [ana, sam] = await two(newPerson);
  await ana.addTopic("Growth");
  await ana.openNotes("Growth");
  await ana.page.keyboard.type("wants to lead the split");
  await expect(sam.topic("Growth")).toContainText("wants to lead the split");
  await sam.goOffline();
  await sam.openNotes("Growth");
  await sam.page.keyboard.press("Control+End");
  await sam.page.keyboard.type(" of billing");
  await ana.page.keyboard.press("Control+Alt+1");
  await ana.expectSaved();
  await sam.goOnline();
  await sam.expectSaved();
  for (const person of [ana, sam]) {
    await expect(
      person.topic("Growth").getByRole("heading", { name: "wants to lead the split of billing" }),
    ).toBeVisible();
  }
});

test("what was written offline survives closing the tab, and is sent by the next one", async ({ newPerson }) => {
  const [ana, sam] = await two(newPerson);
  await ana.expectSaved();
  await expect
    .poll(() => ana.page.evaluate(async () => (await navigator.serviceWorker.ready).active?.state))
    .toBe("activated");
  await ana.goOffline();
  await ana.addTopic("Written in a tunnel");
  await expect(ana.page.locator("[data-sync]")).toContainText(/Offline, \d+ changes? waiting/);
  const address = ana.page.url();
  await ana.page.close();
  ana.page = await ana.context.newPage();
  await ana.page.goto(address);
  await expect(ana.topic("Written in a tunnel")).toBeVisible();
  await ana.goOnline();
  await expect(sam.topic("Written in a tunnel")).toBeVisible();
  await ana.expectSaved();
});

test("a browser that keeps nothing opens all the same, and says so", async ({ newPerson }) => {
  const ana = await newPerson("Ana");
  await ana.context.addInitScript(() => {
    const refuse = () => {
      throw new DOMException("The operation is insecure.", "SecurityError");
    };
    Object.defineProperty(window, "indexedDB", { get: refuse });
  });
  await ana.page.goto(`${ana.server.url}/`);
  await expect(ana.page.getByRole("contentinfo")).toContainText("This browser keeps nothing");
  await ana.firstMinute("Sam");
  await ana.addTopic("Growth");
  await ana.expectSaved();
  await ana.goOffline();
  await ana.addTopic("Only in this tab");
  await expect(ana.page.locator("[data-banner]")).toContainText("This browser keeps nothing on this device");
  await ana.goOnline();
  await ana.expectSaved();
  await ana.page.reload();
  await ana.expectTitles(ana.agenda, ["Growth", "Only in this tab"]);
});

test("a store that is broken keeps nobody out", async ({ newPerson }) => {
  const ana = await newPerson("Ana");
  await ana.firstMinute("Sam");
  await ana.addTopic("Growth");
  await ana.expectSaved();
  // Every record of the page's copy is replaced by bytes that are no document.
  await spoil(ana, "pages", { state: new Uint8Array([255, 255, 1, 2, 3]) });
  ana.mayReport(/While opening this device's copy of a page/);
  await ana.page.reload();
  await ana.expectTitles(ana.agenda, ["Growth"]);
  await ana.addTopic("Budget");
  await ana.expectSaved();
});

test("records that are none keep nobody out, and the page is kept on this device again", async ({ newPerson }) => {
  const ana = await newPerson("Ana");
  await ana.firstMinute("Sam");
  await ana.addTopic("Growth");
  await ana.expectSaved();
  await spoil(ana, "people", null);
  await spoil(ana, "pages", "nonsense");
  await leaveInOutbox(ana, [
    { session: "a", cseq: 1, clientId: -4, update: new Uint8Array([0, 0]) },
    { session: "ü", cseq: 1, clientId: 5, update: new Uint8Array([0, 0]) },
    { session: "b", cseq: -1, clientId: 6, update: new Uint8Array([0, 0]) },
    { session: "c", cseq: 1, clientId: 7, update: "nonsense" },
  ]);
  await ana.page.reload();
  await ana.expectTitles(ana.agenda, ["Growth"]);
  await ana.addTopic("Budget");
  await ana.expectSaved();
  await spoil(ana, "people", { userId: 7, members: [null], own: null, hidden: 3 });
  await ana.page.reload();
  await ana.expectTitles(ana.agenda, ["Growth", "Budget"]);
  await ana.expectSaved();
  await ana.page.goto(`${ana.server.url}/`);
  await expect(ana.page.getByRole("main")).toContainText("2 topics");
});

/** Puts something in place of every record of a store of this device, or its fields in place of the record's own. */
async function spoil({ page }: Person, name: string, made: unknown): Promise<void> {
  await page.evaluate(
    async ({ name, made }) => {
      const open = indexedDB.open("candor");
      await new Promise((done) => {
        open.onsuccess = done;
      });
      const transaction = open.result.transaction(name, "readwrite");
      const cursor = transaction.objectStore(name).openCursor();
      cursor.onsuccess = () => {
        const at = cursor.result;
        if (!at) return;
        at.update(made !== null && typeof made === "object" ? { ...at.value, ...made } : made);
        at.continue();
      };
      await new Promise((done) => {
        transaction.oncomplete = done;
      });
      open.result.close();
    },
    { name, made },
  );
}

/** Leaves changes of the page to be sent on which no tab of Candor has made. */
async function leaveInOutbox({ page }: Person, rows: readonly object[]): Promise<void> {
  await page.evaluate(async (left) => {
    const open = indexedDB.open("candor");
    await new Promise((done) => {
      open.onsuccess = done;
    });
    const transaction = open.result.transaction("outbox", "readwrite");
    const page = location.pathname.split("/")[2];
    for (const row of left) transaction.objectStore("outbox").put({ page, held: true, fenced: false, ...row });
    await new Promise((done) => {
      transaction.oncomplete = done;
    });
    open.result.close();
  }, rows);
}
