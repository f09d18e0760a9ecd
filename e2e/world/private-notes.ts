import { expect, type Locator, type Page } from "@playwright/test";
import type { Person } from "./person.ts";

const passphrases = new WeakMap<Person, string>();

export function passphraseOf(person: Person): string {
  return passphrases.get(person) ?? "";
}

type SetupOptions = { device?: boolean; look?: (what: string) => Promise<void> };
type SetUp = { code: string; passphrase: string };

/** Begins a notebook from the page. @returns the recovery code. */
export async function beginNotebook(person: Person, options: SetupOptions = {}): Promise<string> {
  await privateCard(person.page).getByRole("button", { name: "Begin or open my private notes" }).click();
  const { code, passphrase } = await goThroughSetup(person.page, options);
  passphrases.set(person, passphrase);
  return code;
}

/** Goes through all steps as somebody would who reads the code off the screen. */
export async function goThroughSetup(
  page: Page,
  { device = true, look = async () => undefined }: SetupOptions = {},
): Promise<SetUp> {
  const dialog = page.getByRole("dialog");
  await expect(dialog).toContainText("Someone who changes that code could read notes");
  await look("what is promised");
  await expect(dialog.getByRole("button", { name: "Go on" })).toBeFocused();
  await page.keyboard.press("Enter");
  if (!device) await dialog.getByLabel("This device opens them by itself").uncheck();
  const passphrase = await dialog.getByLabel("Passphrase", { exact: true }).inputValue();
  await look("ways to unlock");
  await dialog.getByRole("button", { name: "Go on" }).click();
  const shown = dialog.locator("[data-recovery-code] span");
  await expect(shown).toHaveCount(9, { timeout: 30_000 });
  const groups = await shown.allTextContents();
  await look("the recovery code");
  await dialog.getByRole("button", { name: "Go on" }).click();
  await typeGroupsBack(dialog, groups);
  await look("two groups typed back");
  await dialog.getByRole("button", { name: "Begin" }).click();
  await expect(dialog).toBeHidden();
  await expect(privateCard(page).getByRole("textbox", { name: "Private note", exact: true })).toBeFocused();
  return { code: groups.join("-"), passphrase };
}

export async function typeGroupsBack(dialog: Locator, groups: readonly string[]): Promise<void> {
  for (const field of await dialog.getByLabel(/^Group \d$/).all()) {
    const label = await field.evaluate((input: HTMLInputElement) => input.labels?.[0]?.textContent ?? "");
    await field.fill(groups[Number(label.replace("Group ", "")) - 1] ?? "");
  }
}

export async function writeNote(page: Page, text: string): Promise<void> {
  await expect(page.getByRole("dialog")).toBeHidden(); // whoever unlocks in order to write gets a field with it
  const open = privateCard(page).getByRole("textbox", { name: "Private note", exact: true });
  if (!(await open.isVisible())) await privateCard(page).getByRole("button", { name: "Add a private note" }).click();
  await open.fill(text);
  await page.keyboard.press("Escape");
}

export function privateCard(page: Page): Locator {
  return page.locator(".card.private");
}

/** Those about the person, each as a field. */
export function notesOf(page: Page): Locator {
  return privateCard(page).getByRole("textbox", { name: /^Private note of/ });
}

export async function expectNotesSaved(page: Page): Promise<void> {
  await expect(privateCard(page).locator("[data-notebook-saved]")).toHaveAttribute("data-notebook-saved", "saved", {
    timeout: 15_000,
  });
}
