import { readFile } from "node:fs/promises";
import { expect, type Page, type Request } from "@playwright/test";
import { beginNotebook } from "./world/begin-notebook.ts";
import { expectNoViolations } from "./world/expect-no-violations.ts";
import { openPalette } from "./world/keys-heard.ts";
import type { Person } from "./world/person.ts";
import { test } from "./world/test.ts";

const NOTES = {
  Sam: "Canary one: third week on call, the nights wear him down",
  Mia: "Canary two: paged four times on Saturday",
  Lee: "Canary three: the pager went off at three again",
};

test("what three people raise becomes a theme, is told to everybody, and goes back to one of them", async ({
  newPerson,
}) => {
  const ana = await newPerson("Ana");
  const sent = watchWhatLeaves(ana);
  await ana.firstMinute("Sam");
  const link = await ana.invite();
  await ana.addForLater("How I sleep on call");
  await beginNotebook(ana);
  await writeNote(ana, NOTES.Sam);
  await alsoWith(ana, "Mia");
  await writeNote(ana, NOTES.Mia);
  await expect(ana.page.getByText("One other raised this")).toBeVisible();
  await alsoWith(ana, "Lee");
  await writeNote(ana, NOTES.Lee);

  // The hint says by which words, and makes a theme of all three.
  const hint = ana.page.getByText("Two others raised this");
  await hint.click();
  await expect(ana.page.getByText("Alike because of “pager” and “paged”")).toBeVisible();
  await expect(ana.page.getByText("Alike because of “pager” and “on call”")).toBeVisible();
  await expectNoViolations(ana, "a note with its hint");
  await ana.page.getByRole("button", { name: "Make it a theme of all of these" }).click();
  await ana.page.getByLabel("Name of the theme").fill("On-call load");
  await ana.page.keyboard.press("Enter");
  await expect(ana.page.getByRole("list", { name: "Themes" })).toContainText("On-call load");
  await expectKept(ana.page);

  await ana.page.goto("/themes");
  const theme = ana.page.locator("[data-theme-id]");
  await expect(theme).toContainText("3 people");
  await theme.locator("summary").click();
  await expect(theme).toContainText(NOTES.Mia);
  await ana.page.getByLabel("Find in all your private notes").fill("pag");
  const found = ana.page.getByRole("list", { name: "Notes found" });
  await expect(found.getByRole("listitem")).toHaveText([/Lee.*the pager went off/, /Mia.*paged four times/]);
  await ana.page.getByLabel("Find in all your private notes").fill("mia saturday");
  await expect(found.getByRole("listitem")).toHaveText([/paged four times/]);
  const card = ana.page.locator("[data-board]");
  await card.getByLabel("In your own words").fill("Sam said that the nights wear him down");
  await expect(card).toContainText("Names Sam.");
  await expect(card).toContainText("“the nights wear him down” is word for word from a note.");
  await card.getByLabel("In your own words").fill("Several of you raised on-call.");
  await card.getByLabel("What we do about it").fill("A second rota starts in March.");
  // Typed as people type, after other fields of the card were written.
  await card.getByLabel("Where to read more (a link)").pressSequentially("wiki.example/on-call");
  await expect(card.getByLabel("Where to read more (a link)")).toHaveValue("wiki.example/on-call");
  await expect(card.getByText("Before you say this")).toBeHidden();
  await expectNoViolations(ana, "themes");

  const downloading = ana.page.waitForEvent("download");
  await ana.page.getByRole("button", { name: "Export as Markdown" }).click();
  const markdown = await readFile(await (await downloading).path(), "utf8");
  expect(markdown).toContain("## On-call load");
  expect(markdown).toContain("Raised by 3 people");
  expect(markdown).toContain("https://wiki.example/on-call");
  expect(markdown).not.toMatch(/Canary|Sam|Mia|Lee/);
  await ana.page.getByRole("button", { name: "Print view" }).click();
  await expect(ana.page.getByRole("article")).toContainText("A second rota starts in March.");
  await expect(ana.page.getByRole("article")).not.toContainText(/Canary|Sam|Mia|Lee/);
  await expectNoViolations(ana, "the board on paper");
  await ana.page.getByRole("button", { name: "Back to the themes" }).click();
  await expect(ana.page.getByRole("button", { name: "Print view" })).toBeFocused();
  await expect(card.getByLabel("Where to read more (a link)")).toHaveValue("https://wiki.example/on-call");

  await ana.page.getByRole("button", { name: "Mark as said…" }).click();
  await expectNoViolations(ana, "marking as said");
  await ana.page.getByRole("dialog").getByRole("button", { name: "Mark as said", exact: true }).click();
  await expect(card).toContainText("raised by 3 people then");
  await card.getByRole("button", { name: "Tell those who raised On-call load" }).click();
  const sam = ana.page.locator("[data-offer]").filter({ has: ana.page.getByRole("heading", { name: "Sam" }) });
  await expect(sam.getByRole("combobox")).toContainText("How I sleep on call (speaks of the same)");
  await sam.getByRole("combobox").selectOption({ label: "How I sleep on call (speaks of the same)" });
  await expect(sam.getByRole("blockquote")).toHaveText("Several of you raised on-call. A second rota starts in March.");
  await expectNoViolations(ana, "offering lines");
  await sam.getByRole("button", { name: "Put it on the page with Sam" }).click();
  await expect(sam).toContainText("On the page");
  await expect(sam.getByRole("button", { name: "Take it off again" })).toBeFocused();
  await ana.page.keyboard.press("Escape");

  // Sam reads the line where he raised it; nobody else's page has it.
  const reader = await newPerson("Sam");
  await reader.join(link);
  await expect(reader.page.getByText("Several of you raised on-call. A second rota starts in March.")).toBeVisible();
  await expect(reader.page.getByText(/Canary/)).toHaveCount(0);
  const all = sent.join("\n");
  expect(all).toContain("A second rota starts in March."); // so it would have been seen
  expect(all.match(/Canary|On-call load/)).toBeNull();
});

