import { type BrowserContext, type Download, expect, type Locator, type Page } from "@playwright/test";
import { expectNoViolations } from "./world/expect-no-violations.ts";
import { openPalette } from "./world/keys-heard.ts";
import type { Person } from "./world/person.ts";
import {
  beginNotebook,
  expectNotesSaved,
  goThroughSetup,
  notesOf,
  passphraseOf,
  privateCard,
  typeGroupsBack,
  writeNote,
} from "./world/private-notes.ts";
import { test } from "./world/test.ts";
import { two } from "./world/two.ts";

const MARK = "Zanzibar-marker";

test("a first note is begun, kept over a reload, and nobody else is sent a word of it", async ({ newPerson }) => {
  const [ana, sam] = await two(newPerson);
  const sent = inspect(ana.context);
  await ana.addTopic("On-call");
  await beginNotebook(ana);
  await writeNote(ana.page, `${MARK} seemed tired`);

  await ana.page.locator("body").press("q");
  const capture = ana.page.getByRole("dialog");
  await capture.getByLabel("What would you like to talk about?").fill(`@Sam ${MARK} captured`);
  await capture.getByLabel("Private note").check();
  await expect(capture).toContainText("A private note about Sam. Only you can read it.");
  await capture.getByRole("button", { name: "Add" }).click();
  await expect(capture).toBeHidden();
  await expect(notesOf(ana.page).nth(1)).toHaveValue(`${MARK} captured`);

  await ana.topic("On-call").focus();
  await ana.page.keyboard.press("Control+Shift+P");
  await expect(ana.topic("On-call").getByRole("textbox", { name: "Private note" })).toBeFocused();
  await ana.page.keyboard.type(`${MARK} beside the topic`);
  await ana.page.keyboard.press("Escape");
  await expect(ana.topic("On-call")).toBeFocused();
  await expectNotesSaved(ana.page);

  await ana.page.reload();
  await expect(notesOf(ana.page).first()).toHaveValue(`${MARK} seemed tired`);
  await expect(ana.topic("On-call").getByRole("textbox", { name: /^Private note of/ })).toHaveValue(
    `${MARK} beside the topic`,
  );
  await expect(sam.topic("On-call")).toBeVisible();
  await expect(sam.page.getByText(MARK)).toHaveCount(0);
  await expectNoViolations(ana, "a page with private notes");
  sent.expectNothingOf(MARK, "Zanzibar");
  ana.expectNoFaults();
});

test("the recovery code opens the notes in another browser, and a wrong one is told plainly", async ({ newPerson }) => {
  const [ana] = await two(newPerson);
  const code = await beginNotebook(ana);
  await writeNote(ana.page, `${MARK} first`);
  await expectNotesSaved(ana.page);

  const other = await sameAccountElsewhere(ana, await newPerson("Ana elsewhere"));
  const sent = inspect(other.context);
  await privateCard(other.page).getByRole("button", { name: "Begin or open my private notes" }).click();
  const dialog = other.page.getByRole("dialog");
  await dialog.getByLabel("With the recovery code").check();
  const field = dialog.getByLabel("Recovery code", { exact: true });
  await field.fill(`${code.slice(0, -6)}`);
  await dialog.getByRole("button", { name: "Unlock" }).click();
  await expect(dialog.getByRole("alert")).toContainText("missing");
  await field.fill(code.toLowerCase());
  await dialog.getByRole("button", { name: "Unlock" }).click();
  await expect(notesOf(other.page).first()).toHaveValue(`${MARK} first`);

  await writeNote(other.page, `${MARK} second`);
  await expectNotesSaved(other.page);
  await ana.page.reload();
  await expect(notesOf(ana.page)).toHaveCount(2);
  sent.expectNothingOf(MARK, code, code.replaceAll("-", ""));
});

