import { readFile } from "node:fs/promises";
import { expect } from "@playwright/test";
import { test } from "./world/test.ts";

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
