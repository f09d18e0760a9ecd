import { readdirSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { VERSIONS_AT_ONCE } from "@candor/protocol/http/versions-at-once.ts";
import { expect, type Locator } from "@playwright/test";
import type { CandorServer } from "./world/candor-server.ts";
import type { Person } from "./world/person.ts";
import { test } from "./world/test.ts";
import { two } from "./world/two.ts";

test("who comes back is told what the other changed, and goes from one change to the next", async ({ newPerson }) => {
  const [ana, sam] = await two(newPerson);
  await ana.addTopic("Growth");
  await expect(sam.topic("Growth")).toBeVisible();
  await ana.page.getByRole("link", { name: "All my pages" }).click();
  await expect(ana.page.getByRole("heading", { name: "Today" })).toBeVisible();
  await sam.addTopic("Conference");
  await sam.addAction("Send the numbers");
  await sam.expectSaved();
  await ana.page.getByRole("link", { name: /Sam/ }).first().click();
  await expect(ana.page.getByText(/^2 changes since \d+:\d\d$/)).toBeVisible();
  await ana.topic("Growth").focus();
  await ana.page.keyboard.press("n");
  await expect(ana.topic("Conference")).toBeFocused();
  await ana.page.getByRole("button", { name: "Show them" }).click();
  await expect(ana.page.getByRole("dialog").getByRole("listitem")).toContainText([
    "Sam added “Conference”",
    "Send the numbers",
  ]);
});

test("who comes back is told who changed notes, and nobody is named once both wrote", async ({ newPerson }) => {
  const [ana, sam] = await samWroteWhileAnaWasAway(newPerson);
  await comeBack(ana);
  await expectChanges(ana, [/^Sam changed the notes of “Growth”/]);
  await ana.topic("Growth").focus();
  await ana.page.keyboard.press("n");
  await expect(ana.page.getByText("1 of 1: Sam changed the notes of “Growth”")).toBeAttached();
  await writeNotes(sam, "Growth", ", after the summer");
  await expect(ana.topic("Growth")).toContainText("Wants to lead the split, after the summer");
  await expectChanges(ana, [/^Sam changed the notes of “Growth”/]);
  await ana.page.getByRole("button", { name: "Seen", exact: true }).click();
  await ana.expectSaved();
  await leave(ana);

  await writeNotes(sam, "Growth", ". Not before");
  await ana.page.getByRole("heading", { name: "Today" }).click();
  await ana.page.keyboard.press("q");
  const capture = ana.page.getByRole("dialog", { name: "Add to a 1:1" });
  await expect(capture.getByRole("textbox")).toBeFocused();
  await ana.page.keyboard.type("@sam holidays");
  await ana.page.keyboard.press("Enter");
  await expect(capture).toBeHidden();
  await expect(sam.hopper.getByText("holidays")).toBeVisible();
  const answer = ana.page.waitForResponse(/\/writers-after$/);
  await comeBack(ana);
  expect(await (await answer).json()).toEqual({ by: ["a", "b"] });
  await expectChanges(ana, [/^“Growth”: notes changed/]);
});

test("without the server the changes are listed, and nobody is named until it answers", async ({ newPerson }) => {
  const [ana] = await samWroteWhileAnaWasAway(newPerson);
  await ana.page.route(/\/writers-after$/, (route) => route.abort());
  ana.mayReport(/writers-after|ERR_FAILED|Failed to load/);
  await comeBack(ana);
  await expectChanges(ana, [/^“Growth”: notes changed/]);
  await ana.page.unroute(/\/writers-after$/);
  await expectChanges(ana, [/^Sam changed the notes of “Growth”/]);
});

test("what one writes in the meeting is no news to oneself, however soon the page is loaded", async ({ newPerson }) => {
  const [ana, sam] = await two(newPerson);
  await ana.addTopic("Growth");
  await expect(sam.topic("Growth")).toBeVisible();
  await sam.addTopic("Conference");
  await expect(ana.topic("Conference")).toBeVisible();
  await ana.page.reload();
  await expect(ana.topic("Conference")).toBeVisible();
  const { pathname } = new URL(ana.page.url());
  await ana.page.goto(`${pathname}/live`);
  await expect(ana.page.getByText("This meeting has not begun.")).toBeVisible(); // an address alone begins nothing
  await expect(sam.page.getByText("Ana has started the meeting.")).toBeHidden();
  await ana.page.getByRole("button", { name: "Start the meeting" }).click();
  await expect(sam.page.getByText("Ana has started the meeting.")).toBeVisible();
  const parts = ana.page.getByRole("navigation", { name: "Parts of the meeting" });
  await parts.getByRole("button", { name: "Agenda" }).click();
  await ana.page.getByRole("button", { name: "Start with the topics" }).click();
  await expect(ana.page.locator("[data-live-focus]")).toBeFocused();
  await ana.page.keyboard.press("Enter");
  await expect(ana.topic("Growth").getByRole("textbox")).toBeFocused();
  await ana.page.keyboard.type("Wants to lead the split");
  await expect(ana.topic("Growth")).toContainText("Wants to lead the split");
  await ana.page.goto(pathname);
  await expect(ana.topic("Growth")).toContainText("Wants to lead the split");
  await sam.addAction("Send the numbers");
  await ana.page.getByRole("button", { name: "Show them" }).click();
  await expect(ana.page.getByRole("dialog").getByRole("listitem")).toHaveText([/Send the numbers/]);
});

test("an earlier version is looked at and restored, and restoring is undone", async ({ newPerson, server }) => {
  const ana = await newPerson("Ana");
  ana.mayBeCutOff();
  await ana.firstMinute("Sam");
  await ana.addTopic("Growth");
  await ana.expectSaved();
  await anHourPasses(server);
  await ana.addTopic("Later thought");
  await ana.expectSaved();
  const dialog = await openHistory(ana, 2);
  await expect(dialog.getByRole("button", { name: "Show earlier ones" })).toBeHidden(); // there are none
  const version = await viewEarliest(dialog);
  await expect(version).toContainText("Growth");
  await expect(version).not.toContainText("Later thought");
  await restoreEarliest(dialog);
  await expect(ana.topic("Later thought")).toBeHidden();
  await ana.page.getByRole("button", { name: "Undo" }).click();
  await expect(ana.topic("Later thought")).toBeVisible();
});

test("earlier versions are offered for as long as there are some", async ({ newPerson }) => {
  const ana = await newPerson("Ana");
  await ana.firstMinute("Sam");
  await ana.expectSaved();
  const versions = Array.from({ length: 53 }, (_, index) => {
    const at = new Date(Date.UTC(2026, 9, 1) - index * 3_600_000).toISOString();
    return { seq: 53 - index, at, by: ["a"], updates: 1 };
  });
  await ana.page.route(/\/versions(\?|$)/, (route) => {
    const before = Number(new URL(route.request().url()).searchParams.get("before") ?? 54);
    return route.fulfill({ json: versions.filter(({ seq }) => seq < before).slice(0, VERSIONS_AT_ONCE + 1) });
  });
  const dialog = await openHistory(ana, 50);
  await dialog.getByRole("button", { name: "Show earlier ones" }).click();
  await expect(dialog.getByRole("listitem")).toHaveCount(53);
  await expect(dialog.getByRole("button", { name: "Show earlier ones" })).toBeHidden();
});

test("a version with the old title comes back on both screens, and undo takes that back on both", async ({
  newPerson,
  server,
}) => {
  const [ana, sam] = await two(newPerson);
  for (const person of [ana, sam]) person.mayBeCutOff();
  await ana.addTopic("Growth");
  await ana.expectSaved();
  await sam.expectTitles(sam.agenda, ["Growth"]);
  await anHourPasses(server);
  await ana.topic("Growth").focus();
  await ana.page.keyboard.press("e");
  await expect(ana.page.getByLabel("Title of the topic")).toBeFocused();
  await ana.page.getByLabel("Title of the topic").fill("Shrinking");
  await ana.page.keyboard.press("Enter");
  await ana.expectSaved();
  await sam.expectTitles(sam.agenda, ["Shrinking"]);

  const dialog = await openHistory(ana, 2);
  await expect(await viewEarliest(dialog)).toContainText("Growth");
  await restoreEarliest(dialog);
  await ana.pointAtUndo();
  for (const person of [ana, sam]) await person.expectTitles(person.agenda, ["Growth"]);
  await ana.page.getByRole("button", { name: "Undo" }).click();
  for (const person of [ana, sam]) await person.expectTitles(person.agenda, ["Shrinking"]);
  await ana.expectSaved();
});

test("what one types while the other restores an earlier version stays in its sentence", async ({
  newPerson,
  server,
}) => {
  const [ana, sam] = await two(newPerson);
  for (const person of [ana, sam]) person.mayBeCutOff();
  await ana.addTopic("Growth");
  const notes = await ana.openNotes("Growth");
  await ana.page.keyboard.type("We hire two people.");
  await ana.page.keyboard.press("Escape");
  await ana.expectSaved();
  await anHourPasses(server);
  await ana.openNotes("Growth");
  await ana.page.keyboard.press("Control+End");
  await ana.page.keyboard.type(" Not before summer.");
  await ana.page.keyboard.press("Escape");
  await ana.expectSaved();
  await expect(sam.topic("Growth")).toContainText("We hire two people. Not before summer.");

  await sam.openNotes("Growth");
  await sam.putCaretAtStart("We hire two people. Not before summer.");
  await sam.goOffline();
  await sam.page.keyboard.type("Budget allows: ");
  const dialog = await openHistory(ana, 2);
  await expect(await viewEarliest(dialog)).toContainText("We hire two people.");
  await restoreEarliest(dialog);
  await ana.pointAtUndo();
  await expect(ana.topic("Growth").getByText("We hire two people.", { exact: true })).toBeVisible();
  await sam.goOnline();
  for (const person of [ana, sam]) {
    const lines = person.topic("Growth").locator(".notes-text p, [role=textbox] p").filter({ visible: true });
    await expect(lines).toHaveText(["Budget allows: We hire two people."]);
  }
  await ana.page.getByRole("button", { name: "Undo" }).click();
  await expect(ana.topic("Growth")).toContainText("Budget allows: We hire two people. Not before summer.");
  await expect(notes).toBeHidden();
});

async function samWroteWhileAnaWasAway(
  newPerson: (name: string) => Promise<Person>,
): Promise<[ana: Person, sam: Person]> {
  const [ana, sam] = await two(newPerson);
  await ana.addTopic("Growth");
  await ana.expectSaved();
  await expect(sam.topic("Growth")).toBeVisible();
  await leave(ana);
  await writeNotes(sam, "Growth", "Wants to lead the split");
  return [ana, sam];
}

async function leave(person: Person): Promise<void> {
  await person.page.getByRole("link", { name: "All my pages" }).click();
  await expect(person.page.getByRole("heading", { name: "Today" })).toBeVisible();
}

async function comeBack(person: Person): Promise<void> {
  await person.page.getByRole("link", { name: /Sam/ }).first().click();
}

/** Opens the list of what changed, and closes it again. */
async function expectChanges(person: Person, changes: readonly RegExp[]): Promise<void> {
  await person.page.getByRole("button", { name: "Show them" }).click();
  const dialog = person.page.getByRole("dialog");
  await expect(dialog.getByRole("listitem")).toHaveText(changes);
  await person.page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
}

async function writeNotes(person: Person, title: string, text: string): Promise<void> {
  await person.openNotes(title);
  await person.page.keyboard.press("Control+End");
  await person.page.keyboard.type(text);
  await person.page.keyboard.press("Escape");
  await person.expectSaved();
}

async function openHistory(person: Person, versions: number): Promise<Locator> {
  await person.runFromPalette("History: see or restore");
  const dialog = person.page.getByRole("dialog", { name: "History" });
  await expect(dialog.getByRole("listitem")).toHaveCount(versions);
  return dialog;
}

/** @returns the page as it was. */
async function viewEarliest(dialog: Locator): Promise<Locator> {
  await dialog.getByRole("button", { name: /^View/ }).last().click();
  return dialog.getByRole("region", { name: /^The page as of/ });
}

async function restoreEarliest(dialog: Locator): Promise<void> {
  await dialog
    .getByRole("button", { name: /^Restore the page/ })
    .last()
    .click();
}

/** Makes everything stored an hour older. */
async function anHourPasses(server: CandorServer): Promise<void> {
  await server.kill();
  const file = readdirSync(server.dataDirectory).find((name) => /\.(db|sqlite3?)$/.test(name));
  const database = new DatabaseSync(join(server.dataDirectory, file ?? ""));
  database.exec("update page_log set at = strftime('%Y-%m-%dT%H:%M:%fZ', at, '-1 hour')");
  database.close();
  await server.restart();
}