test("the passphrase opens what was locked, and one key hides that there are notes", async ({ newPerson }) => {
  const [ana] = await two(newPerson);
  await ana.addTopic("Growth");
  await beginNotebook(ana, { device: false });
  await writeNote(ana.page, `${MARK} locked`);
  await expectNotesSaved(ana.page);

  await ana.page.keyboard.press("Control+.");
  await expect(notesOf(ana.page)).toHaveCount(0);
  await expect(privateCard(ana.page)).toHaveCount(0);
  await ana.page.reload();
  await expect(ana.topic("Growth")).toBeVisible();
  await expect(privateCard(ana.page)).toHaveCount(0);
  // A key pressed before its part is loaded only ever hides, so it is pressed once that part is there.
  const field = await openPalette(ana.page);
  await field.fill("private");
  await expect(ana.page.getByRole("option", { name: "Show private notes" })).toBeVisible();
  await ana.page.keyboard.press("Escape");
  await expect(field).toBeHidden();
  await ana.page.keyboard.press("Control+.");

  await expect(privateCard(ana.page)).toContainText("locked");
  await expect(ana.page.getByText(MARK)).toHaveCount(0);
  await privateCard(ana.page).getByRole("button", { name: "Unlock" }).click();
  const dialog = ana.page.getByRole("dialog");
  await dialog.getByLabel("Passphrase", { exact: true }).fill("not the right words at all");
  await dialog.getByLabel("Let this device open them by itself from now on").uncheck();
  await dialog.getByRole("button", { name: "Unlock" }).click();
  await expect(dialog.getByRole("alert")).toContainText("does not open these notes", { timeout: 30_000 });
  await expectNoViolations(ana, "the dialog that unlocks");
  await dialog.getByRole("radio", { name: "With the passphrase" }).press("ArrowDown");
  await expect(dialog.getByLabel("Recovery code", { exact: true })).toBeVisible();
  await ana.page.keyboard.press("ArrowUp");
  await ana.page.keyboard.type(passphraseOf(ana)); // at once: the field has the focus as soon as it shows
  await ana.page.keyboard.press("Enter");
  await expect(notesOf(ana.page).first()).toHaveValue(`${MARK} locked`, { timeout: 30_000 });
});

test("hidden in one tab, notes are hidden in all, and nothing on any screen tells an onlooker that there are some", async ({
  newPerson,
}) => {
  const [ana] = await two(newPerson);
  await ana.addTopic("Growth");
  await beginNotebook(ana);
  await writeNote(ana.page, `${MARK} for my eyes`);
  await expectNotesSaved(ana.page);
  const address = new URL(ana.page.url()).pathname;
  const open = async (path: string) => {
    const tab = await ana.context.newPage();
    await tab.goto(path);
    await expect(tab.getByText(/^Private notes|^Themes$/).first()).toBeVisible();
    return tab;
  };
  const [page, screen, themes] = [await open(address), await open(`${address}/private`), await open("/themes")];
  const nothing = themes.getByRole("heading", { level: 1, name: "Nothing shows here just now" });
  await ana.page.keyboard.press("Control+.");
  for (const tab of [ana.page, page, screen, themes]) {
    const telling = tab.getByText(/private note|^only you$|^themes/i).filter({ visible: true });
    await expect(telling).toHaveCount(0);
    await expect(tab).not.toHaveTitle(/private|themes/i);
    await expect(notesOf(tab)).toHaveCount(0);
  }
  await themes.reload();
  await expect(nothing).toBeVisible();
  await screen.getByRole("button", { name: "Show", exact: true }).click();
  await expect(notesOf(ana.page).first()).toHaveValue(`${MARK} for my eyes`);
  await openPalette(ana.page);
  await ana.page.keyboard.type("hide private");
  await ana.page.getByRole("option", { name: "Hide private notes" }).click();
  await expect(nothing).toBeVisible();
});

