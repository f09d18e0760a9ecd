import { readFileSync } from "node:fs";
import { expect } from "@playwright/test";
import { test } from "./world/test.ts";
import { two } from "./world/two.ts";

test("shots", async ({ newPerson }) => {
  test.slow();
  const [ana] = await two(newPerson);
  const shot = async (name: string) => {
    for (const [kind, width, scheme] of [["desk", 1280, "light"], ["phone", 390, "light"], ["dark", 1280, "dark"]] as const) {
      await ana.page.setViewportSize({ width, height: 900 });
      await ana.page.emulateMedia({ colorScheme: scheme });
      await ana.page.screenshot({ path: `/tmp/imp/${name}-${kind}.png` });
    }
    await ana.page.setViewportSize({ width: 1280, height: 900 });
    await ana.page.emulateMedia({ colorScheme: "light" });
  };
  await ana.runFromPalette("Import a document, or take an import back");
  const dialog = ana.page.getByRole("dialog", { name: "Import into this page" });
  const field = dialog.getByLabel("Drop a file here, or choose one.");
  await shot("choose");
  const choose = (name: string, text: string) => field.setInputFiles({ name, mimeType: "text/plain", buffer: Buffer.from(text) });
  await choose("notes.md", "## 03/04/2025\n- Sam: Budget\n- Ana: Hiring\n- Sam: Launch\n### Action items\n- [ ] Ask Lee\n## 10/04/2025\n- Cut-over\n## Hopper\n- Conference");
  await expect(dialog.getByText("Answer the question above")).toBeVisible();
  await shot("ask");
  await dialog.getByLabel("Day first: 3 April 2025").check();
  await expect(dialog.getByText("It would add")).toBeVisible();
  await dialog.locator("summary").click();
  await shot("preview");
  await dialog.getByRole("button", { name: "Import", exact: true }).scrollIntoViewIfNeeded();
  await shot("preview-end");
  await choose("table.csv", "Meeting date,Type,Title,Assignees,Due date,Completed,Created by\n11/20/2026,Talking point,Budget,,,true,Sam\n");
  await expect(dialog.getByText("What do the columns say?")).toBeVisible();
  await shot("table");
  await dialog.getByRole("button", { name: "Import", exact: true }).click();
  await expect(dialog).toBeHidden();
  await shot("page");
  await ana.runFromPalette("Import a document, or take an import back");
  await shot("earlier");
});
