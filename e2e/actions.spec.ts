import { expect, type Locator, type Page } from "@playwright/test";
import { dayFromNow } from "./world/bring-history.ts";
import { expectNoViolations } from "./world/expect-no-violations.ts";
import type { Person } from "./world/person.ts";
import { test } from "./world/test.ts";
import { two } from "./world/two.ts";

/** A second page of Ana's, with somebody who has not joined yet; she stands on it. */
async function alsoWith(ana: Person, name: string): Promise<void> {
  await ana.page.goto("/");
  await ana.page.getByLabel("Whom else do you meet?").fill(name);
  await ana.page.keyboard.press("Enter");
  await expect(ana.page.getByRole("heading", { level: 2, name: "Agenda" })).toBeVisible();
}

async function openActions(person: Person): Promise<void> {
  // Whoever stands in a field types letters; the page that was begun just now puts one into such a field.
  await person.page.evaluate(() => document.activeElement instanceof HTMLElement && document.activeElement.blur());
  await person.page.keyboard.press("g");
  await person.page.keyboard.press("a");
  await expect(person.page.getByRole("heading", { level: 1, name: "Actions" })).toBeVisible();
}

const owed = (page: Page) => page.getByRole("list", { name: "You owe" });
const owing = (page: Page) => page.getByRole("list", { name: "Others owe you" });
const texts = (list: Locator) => list.locator(".action-text");

/** An action as one types it, with who and when: "@sam ask Lee !fri". */
async function agree(person: Person, line: string, text: string): Promise<void> {
  await person.page.getByRole("textbox", { name: "Add an action" }).fill(line);
  await person.page.keyboard.press("Enter");
  await expect(person.action(text)).toBeVisible();
}

/** Closes the next meeting, with a topic talked about in it. */
async function closeMeeting(person: Person): Promise<void> {
  await person.runFromPalette("Close the meeting");
  await expect(person.page.getByText("The meeting is closed.")).toBeVisible();
}

test("actions of all pages stand in one list, and what is done there is done on the page", async ({ newPerson }) => {
  const [ana, sam] = await two(newPerson);
  const pageWithSam = ana.page.url();
  await agree(ana, "Send the numbers @ana !2030-05-02", "Send the numbers");
  await agree(ana, "@sam ask Lee", "ask Lee");
  await ana.expectSaved();
  await alsoWith(ana, "Mia");
  await agree(ana, "Read the draft !2030-01-03", "Read the draft");
  await ana.addAction("No hurry with this");
  await openActions(ana);
  await expect(texts(owed(ana.page))).toHaveText(["Read the draft", "Send the numbers", "No hurry with this"]);
  await expect(texts(owing(ana.page))).toHaveText(["ask Lee"]);

  await ana.page.getByLabel("With", { exact: true }).selectOption({ label: "Sam" });
  await expect(texts(owed(ana.page))).toHaveText(["Send the numbers"]);
  await ana.page.getByRole("tab", { name: "Theirs" }).click();
  await expect(owed(ana.page)).toBeHidden();
  await expect(texts(owing(ana.page))).toHaveText(["ask Lee"]);
  await ana.page.getByRole("tab", { name: "All" }).click();

  await ana.action("Send the numbers").getByRole("checkbox").click();
  await expect(ana.action("Send the numbers")).toBeHidden();
  await ana.pointAtUndo();
  await expect(sam.action("Send the numbers")).toBeHidden();
  await ana.page.getByRole("button", { name: "Undo" }).click();
  await expect(ana.action("Send the numbers")).toBeVisible();
  await expect(sam.action("Send the numbers")).toBeVisible();

  // What the other does shows here, too, without a reload.
  await sam.action("ask Lee").getByRole("checkbox").click();
  await expect(ana.action("ask Lee")).toBeHidden();

  await ana
    .action("Send the numbers")
    .getByRole("button", { name: /^More for/ })
    .click();
  await ana.page.getByRole("menuitem", { name: "Give it to Sam" }).click();
  await expect(texts(owing(ana.page))).toHaveText(["Send the numbers"]);
  await expect(sam.action("Send the numbers")).toContainText("You");
  await ana.page.keyboard.press("Control+z");
  await expect(texts(owed(ana.page))).toHaveText(["Send the numbers"]);

  await ana
    .action("Send the numbers")
    .getByRole("button", { name: /^More for/ })
    .click();
  await ana.page.getByRole("menuitem", { name: "Drop it, with a word why…" }).click();
  await ana.page.getByLabel("A word why").fill("solved itself");
  await ana.page.keyboard.press("Enter");
  await expect(ana.action("Send the numbers")).toBeHidden();
  await sam.page.getByText("2 that are done or dropped").click();
  await expect(sam.page.getByText("dropped: solved itself")).toBeVisible();
  await ana.page.goto(pageWithSam);
  await ana.page.getByText("2 that are done or dropped").click();
  await expect(ana.page.getByText("dropped: solved itself")).toBeVisible();
});