test("locked by hand, notes stay shut to this device until a secret was given, in other tabs and after a reload", async ({
  newPerson,
}) => {
  const [ana] = await two(newPerson);
  const { page, context } = ana;
  await beginNotebook(ana);
  await writeNote(page, `${MARK} put away`);
  await expectNotesSaved(page);
  const tab = await context.newPage();
  await tab.goto(page.url());
  await expect(notesOf(tab).first()).toHaveValue(`${MARK} put away`);

  await privateCard(page).getByRole("button", { name: "Lock" }).click();
  await expect(privateCard(page).getByRole("button", { name: "Unlock" })).toBeFocused();
  await expect(privateCard(tab)).toContainText("You locked your private notes");
  await page.reload();
  for (const each of [page, tab]) {
    await expect(each.getByText(MARK)).toHaveCount(0);
    await privateCard(each).getByRole("button", { name: "Unlock" }).click();
    await expect(each.getByRole("dialog")).toContainText("this device does not open them");
  }
  await expectNoViolations(ana, "the dialog after a lock by hand");
  await page.getByRole("dialog").getByLabel("Passphrase", { exact: true }).fill(passphraseOf(ana));
  await page.getByRole("dialog").getByRole("button", { name: "Unlock" }).click();
  await expect(notesOf(page).first()).toHaveValue(`${MARK} put away`, { timeout: 30_000 });
  await expect(privateCard(page).getByRole("button", { name: "Add a private note" })).toBeFocused();
  await page.reload();
  await expect(notesOf(page).first()).toHaveValue(`${MARK} put away`);
  await tab.getByRole("dialog").getByRole("button", { name: "Close" }).click();
  await privateCard(tab).getByRole("button", { name: "Unlock" }).click();
  await expect(notesOf(tab).first()).toHaveValue(`${MARK} put away`);
});

test("whoever leaves set-up halfway goes on with the same code, which does not stay on the clipboard", async ({
  newPerson,
}) => {
  const [ana] = await two(newPerson);
  const { page } = ana;
  await ana.context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const begin = () => privateCard(page).getByRole("button", { name: "Begin or open my private notes" }).click();
  const dialog = page.getByRole("dialog");
  const shown = dialog.locator("[data-recovery-code] span");
  await begin();
  await dialog.getByRole("button", { name: "Go on" }).click();
  await dialog.getByLabel("What you call this device").fill("Kitchen laptop");
  const words = await dialog.getByLabel("Passphrase", { exact: true }).inputValue();
  await page.keyboard.press("Escape");
  await begin();
  await expect(dialog.getByLabel("Passphrase", { exact: true })).toHaveValue(words);
  await expectNoViolations(ana, "ways to unlock");
  await dialog.getByRole("button", { name: "Go on" }).click();
  await expect(shown).toHaveCount(9, { timeout: 30_000 });
  const groups = await shown.allTextContents();
  await page.reload();
  await begin();
  await expect(dialog).toContainText("It is the same code as before");
  expect(await shown.allTextContents()).toEqual(groups);
  await dialog.getByRole("button", { name: "Copy" }).click();
  await expect(dialog).toContainText("The code is on your clipboard");
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(groups.join("-"));
  await expectNoViolations(ana, "a copied code");
  await dialog.getByRole("button", { name: "Go on" }).click();
  await typeGroupsBack(dialog, groups);
  await dialog.getByRole("button", { name: "Begin" }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByText("The clipboard is cleared")).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe("");
  await expectNotesSaved(page);
  await page.goto("/settings/notebook");
  await expect(page.getByRole("button", { name: "Rename: Kitchen laptop" })).toBeVisible();
});

test("notes are begun, written, locked and opened without a mouse", async ({ newPerson }) => {
  const [ana] = await two(newPerson);
  const { page } = ana;
  const { keyboard } = page;
  const dialog = page.getByRole("dialog");
  await page.locator("body").press("Control+Shift+P");
  await expect(dialog.getByRole("button", { name: "Go on" })).toBeFocused();
  await keyboard.press("Enter");
  await expect(dialog.getByLabel("This device opens them by itself")).toBeFocused();
  await tabTo(page, dialog.getByLabel("Passphrase", { exact: true }));
  const words = "a passphrase typed on a keyboard";
  await keyboard.press("Control+a");
  await keyboard.type(words);
  await keyboard.press("Enter");
  const shown = dialog.locator("[data-recovery-code] span");
  await expect(shown).toHaveCount(9, { timeout: 30_000 });
  const groups = await shown.allTextContents();
  await tabTo(page, dialog.getByRole("button", { name: "Go on" }));
  await keyboard.press("Enter");
  for (const field of await dialog.getByLabel(/^Group \d$/).all()) {
    await tabTo(page, field);
    const label = await field.evaluate((input: HTMLInputElement) => input.labels?.[0]?.textContent ?? "");
    await keyboard.type(groups[Number(label.replace("Group ", "")) - 1] ?? "");
  }
  await keyboard.press("Enter");
  await expect(page.getByRole("textbox", { name: "Private note", exact: true })).toBeFocused();
  await keyboard.type("Written by keys");
  await keyboard.press("Escape");
  await expect(privateCard(page).getByRole("button", { name: "Add a private note" })).toBeFocused();
  await expectNotesSaved(page);
  await ana.runFromPalette("Lock private notes now");
  await expect(privateCard(page).getByRole("button", { name: "Unlock" })).toBeFocused();
  await keyboard.press("Enter");
  await expect(dialog.getByLabel("Passphrase", { exact: true })).toBeFocused();
  await keyboard.type(words);
  await keyboard.press("Enter");
  await expect(privateCard(page).getByRole("button", { name: "Add a private note" })).toBeFocused({ timeout: 30_000 });
  await expect(notesOf(page).first()).toHaveValue("Written by keys");
});

