import { expect, type Locator, type Page } from "@playwright/test";

/** What is pressed before the app listens for keys goes nowhere. */
async function keysHeard(page: Page): Promise<void> {
  await expect(page.locator("html[data-keys=heard]")).toBeAttached();
}

/** @returns its field, which has the focus. */
export async function openPalette(page: Page): Promise<Locator> {
  await keysHeard(page);
  await page.keyboard.press("Control+k");
  const field = page.getByRole("dialog").getByRole("combobox");
  await expect(field).toBeFocused();
  return field;
}