test("what one or two raise stays off the board unless I say so, and a merge can be taken back", async ({
  newPerson,
}) => {
  const ana = await newPerson("Ana");
  await ana.firstMinute("Sam");
  const code = await beginNotebook(ana);
  await writeNote(ana, "Tired of the pager");
  await ana.page.getByRole("button", { name: "Add a theme" }).click();
  await ana.page.getByRole("combobox", { name: "Add a theme" }).fill("Nights");
  await ana.page.keyboard.press("Enter");
  await expect(ana.page.getByRole("list", { name: "Themes" })).toContainText("Nights");
  await expectKept(ana.page);
  await ana.page.goto("/themes");
  const card = ana.page.locator("[data-board]");
  await card.getByLabel("In your own words").fill("Nights are hard.");
  await expect(card).toContainText("Stays out: fewer than three people.");
  await expect(ana.page.getByRole("button", { name: "Export as Markdown" })).toBeDisabled();
  await card.getByLabel("Say it all the same").check();
  await expect(card).toContainText("One person alone raised this.");
  await expect(ana.page.getByRole("button", { name: "Export as Markdown" })).toBeEnabled();
  await expectKept(ana.page);
  await ana.page.reload();
  await expect(card.getByLabel("Say it all the same")).toBeChecked();

  await ana.page.getByLabel("New theme").fill("Sleep");
  await ana.page.keyboard.press("Enter");
  const nights = ana.page.locator("[data-theme-id]").filter({ has: ana.page.getByRole("heading", { name: "Nights" }) });
  await nights.getByRole("button", { name: "More for Nights" }).click();
  await ana.page.getByRole("menuitem", { name: "Merge into another…" }).click();
  await ana.page.getByRole("dialog").getByRole("button", { name: "Merge" }).click();
  await expect(nights).toHaveCount(0);
  await expect(ana.page.locator("[data-theme-id]")).toContainText("With what was under “Nights”");
  await ana.page.getByRole("button", { name: "Undo" }).last().click();
  await expect(nights).toContainText("1 person");

  // While a screen is shared, and once it is locked, nothing of it shows.
  await ana.page.keyboard.press("Control+.");
  await expect(ana.page.getByRole("heading", { name: "Nothing shows here just now" })).toBeVisible();
  await expect(ana.page.getByText(/Nights|Tired/)).toHaveCount(0);
  await ana.page.getByRole("button", { name: "Show", exact: true }).click();
  await expectKept(ana.page);
  await ana.page.getByRole("button", { name: "Lock" }).click();
  await expect(ana.page.getByText("You locked your private notes")).toBeVisible();
  await expect(ana.page.getByRole("button", { name: "Unlock" })).toBeFocused();
  await expect(ana.page.getByText(/Nights|Tired/)).toHaveCount(0);
  await expectNoViolations(ana, "locked themes");
  await ana.page.keyboard.press("Enter");
  const dialog = ana.page.getByRole("dialog");
  await dialog.getByLabel("With the recovery code").check();
  await dialog.getByLabel("Recovery code", { exact: true }).fill(code);
  await dialog.getByRole("button", { name: "Unlock" }).click();
  await expect(card.getByLabel("In your own words")).toHaveValue("Nights are hard.");
});