test("a private line becomes a topic only after it was looked at, and the note stays", async ({ newPerson }) => {
  const [ana, sam] = await two(newPerson);
  await beginNotebook(ana);
  await writeNote(ana.page, "Ask about the move to Lisbon");
  await privateCard(ana.page)
    .getByRole("button", { name: /^More for the private note/ })
    .click();
  await ana.page.getByRole("menuitem", { name: "Make it a topic both can read…" }).click();
  const dialog = ana.page.getByRole("dialog");
  await expect(dialog).toContainText("Sam will read exactly this");
  await expect(dialog.getByLabel("Topic")).toHaveValue("Ask about the move to Lisbon");
  await expectNoViolations(ana, "the dialog that shares");
  await expect(sam.page.getByText("Lisbon")).toHaveCount(0);
  await dialog.getByLabel("Topic").fill("How is the move going?");
  await dialog.getByRole("button", { name: "Share this with Sam" }).click();
  await expect(sam.topic("How is the move going?")).toBeVisible();
  await expect(notesOf(ana.page).first()).toHaveValue("Ask about the move to Lisbon");
  await expect(sam.page.getByText("Lisbon")).toHaveCount(0);
});

test("a note that is full says so, and a long line is shared whole", async ({ newPerson }) => {
  const [ana] = await two(newPerson);
  const { page } = ana;
  await ana.context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await beginNotebook(ana);
  await page.evaluate(() => navigator.clipboard.writeText("word ".repeat(5_000)));
  await page.keyboard.press("Control+v");
  await expect(privateCard(page).getByRole("alert")).toContainText("A note holds 20,000 letters");
  await page.keyboard.press("Backspace");
  await expect(privateCard(page).getByText("20,000")).toHaveCount(0);
  await page.keyboard.press("Escape");
  await privateCard(page)
    .getByRole("button", { name: /^More for the private note/ })
    .click();
  await page.getByRole("menuitem", { name: "Make it a topic both can read…" }).click();
  const dialog = page.getByRole("dialog");
  const shown = [dialog.getByLabel("Topic"), dialog.getByLabel("Notes under it")].map((field) => field.inputValue());
  expect((await Promise.all(shown)).join("")).toBe("word ".repeat(5_000).slice(0, 19_999));
});

test("without a network notes are read and written, and go out later", async ({ newPerson }) => {
  const [ana] = await two(newPerson);
  await beginNotebook(ana);
  await writeNote(ana.page, `${MARK} before the train`);
  await expectNotesSaved(ana.page);
  await ana.page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await ana.page.reload();
  await expect(notesOf(ana.page)).toHaveCount(1);
  await ana.goOffline();
  await ana.page.reload();
  await expect(notesOf(ana.page).first()).toHaveValue(`${MARK} before the train`);
  await writeNote(ana.page, `${MARK} on the train`);
  await expect(privateCard(ana.page).locator("[data-notebook-saved]")).toHaveAttribute(
    "data-notebook-saved",
    "offline",
  );
  await ana.page.reload();
  await expect(notesOf(ana.page)).toHaveCount(2);
  await ana.goOnline();
  await expectNotesSaved(ana.page);
});