test("open actions top the next meeting until they are done or dropped, and stand nowhere twice", async ({
  newPerson,
}) => {
  const [ana, sam] = await two(newPerson);
  await ana.addTopic("Growth");
  await ana.addAction("Ask Lee");
  const earlier = (person: Person) => person.page.getByRole("list", { name: "From last time" });
  await expect(earlier(ana)).toBeHidden();
  await ana.topic("Growth").focus();
  await ana.page.keyboard.press("x");
  await ana.page.keyboard.press("a"); // an action from the topic
  await expect(ana.action("Growth")).toBeVisible();
  await closeMeeting(ana);
  for (const person of [ana, sam]) {
    await expect(texts(earlier(person))).toHaveText(["Ask Lee", "Growth"]);
    await expect(person.page.locator("[data-action]")).toHaveCount(2);
    await expect(person.page.getByText("Nothing new yet.")).toBeVisible();
  }
  await sam.addAction("Book a room");
  await expect(texts(earlier(sam))).toHaveText(["Ask Lee", "Growth"]);
  await expect(ana.action("Book a room")).toBeVisible();

  // By keyboard alone: the focus goes on to what is left.
  await earlier(sam).getByRole("checkbox", { name: "Done: Ask Lee" }).focus();
  await sam.page.keyboard.press("Space");
  await expect(texts(earlier(ana))).toHaveText(["Growth"]);
  await expect(earlier(sam).getByRole("checkbox", { name: "Done: Growth" })).toBeFocused();
  await sam.page.keyboard.press("Space");
  await expect(earlier(ana)).toBeHidden();
  await expect(sam.page.locator(":focus")).toHaveCount(1);

  await sam.page.reload();
  await expect(sam.action("Book a room")).toBeVisible();
  await expect(earlier(sam)).toBeHidden();
});

test("what one raised the other answers with a line and a link, which stands on the page, too", async ({
  newPerson,
}) => {
  const [ana, sam] = await two(newPerson);
  await sam.addTopic("Why are we moving billing?");
  await ana.addTopic("Something of Ana’s");
  await sam.addForLater("Conference");
  await ana.topic("Why are we moving billing?").focus();
  await ana.page.keyboard.press("x");
  await closeMeeting(ana);
  await ana.runFromPalette("You said, we did");
  await sam.runFromPalette("You said, we did");
  for (const person of [ana, sam]) {
    await expect(person.page.getByRole("heading", { level: 1, name: "You said, we did" })).toBeVisible();
    await expect(person.page.getByRole("heading", { level: 2, name: "Something of Ana’s" })).toBeHidden();
    await expect(person.page.locator("[data-counts]")).toHaveText("2 raised · 0 answered · 2 waiting");
  }
  const entry = (person: Person) => person.page.locator("[data-raised]").filter({ hasText: "Why are we moving" });
  await expect(entry(ana)).toContainText("nothing says what came of it");
  await expect(ana.page.locator("[data-raised]").filter({ hasText: "Conference" })).toContainText(
    "Waits in the Hopper since",
  );

  await entry(ana)
    .getByRole("button", { name: /^Say what came of/ })
    .click();
  await ana.page.keyboard.type("The vendor ends support in June");
  await ana.page.getByLabel("Where to read more (a link)").fill("javascript:alert(1)");
  await ana.page.keyboard.press("Enter");
  await expect(ana.page.getByRole("alert").filter({ hasText: "no address of the web" })).toBeVisible();
  await ana.page.getByLabel("Where to read more (a link)").fill("https://example.org/billing");
  await ana.page.keyboard.press("Enter");
  for (const person of [ana, sam]) {
    await expect(entry(person)).toContainText("The vendor ends support in June");
    await expect(entry(person).getByRole("link", { name: "example.org/billing" })).toHaveAttribute(
      "href",
      "https://example.org/billing",
    );
    await expect(person.page.locator("[data-counts]")).toHaveText("2 raised · 1 answered · 1 waiting");
  }

  await sam.page.getByRole("tab", { name: "Waiting" }).click();
  await expect(entry(sam)).toBeHidden();
  await sam.page.getByRole("tab", { name: "Answered" }).click();
  await expect(entry(sam)).toBeVisible();
  await entry(sam)
    .getByRole("button", { name: /^Take back/ })
    .click();
  await expect(entry(sam)).toBeHidden();
  await sam.page.getByRole("button", { name: "Undo" }).click();
  await expect(entry(sam)).toBeVisible();

  await sam.page.getByRole("link", { name: "Back to the page" }).click();
  await expect(sam.topic("Why are we moving billing?")).toContainText("→ answered: The vendor ends support in June");
});

