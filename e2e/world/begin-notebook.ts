import { expect } from "@playwright/test";
import type { Person } from "./person.ts";

/** Begins private notes from a page, with a field open for the first. @returns the recovery code. */
export async function beginNotebook({ page }: Person): Promise<string> {
  await page.locator(".card.private").getByRole("button", { name: "Begin or open my private notes" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Go on" }).click();
  await dialog.getByRole("button", { name: "Go on" }).click();
  const shown = dialog.locator("[data-recovery-code] span");
  await expect(shown).toHaveCount(9, { timeout: 30_000 });
  const groups = await shown.allTextContents();
  await dialog.getByRole("button", { name: "Go on" }).click();
  for (const field of await dialog.getByLabel(/^Group \d$/).all()) {
    const label = await field.evaluate((input: HTMLInputElement) => input.labels?.[0]?.textContent ?? "");
    await field.fill(groups[Number(label.replace("Group ", "")) - 1] ?? "");
  }
  await dialog.getByRole("button", { name: "Begin" }).click();
  await expect(dialog).toBeHidden();
  // Whoever began it there wanted to write.
  await expect(page.getByRole("textbox", { name: "Private note", exact: true })).toBeVisible();
  return groups.join("-");
}