test("a new recovery code takes the old one's place, and all private notes can be taken along", async ({
  newPerson,
}) => {
  const [ana] = await two(newPerson);
  const first = await beginNotebook(ana);
  await writeNote(ana.page, `${MARK} to take along`);
  await expectNotesSaved(ana.page);
  const page = ana.page.url().split("#")[0] ?? "";

  await ana.page.goto(`${page}/private`);
  await expect(ana.page.getByRole("heading", { level: 1 })).toHaveText("Private notes about Sam");
  await expectNoViolations(ana, "all notes about a person");
  const download = ana.page.waitForEvent("download");
  await ana.page.getByRole("button", { name: "Export as Markdown" }).click();
  expect(await readAll(await download)).toContain(`${MARK} to take along`);

  await ana.page.goto("/settings/notebook");
  await expect(ana.page.getByRole("heading", { name: "Ways to unlock" })).toBeVisible();
  await expectNoViolations(ana, "privacy and keys");
  await ana.page.getByRole("button", { name: "Make a new recovery code" }).click();
  const dialog = ana.page.getByRole("dialog");
  const shown = dialog.locator("[data-recovery-code] span");
  await expect(shown).toHaveCount(9);
  const groups = await shown.allTextContents();
  await dialog.getByRole("button", { name: "Go on" }).click();
  await typeGroupsBack(dialog, groups);
  await dialog.getByRole("button", { name: "Make a new recovery code" }).click();
  await expect(dialog).toBeHidden();

  const there = await sameAccountElsewhere(ana, await newPerson("Ana elsewhere"), page);
  await privateCard(there.page).getByRole("button", { name: "Begin or open my private notes" }).click();
  const unlock = there.page.getByRole("dialog");
  await unlock.getByLabel("With the recovery code").check();
  await unlock.getByLabel("Recovery code", { exact: true }).fill(first);
  await unlock.getByRole("button", { name: "Unlock" }).click();
  await expect(unlock.getByRole("alert")).toContainText("only the newest works");
  await unlock.getByLabel("Recovery code", { exact: true }).fill(groups.join(" "));
  await unlock.getByRole("button", { name: "Unlock" }).click();
  await expect(notesOf(there.page).first()).toHaveValue(`${MARK} to take along`);

  const takeOff = ana.page.getByRole("button", { name: /^Take off: / });
  await expect(async () => {
    await ana.page.reload(); // the other browser says by and by that it is one of the devices
    await expect(takeOff).toBeVisible({ timeout: 5_000 });
  }).toPass();
  // Two browsers of one kind are told apart, by names that can be changed.
  const rows = ana.page.locator("li").filter({ has: ana.page.getByRole("button", { name: /^Rename: / }) });
  const names = await rows
    .getByRole("button", { name: /^Rename: / })
    .evaluateAll((all) => all.map((button) => button.getAttribute("aria-label")));
  expect(new Set(names).size).toBe(2);
  await expect(rows.filter({ hasText: "this device" })).toContainText("last wrote on");
  await rows
    .filter({ hasText: "this device" })
    .getByRole("button", { name: /^Rename: / })
    .click();
  await expect(ana.page.getByLabel("Name of this device")).toBeFocused();
  await ana.page.keyboard.type("Work laptop");
  await ana.page.keyboard.press("Enter");
  await expect(ana.page.getByRole("button", { name: "Rename: Work laptop" })).toBeFocused();
  await takeOff.click();
  await expect(dialog).toContainText("opens nothing that is written from now on");
  await expectNoViolations(ana, "before a device is taken off");
  await dialog.getByRole("button", { name: "Leave it" }).click();
  await expect(takeOff).toBeFocused();
  await takeOff.click();
  await dialog.getByRole("button", { name: "Take off" }).click();
  await expect(ana.page.getByText(/taken off on/)).toBeVisible();
  await ana.page.getByRole("button", { name: "Remove: Passphrase" }).click();
  await expect(dialog).toContainText("nothing but your recovery code opens your notes");
  await dialog.getByRole("button", { name: "Remove" }).click();
  await expect(ana.page.getByRole("button", { name: "Add a passphrase" })).toBeVisible();
  // Nothing but the code would open them again: that is said before they are locked.
  await ana.runFromPalette("Lock private notes now");
  await expect(dialog).toContainText("nothing but your recovery code will open them again");
  await expectNoViolations(ana, "before a lock that the code alone opens");
  await dialog.getByRole("button", { name: "Lock", exact: true }).click();
  await expect(ana.page.getByRole("button", { name: "Unlock" })).toBeFocused();
  await there.page.reload();
  await expect(privateCard(there.page)).toContainText("locked");
});