test("offline, actions are done and topics answered, and two at once agree once both are back", async ({
  newPerson,
}) => {
  const [ana, sam] = await two(newPerson);
  await sam.addTopic("Growth");
  await ana.addAction("Ask Lee");
  await ana.addAction("Book a room");
  await expect(ana.topic("Growth")).toBeVisible();
  await expect(sam.action("Book a room")).toBeVisible();
  await ana.expectSaved();
  await ana.runFromPalette("You said, we did"); // its code is on this device from then on, service worker or not
  await ana.page.getByRole("link", { name: "Back to the page" }).click();
  await expect(ana.topic("Growth")).toBeVisible();
  await openActions(ana);
  await expect(ana.action("Ask Lee")).toBeVisible();
  await ana.goOffline();
  await expect(ana.page.getByText("You are offline.")).toBeVisible();
  await ana.action("Ask Lee").getByRole("checkbox").click();
  await expect(ana.action("Ask Lee")).toBeHidden();
  await sam.action("Ask Lee").getByRole("checkbox").click();
  await ana.page.getByRole("link", { name: "with Sam" }).click();
  await expect(ana.topic("Growth")).toBeVisible();
  await ana.runFromPalette("You said, we did");
  await ana.page.getByRole("button", { name: /^Say what came of/ }).click();
  await ana.page.keyboard.type("From Ana, offline");
  await ana.page.keyboard.press("Enter");
  await expect(ana.page.locator("[data-raised]")).toContainText("From Ana, offline");
  await sam.runFromPalette("You said, we did");
  await sam.page.getByRole("button", { name: /^Say what came of/ }).click();
  await sam.page.keyboard.type("From Sam");
  await sam.page.keyboard.press("Enter");
  await expect(sam.page.locator("[data-raised]")).toContainText("From Sam");

  await ana.goOnline();
  const said = (person: Person) => person.page.locator("[data-raised] .topic-answer").textContent();
  await expect.poll(async () => (await said(ana)) === (await said(sam))).toBe(true);
  for (const person of [ana, sam]) {
    await person.page.getByRole("link", { name: "Back to the page" }).click();
    await expect(person.action("Ask Lee")).toBeHidden();
    await expect(person.action("Book a room")).toBeVisible();
    await expect(person.page.getByText("1 that is done or dropped")).toBeVisible();
  }
});

test("a list that lacks a page because one is offline says which", async ({ newPerson }) => {
  const [ana] = await two(newPerson);
  await ana.addAction("Ask Lee");
  await ana.expectSaved();
  await ana.page.goto("/actions");
  await expect(ana.action("Ask Lee")).toBeVisible();
  await expect(ana.page.getByText("not whole")).toBeHidden();
  // Another device of hers knows the people and holds no page yet.
  await ana.page.evaluate(async () => {
    const [info] = await indexedDB.databases();
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const opening = indexedDB.open(info?.name ?? "");
      opening.onsuccess = () => resolve(opening.result);
      opening.onerror = () => reject(opening.error);
    });
    const stores = [...database.objectStoreNames].filter((name) => name !== "people");
    const transaction = database.transaction(stores, "readwrite");
    for (const store of stores) transaction.objectStore(store).clear();
    await new Promise((resolve) => {
      transaction.oncomplete = resolve;
    });
    database.close();
  });
  ana.mayBeCutOff();
  await ana.context.route(/\/api\/|\/sync/, (route) => route.abort());
  await ana.context.routeWebSocket(/.*/, (socket) => socket.close());
  await ana.page.reload();
  await expect(ana.page.getByText("you are offline, and the page with Sam is not on this device")).toBeVisible();
});

