import { readFile } from "node:fs/promises";
import { expect } from "@playwright/test";
import { strToU8, zipSync } from "fflate";
import { expectNoViolations } from "./world/expect-no-violations.ts";
import { test } from "./world/test.ts";
import { two } from "./world/two.ts";

/** A Word document in which two people kept their meetings, with dates that can be read in two ways. */
function wordDocument(): Buffer {
  const text = (words: string) => `<w:r><w:t>${words}</w:t></w:r>`;
  const heading = (words: string) => `<w:p><w:pPr><w:pStyle w:val="Heading2"/></w:pPr>${text(words)}</w:p>`;
  const item = (words: string) =>
    `<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>${text(words)}</w:p>`;
  const body = [
    heading("03/04/2025"),
    item("Sam: Budget"),
    item("Ana: Hiring"),
    heading("Action items"),
    item("Sam: ask Lee"),
    heading("10/04/2025"),
    item("Launch"),
    heading("Backlog"),
    item("Conference"),
  ].join("");
  const files = {
    "word/document.xml": `<w:document><w:body>${body}</w:body></w:document>`,
    "word/styles.xml": `<w:styles><w:style w:styleId="Heading2"><w:name w:val="heading 2"/></w:style></w:styles>`,
  };
  return Buffer.from(zipSync(Object.fromEntries(Object.entries(files).map(([name, xml]) => [name, strToU8(xml)]))));
}

test("a Word document comes in after a question and a look, the other is told, and it is taken back after a reload", async ({
  newPerson,
}) => {
  test.slow();
  const [ana, sam] = await two(newPerson);
  await ana.addTopic("Growth");
  const open = async () => {
    await ana.runFromPalette("Import a document, or take an import back");
    return ana.page.getByRole("dialog", { name: "Import into this page" });
  };
  const dialog = await open();
  const field = dialog.getByLabel("Drop a file here, or choose one.");
  const choose = (name: string, buffer: Buffer) =>
    field.setInputFiles({ name, mimeType: "application/octet-stream", buffer });
  await choose("notes.docm", wordDocument());
  await expect(dialog.getByRole("alert")).toContainText("macros");
  await choose("notes.docx", wordDocument());
  const apply = dialog.getByRole("button", { name: "Import", exact: true });
  await expect(dialog.getByText("Answer the question above")).toBeVisible();
  await expect(apply).toBeHidden();
  await dialog.getByLabel("Day first: 3 April 2025").focus();
  await ana.page.keyboard.press("Space");
  await expect(dialog.getByText("It would add 2 meetings, 4 topics and 1 action.")).toBeVisible();
  await expect(dialog.getByLabel("Sam (2 times)")).toHaveValue("b");
  await expectNoViolations(ana, "what an import would change");
  await apply.click();
  await expect(ana.topic("Conference")).toBeVisible();
  await expect(ana.topic("Budget")).toContainText("imported by You");

  await expect(sam.topic("Conference")).toBeVisible();
  await expect(sam.topic("Budget")).toContainText("imported by Ana");
  await ana.expectSaved();

  await ana.page.reload();
  await expect(ana.topic("Growth")).toBeVisible();
  const again = await open();
  await expect(again).toContainText("“notes.docx” by you,");
  await again.getByRole("button", { name: "Take back “notes.docx”" }).click();
  await expect(ana.page.getByText("Took back 2 meetings, 4 topics and 1 action")).toBeVisible();
  await expect(ana.topic("Conference")).toBeHidden();
  await expect(sam.topic("Budget")).toBeHidden();
  await expect(sam.topic("Growth")).toBeVisible();
});

test("a page is exported, and comes back on another page after a look at what it brings", async ({ newPerson }) => {
  const ana = await newPerson("Ana");
  await ana.firstMinute("Sam");
  await ana.addTopic("Growth");
  await ana.addForLater("Conference");
  const json = ana.page.waitForEvent("download");
  await ana.runFromPalette("Export this page as JSON");
  const text = await readFile(await (await json).path(), "utf8");
  expect(JSON.parse(text)).toMatchObject({ format: "candor-page" });
  const markdown = ana.page.waitForEvent("download");
  await ana.runFromPalette("Export this page as Markdown");
  expect(await readFile(await (await markdown).path(), "utf8")).toContain("### Growth");
  await ana.expectSaved();
  for (const [command, begins] of [
    ["Export this page as Word", "PK"],
    ["Export this page as PDF", "%PDF"],
    ["Export this page as calendar", "BEGIN:VCALENDAR"],
    ["Export this page as HTML", "<!doctype html>"],
  ] as const) {
    const coming = ana.page.waitForEvent("download");
    await ana.runFromPalette(command);
    expect(await readFile(await (await coming).path(), "latin1")).toMatch(new RegExp(`^${begins}`));
  }

  await ana.page.goto("/");
  await ana.page.getByLabel("Whom else do you meet?").fill("Lee");
  await ana.page.keyboard.press("Enter");
  await expect(ana.page.getByRole("heading", { level: 1 })).toContainText("Lee");
  await ana.runFromPalette("Import a document, or take an import back");
  const dialog = ana.page.getByRole("dialog", { name: "Import into this page" });
  const field = dialog.getByLabel("Drop a file here, or choose one.");
  await field.setInputFiles({ name: "bad.json", mimeType: "application/json", buffer: Buffer.from('{"format":') });
  await expect(dialog.getByRole("alert")).toContainText("is not JSON");
  await field.setInputFiles({ name: "page.json", mimeType: "application/json", buffer: Buffer.from(text) });
  await expect(dialog).toContainText("2 topics");
  await dialog.getByRole("button", { name: "Import", exact: true }).click();
  await expect(ana.topic("Conference")).toBeVisible();
  await ana.page.getByRole("button", { name: "Undo" }).click();
  await expect(ana.topic("Conference")).toBeHidden();
});

test("thirty topics print on at most three sheets, without anything to press", async ({ newPerson }) => {
  test.slow();
  const ana = await newPerson("Ana");
  await ana.firstMinute("Sam");
  for (let index = 1; index <= 30; index += 1) await ana.addTopic(`Topic ${index}`);
  await ana.runFromPalette("Print this page");
  await expect(ana.page.getByRole("article").getByRole("heading", { level: 3 })).toHaveCount(30);
  await ana.page.emulateMedia({ media: "print" });
  await expect(ana.page.getByRole("button", { name: "Print" })).toBeHidden();
  const pdf = await ana.page.pdf({ format: "A4", preferCSSPageSize: true });
  expect(pdf.toString("latin1").match(/\/Type\s*\/Page\b/g)?.length).toBeLessThanOrEqual(3);
});