test("notes in the bin are deleted for good, and how long notes are kept takes nothing away unseen", async ({
  newPerson,
}) => {
  const [ana] = await two(newPerson);
  const { page } = ana;
  await beginNotebook(ana);
  for (const text of ["Never mind", "Wants to lead"]) {
    await writeNote(page, text);
    await expectNotesSaved(page);
  }
  await privateCard(page).getByRole("button", { name: "More for the private note “Never mind”" }).click();
  await page.getByRole("menuitem", { name: "Move to the bin" }).click();
  await expectNotesSaved(page);
  const address = page.url().split("#")[0] ?? "";
  await page.goto(`${address}/private`);
  await page.getByText("In the bin (1)").click();
  await expect(page.getByText("Backups of the server hold it")).toBeVisible();
  await page.getByRole("button", { name: "Delete for good: “Never mind”" }).click();
  await expect(page.getByText("In the bin")).toHaveCount(0);
  await page.getByRole("button", { name: "Undo" }).last().click();
  await page.getByText("In the bin (1)").click();
  await page.getByRole("button", { name: "Delete for good: “Never mind”" }).click();
  await expect(page.locator("[data-notebook-saved]")).toHaveAttribute("data-notebook-saved", "saved");

  await page.clock.setSystemTime(Date.now() + 200 * 86_400_000);
  await page.goto("/settings/notebook");
  await page.getByRole("button", { name: "Unlock" }).click();
  await page.getByLabel("Keep private notes").selectOption({ label: "for 6 months" });
  await expect(page.getByText("1 note goes into the bin now")).toBeVisible();
  await expect(page.getByText("about Sam: 1 note")).toBeVisible();
  await expectNoViolations(ana, "what would go");
  await page.getByRole("button", { name: "Leave it as it is" }).click();
  await expect(page.getByLabel("Keep private notes")).toBeFocused();
  await expect(page.getByLabel("Keep private notes")).toHaveValue("forever");
  await page.getByLabel("Keep private notes").selectOption({ label: "for 6 months" });
  await page.getByRole("button", { name: "Keep them for 6 months" }).click();
  await expect(page.getByText("1 private note is older than you keep them")).toBeVisible();
  await page.getByText("In the bin (1)").click();
  await expect(page.getByText("Sam")).toContainText("there for its age");
  await expectNoViolations(ana, "the bin");
  await page.getByRole("button", { name: "Put back: “Wants to lead”" }).click();
  await expect(page.locator("[data-notebook-saved]")).toHaveAttribute("data-notebook-saved", "saved");
  await page.goto(`${address}/private`);
  await expect(page.getByRole("textbox", { name: /^Private note of/ })).toHaveValue("Wants to lead");

  // Whatever becomes of a page, what was written beside it has its place.
  await page.goto("/p/0198aa00-0000-7000-8000-000000000000/private");
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Private notes");
  await expect(page.getByRole("button", { name: "Add a private note" })).toBeVisible();
});