test("the list is empty with something to do, and needs no mouse", async ({ newPerson }) => {
  const ana = await newPerson("Ana");
  await ana.page.goto("/actions");
  await expect(ana.page.getByRole("link", { name: "Begin a page" })).toBeVisible();
  await ana.firstMinute("Sam");
  await openActions(ana);
  await ana.page.getByRole("button", { name: /^Keep the action/ }).press("Enter");
  await expect(owed(ana.page).locator("[data-action]")).toHaveCount(1);
  const field = ana.page.getByRole("textbox", { name: "Add an action" });
  await field.focus();
  await ana.page.keyboard.type("@sam call the vendor !2030-01-03");
  await ana.page.keyboard.press("Enter");
  await expect(texts(owing(ana.page))).toHaveText(["call the vendor"]);
  await expect(field).toBeFocused();
  await owed(ana.page).getByRole("checkbox").focus();
  await ana.page.keyboard.press("Space");
  await expect(owed(ana.page)).toBeHidden();
  await ana.page.keyboard.press("Control+z");
  await expect(owed(ana.page).locator("[data-action]")).toHaveCount(1);
  await texts(owed(ana.page)).press("Enter");
  await ana.page.keyboard.type(" soon");
  await ana.page.keyboard.press("Enter");
  await expect(texts(owed(ana.page))).toHaveText([/ soon$/]);
});

for (const colorScheme of ["light", "dark"] as const) {
  test(`neither the actions nor the ledger break a rule of accessibility, ${colorScheme}`, async ({ newPerson }) => {
    const ana = await newPerson("Ana", { colorScheme, reducedMotion: "reduce" });
    await ana.page.goto("/actions");
    await expect(ana.page.getByRole("link", { name: "Begin a page" })).toBeVisible();
    await expectNoViolations(ana, "actions, nobody");
    await ana.firstMinute("Sam");
    await ana.addTopic("Growth");
    await agree(ana, "Overdue !2026-01-02", "Overdue");
    await ana.topic("Growth").focus();
    await ana.page.keyboard.press("x");
    await closeMeeting(ana);
    await expectNoViolations(ana, "page, with actions from last time");
    const page = new URL(ana.page.url()).pathname;
    await ana.page.goto("/actions");
    await expect(ana.action("Overdue")).toBeVisible();
    await expectNoViolations(ana, "actions");
    await ana.page.goto(`${page}/ledger`);
    await expect(ana.page.getByRole("heading", { level: 1, name: "You said, we did" })).toBeVisible();
    await expectNoViolations(ana, "ledger");
  });
}

test("at the width of a phone nothing scrolls sideways", async ({ newPerson }) => {
  const ana = await newPerson("Ana", { viewport: { width: 390, height: 800 } });
  await ana.firstMinute("Sam");
  await ana.addAction("Ask Lee to review the plan for the migration of the billing system");
  const page = new URL(ana.page.url()).pathname;
  for (const path of ["/actions", `${page}/ledger`]) {
    await ana.page.goto(path);
    await expect(ana.page.getByRole("heading", { level: 1 })).toBeVisible();
    const overflow = () => ana.page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    await expect.poll(overflow, path).toBeLessThanOrEqual(0);
  }
});

test("a date is given to an action and changed where it stands, and Escape leaves it as it was", async ({
  newPerson,
}) => {
  const [ana, sam] = await two(newPerson);
  await ana.addAction("Ask Lee");
  const due = ana.action("Ask Lee").getByTitle("Due date of “Ask Lee”");
  const field = ana.page.getByLabel("Due date of “Ask Lee”");
  await expect(due).toHaveText("no date");
  await due.focus();
  await ana.page.keyboard.press("Enter");
  await expect(field).toBeFocused();
  await field.fill(dayFromNow(1));
  await ana.page.keyboard.press("Enter");
  for (const person of [ana, sam]) await expect(person.action("Ask Lee")).toContainText("by tomorrow");
  await expect(due).toBeFocused();

  await due.click();
  await field.fill(dayFromNow(5));
  await ana.page.keyboard.press("Escape");
  await expect(due).toHaveText("by tomorrow");
  await expect(due).toBeFocused();
  await expectNoViolations(ana, "an action with a date to press");
});
