import { expect } from "@playwright/test";
import type { Person } from "./person.ts";

/** The one-time link that the server printed when it started. */
export function setupLink(person: Person): string {
  const link = /https?:\/\/\S+\/setup#\S+/.exec(person.server.output)?.[0];
  if (!link) throw new Error(`the server printed no setup link:\n${person.server.output}`);
  return link;
}

/** Begins the workspace of a new server and stands in it as its owner. */
export async function setUpWorkspace(person: Person, name = "Acme"): Promise<void> {
  await person.page.goto(setupLink(person));
  await person.page.getByLabel("Name of the organisation or team").fill(name);
  await person.page.getByLabel("Your name").fill(person.name);
  await person.page.getByRole("button", { name: "Begin it" }).click();
  await expect(person.page.getByRole("heading", { level: 1, name })).toBeVisible();
}

export async function openTab(person: Person, name: "My place" | "People" | "Chart" | "Import"): Promise<void> {
  await person.page.getByRole("tab", { name }).click();
  await expect(person.page.getByRole("tab", { name })).toHaveAttribute("aria-selected", "true");
}

/** Opens the entry of somebody under People. */
export async function openEntry(person: Person, name: string) {
  await openTab(person, "People");
  await person.page.getByRole("button", { name: new RegExp(`^${name}`) }).click();
  const dialog = person.page.getByRole("dialog", { name });
  await expect(dialog).toBeVisible();
  return dialog;
}

/** Makes a link for somebody, from their entry. */
export async function linkFor(person: Person, name: string): Promise<string> {
  const dialog = await openEntry(person, name);
  await dialog.getByRole("button", { name: "Make a link" }).click();
  const link = await dialog.getByLabel("The link").inputValue();
  await person.page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  return link;
}

export async function joinWorkspace(person: Person, link: string, name = "Acme"): Promise<void> {
  await person.page.goto(link);
  await person.page.getByRole("button", { name: "Join", exact: true }).click();
  await expect(person.page.getByRole("heading", { level: 1, name, exact: true })).toBeVisible();
  await expect(person.page.getByRole("heading", { level: 2, name: "Your reports" })).toBeVisible();
}