test("private notes are found from anywhere, and whoever renames or archives by keyboard keeps their place", async ({
  newPerson,
}) => {
  const ana = await newPerson("Ana");
  const { page } = ana;
  await ana.firstMinute("Sam");
  const code = await beginNotebook(ana);
  await writeNote(ana, "Tired of the pager");
  await page.goto("/");
  await openPalette(page);
  await page.keyboard.type("privacy");
  await expect(page.getByRole("option", { name: "Privacy and keys of my private notes" })).toBeVisible();
  await page.getByRole("combobox").fill("pag");
  const found = page.getByRole("group", { name: "In your private notes: only you" });
  await expect(found.getByRole("option")).toHaveText(/Tired of the pager.*about Sam/);
  await expectNoViolations(ana, "the palette with private notes");
  await found.getByRole("option").click();
  await expect(page.getByRole("textbox", { name: /^Private note of/ })).toBeFocused();
  await page.getByRole("link", { name: "Find in the notes about everybody" }).click();
  await expect(page.getByLabel("Find in all your private notes")).toBeFocused();
  await page.keyboard.type("pager");
  await page.getByRole("list", { name: "Notes found" }).getByRole("link", { name: "Sam" }).click();
  await expect(page.getByRole("textbox", { name: /^Private note of/ })).toBeFocused();

  await openPalette(page);
  await page.keyboard.type("find in all my");
  await page.keyboard.press("Enter");
  await expect(page.getByLabel("Find in all your private notes")).toBeFocused();
  for (const name of ["Nights", "Sleep"]) {
    await page.getByLabel("New theme").fill(name);
    await page.keyboard.press("Enter");
    await expect(page.getByRole("heading", { name })).toBeVisible();
  }
  await page.getByRole("button", { name: "More for Nights" }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("menuitem", { name: "Rename" })).toBeVisible();
  await expect(page.getByRole("menu")).toBeFocused();
  await page.keyboard.press("Home");
  await page.keyboard.press("Enter");
  await expect(page.getByLabel("Name of the theme")).toBeFocused();
  await page.keyboard.type("Rest");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: "More for Rest" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("menuitem", { name: "Archive" })).toBeVisible();
  await expect(page.getByRole("menu")).toBeFocused();
  await page.keyboard.press("End");
  await page.keyboard.press("Enter");
  await expect(page.getByText("Archived (1)")).toBeVisible();
  await expect(page.getByRole("button", { name: "More for Sleep" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("menuitem", { name: "Archive" })).toBeVisible();
  await expect(page.getByRole("menu")).toBeFocused();
  await page.keyboard.press("End");
  await page.keyboard.press("Enter");
  await expect(page.getByText("Archived (2)")).toBeVisible();
  await expect(page.getByRole("heading", { level: 1 })).toBeFocused();

  // Locked, nothing is found, and the way to it is offered; hidden, not even that.
  await page.getByRole("button", { name: "Lock" }).click();
  await expect(page.getByText("You locked your private notes")).toBeVisible();
  await page.goto("/");
  await openPalette(page);
  await page.keyboard.type("pager");
  await page.getByRole("option", { name: "Unlock my private notes to search them, too" }).click();
  await page.getByRole("button", { name: "Unlock" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("With the recovery code").check();
  await dialog.getByLabel("Recovery code", { exact: true }).fill(code);
  await dialog.getByRole("button", { name: "Unlock" }).click();
  await expect(page.getByLabel("Find in all your private notes")).toBeFocused();
  await page.keyboard.press("Control+.");
  await openPalette(page);
  await page.keyboard.type("pager");
  await expect(page.getByText("Tired of the pager")).toHaveCount(0);
  await expect(found).toHaveCount(0);
});

async function alsoWith(ana: Person, name: string): Promise<void> {
  await ana.page.goto("/");
  await ana.page.getByLabel("Whom else do you meet?").fill(name);
  await ana.page.keyboard.press("Enter");
  await expect(ana.page.getByRole("heading", { level: 2, name: "Agenda" })).toBeVisible();
}

async function writeNote({ page }: Person, text: string): Promise<void> {
  const card = page.locator(".card.private");
  const field = card.getByRole("textbox", { name: "Private note", exact: true });
  if (!(await field.isVisible())) await card.getByRole("button", { name: "Add a private note" }).click();
  await field.fill(text);
  await page.keyboard.press("Escape");
  await expect(card.getByRole("textbox", { name: /^Private note of/ }).last()).toHaveValue(text);
  await expectKept(page);
}

/** What was written is sealed and on the server, so that the tab may go elsewhere. */
async function expectKept(page: Page): Promise<void> {
  const saved = page.locator("[data-notebook-saved]");
  await expect(saved).toHaveAttribute("data-notebook-saved", "saved");
}

/** Everything that the browser sends: addresses, bodies, frames. */
function watchWhatLeaves({ context }: Person): string[] {
  const sent: string[] = [];
  context.on("request", (request: Request) => {
    sent.push(decodeURIComponent(request.url()), request.postDataBuffer()?.toString("latin1") ?? "");
  });
  const watch = (page: Page) =>
    page.on("websocket", (socket) =>
      socket.on("framesent", ({ payload }) => {
        sent.push(typeof payload === "string" ? payload : payload.toString("latin1"));
      }),
    );
  for (const page of context.pages()) watch(page);
  return sent;
}