test("whoever has lost everything is told so plainly, and begins anew", async ({ newPerson }) => {
  const [ana] = await two(newPerson);
  await beginNotebook(ana);
  await writeNote(ana.page, `${MARK} lost`);
  await expectNotesSaved(ana.page);
  const there = await sameAccountElsewhere(ana, await newPerson("Ana elsewhere"));
  await privateCard(there.page).getByRole("button", { name: "Begin or open my private notes" }).click();
  const dialog = there.page.getByRole("dialog");
  await dialog.getByRole("button", { name: "I have none of these any more" }).click();
  await expect(dialog).toContainText("cannot be opened by anybody");
  await expect(dialog.getByRole("button", { name: "Destroy the old notes and begin anew" })).toBeDisabled();
  await dialog.getByLabel("Type DESTROY").fill("destroy");
  await dialog.getByRole("button", { name: "Destroy the old notes and begin anew" }).click();
  await expect(dialog).toContainText("Someone who changes that code could read notes");
  await goThroughSetup(there.page);
  await writeNote(there.page, "A new beginning");
  await expectNotesSaved(there.page);
  ana.mayReport(/404.*api\/notebook/);
  await ana.page.reload();
  await expect(privateCard(ana.page)).toContainText("no longer on the server");
});

test("in a meeting what one learns and notices is kept privately, and comes back before the next", async ({
  newPerson,
}) => {
  const [ana, sam] = await two(newPerson);
  const { page } = ana;
  await ana.addTopic("On-call");
  await beginNotebook(ana);
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Start the meeting" }).click();
  await page.getByRole("button", { name: "Keep what you learnt about Sam" }).click();
  await page.keyboard.type("Plays the cello");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Skip" }).click();
  await page.getByRole("button", { name: "Start with the topics" }).click();
  const current = page.locator(".live-current");
  await current.focus();
  await page.keyboard.press("Control+Shift+P");
  await page.keyboard.type("Xhausted by the pager"); // X alone would mark the topic discussed
  await expect(current.getByRole("textbox", { name: "Private note" })).toHaveValue("Xhausted by the pager");
  await expectNoViolations(ana, "a meeting with private notes");
  await page.keyboard.press("Control+.");
  await expect(page.locator(".private-beside")).toHaveCount(0);
  await page.keyboard.press("Control+.");
  await page.goBack();
  await page.reload();
  await page.locator(".private-before summary").click();
  await expect(page.locator(".private-before")).toContainText("Plays the cello");
  await expect(page.locator(".private-before")).toContainText("kickoff");
  await expect(sam.page.getByText("cello")).toHaveCount(0);
});

for (const scheme of ["light", "dark"] as const) {
  test(`beginning a notebook can be read by everybody, ${scheme}`, async ({ newPerson }) => {
    const ana = await newPerson("Ana");
    await ana.page.emulateMedia({ colorScheme: scheme });
    await ana.firstMinute("Sam");
    await beginNotebook(ana, { look: (what) => expectNoViolations(ana, what) });
    await writeNote(ana.page, "Likes to be asked first");
    await expectNoViolations(ana, "notes");
  });
}

async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let presses = 0; presses < 20; presses += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press("Tab");
  }
  await expect(target).toBeFocused();
}

async function readAll(download: Download): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of await download.createReadStream()) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString();
}

/** The same person in another browser, which has their session and nothing else of theirs. */
async function sameAccountElsewhere(
  person: Person,
  there: Person,
  address: string = person.page.url(),
): Promise<Person> {
  await there.context.addCookies(await person.context.cookies());
  await there.page.goto(address);
  await expect(there.page.getByRole("heading", { level: 2, name: "Agenda" })).toBeVisible();
  return there;
}

/** Looks into everything that a browser sends: addresses, bodies, frames. */
function inspect(context: BrowserContext) {
  const all: string[] = [];
  context.on("request", (request) => {
    all.push(request.url(), decodeURIComponent(request.url()), request.postDataBuffer()?.toString("latin1") ?? "");
    all.push(request.postDataBuffer()?.toString("utf8") ?? "");
  });
  const watch = (page: Page) =>
    page.on("websocket", (socket) =>
      socket.on("framesent", ({ payload }) => {
        all.push(typeof payload === "string" ? payload : payload.toString("latin1"));
      }),
    );
  for (const page of context.pages()) watch(page);
  context.on("page", watch);
  return {
    expectNothingOf(...marks: string[]): void {
      expect(all.length).toBeGreaterThan(5);
      for (const mark of marks) {
        const forms = [mark, Buffer.from(mark).toString("base64").slice(0, -4), Buffer.from(mark).toString("hex")];
        for (const form of forms) expect(all.filter((sent) => sent.includes(form))).toEqual([]);
      }
    },
  };
}
