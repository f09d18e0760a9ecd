import { readFile } from "node:fs/promises";
import { expect } from "@playwright/test";
import { expectNoViolations } from "./world/expect-no-violations.ts";
import type { Person } from "./world/person.ts";
import { test } from "./world/test.ts";
import { two } from "./world/two.ts";

const DOOMED = "Never stored";

/** What this person sends with the doomed title in it arrives as something that no page can hold. */
async function spoil(person: Person): Promise<void> {
  await person.page.routeWebSocket(/./, (socket) => {
    const server = socket.connectToServer();
    socket.onMessage((message) => {
      const bytes = Buffer.from(message);
      const at = bytes.indexOf("topics");
      if (bytes.includes(DOOMED) && at >= 0) bytes.write("tropic", at);
      server.send(typeof message === "string" ? message : bytes);
    });
  });
}

test("a change that the server will never take is set aside, and one goes on in the same tab", async ({
  newPerson,
}) => {
  const [ana, sam] = await two(newPerson);
  await ana.addTopic("Growth");
  await ana.expectSaved();
  await spoil(ana);
  await ana.page.reload();
  await expect(ana.topic("Growth")).toBeVisible();

  await ana.addTopic(DOOMED);
  await ana.addTopic("Typed after it");
  const banner = ana.page.locator("[data-banner]");
  await expect(banner).toContainText("One change could not be stored: no page can hold it.");
  await expect(ana.page.locator("[data-sync]")).toHaveText("Not saved on the server");
  await expectNoViolations(ana, "with a change refused");
  await banner.getByRole("button", { name: "Set aside and go on" }).click();

  await ana.expectTitles(ana.agenda, ["Growth"]);
  await ana.addTopic("Goes on");
  await ana.expectSaved();
  await expect(sam.topic("Goes on")).toBeVisible();
  await expect(banner).toBeHidden();

  await ana.page.reload();
  await ana.expectTitles(ana.agenda, ["Growth", "Goes on"]);
  await ana.page.locator("[data-aside]").getByRole("button", { name: "Look at it" }).click();
  const dialog = ana.page.getByRole("dialog", { name: "Set aside" });
  await expect(dialog).toContainText(DOOMED);
  await expect(dialog).toContainText("Typed after it");
  await expectNoViolations(ana, "set aside");
  const downloading = ana.page.waitForEvent("download");
  await dialog.getByRole("button", { name: "Download" }).click();
  const file = await readFile(await (await downloading).path(), "utf8");
  expect(file).toContain("## Typed after it");
  await dialog.getByRole("button", { name: "Throw away" }).click();
  await expect(dialog).toBeHidden();
  await expect(ana.page.locator("[data-aside]")).toBeHidden();
  await ana.page.getByRole("button", { name: "Undo" }).click();
  await expect(ana.page.locator("[data-aside]")).toBeVisible();
});

test("a new name shows at the other's at once", async ({ newPerson }) => {
  const [ana, sam] = await two(newPerson);
  await ana.runFromPalette("Names and relation of this pair");
  const dialog = ana.page.getByRole("dialog");
  await dialog.getByRole("textbox").first().fill("Annabel");
  await ana.page.keyboard.press("Enter");
  await expect(dialog).toBeHidden();
  await sam.expectHere("Annabel");
});

test("where the editor can't be loaded, notes are written in plain text", async ({ newPerson }) => {
  const ana = await newPerson("Ana");
  await ana.firstMinute("Sam");
  await ana.addTopic("Growth");
  const link = await ana.invite();
  const sam = await newPerson("Sam");
  sam.mayReport(/Failed to load resource|net::ERR|no service worker/);
  // A first visit, with nothing kept in the browser, and a network that gives out.
  await sam.context.addInitScript(() => {
    const workers: ServiceWorkerContainer | undefined = navigator.serviceWorker; // not on an empty tab
    if (workers) workers.register = () => Promise.reject(new Error("no service worker"));
  });
  await sam.page.route(/\/assets\/editor-[^/]*\.js/, (route) => route.abort());
  await sam.join(link);
  await sam.topic("Growth").focus();
  await sam.page.keyboard.press("Enter");
  const field = sam.topic("Growth").getByRole("textbox", { name: "Add in plain text" });
  await expect(field).toBeFocused();
  await sam.page.keyboard.type("Written without the editor");
  await expect(ana.topic("Growth")).toContainText("Written without the editor");
  await expectNoViolations(sam, "notes without the editor");
});
