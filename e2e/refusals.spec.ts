import { expect } from "@playwright/test";
import { expectNoViolations } from "./world/expect-no-violations.ts";
import type { Person } from "./world/person.ts";
import { joinWorkspace, linkFor, openEntry, setUpWorkspace } from "./world/set-up-workspace.ts";
import { test } from "./world/test.ts";
import { two } from "./world/two.ts";

const ARCHIVED = "This page is archived. Both of you can read it, nobody can change it.";

async function leave(person: Person, other: string): Promise<void> {
  await person.runFromPalette("Names and relation of this pair");
  const dialog = person.page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Leave this page…" }).click();
  await person.page.keyboard.type(other);
  await person.page.keyboard.press("Enter");
  await expect(person.page.getByText(`You left the page with ${other}`)).toBeVisible();
}

for (const colorScheme of ["light", "dark"] as const)
  test(`what an archived page refuses can be found by keys, says why and does nothing, ${colorScheme}`, async ({
    newPerson,
  }) => {
    const [ana, sam] = await two((name) => newPerson(name, { colorScheme, reducedMotion: "reduce" }));
    await ana.addTopic("Growth");
    await ana.addAction("Write the plan");
    await expect(sam.action("Write the plan")).toBeVisible();
    await ana.expectSaved();
    await leave(ana, "Sam");
    await expect(sam.page.getByText(/Ana has left/)).toBeVisible();

    const { page } = sam;
    // Nothing on it asks to be written.
    await expect(page.getByRole("textbox")).toHaveCount(0);
    for (const name of ["Invite", "Start", "Add", "Questions", "Close the meeting"])
      await expect(page.getByRole("button", { name, exact: true })).toHaveCount(0);
    await expect(page.getByText(/What would you like|write your own|What will you or/)).toHaveCount(0);

    await page.getByRole("button", { name: "More for “Growth”" }).focus();
    await page.keyboard.press("Enter");
    const menu = page.getByRole("menu");
    await expect(menu.getByText(ARCHIVED)).toBeVisible();
    const bin = menu.getByRole("menuitem", { name: "Move to the bin" });
    await expect(bin).toHaveAttribute("aria-disabled", "true");
    await expect(bin).toHaveAccessibleDescription(ARCHIVED);
    await expectNoViolations(sam, "a menu of what is refused");
    await page.keyboard.press("End");
    await expect(menu).toHaveAttribute("aria-activedescendant", (await bin.getAttribute("id")) ?? "");
    await page.keyboard.press("Enter");
    await expect(menu).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(menu).toBeHidden();
    await expect(sam.topic("Growth")).toBeVisible();

    await page.getByRole("button", { name: "More for “Write the plan”" }).click();
    await expect(menu.getByRole("menuitem", { name: "Done" })).toHaveAccessibleDescription(ARCHIVED);
    await page.keyboard.press("Escape");

    await page.getByRole("button", { name: "More for this page" }).click();
    await expect(menu.getByRole("menuitem", { name: "Plan another meeting" })).toBeDisabled();
    await expect(menu.getByRole("menuitem", { name: "Show the bin" })).toBeEnabled();
    await page.keyboard.press("Escape");

    // The palette keeps quiet about it until somebody looks for it.
    await page.keyboard.press("Control+K");
    const option = page.getByRole("option", { name: "Plan another meeting" });
    await expect(page.getByRole("option").first()).toBeVisible();
    await expect(option).toHaveCount(0);
    await page.keyboard.type("plan another");
    await expect(option).toBeDisabled();
    await expect(option).toContainText(ARCHIVED);
    await page.keyboard.press("Enter");
    await expect(page.getByRole("combobox")).toBeVisible();
  });

test("an admin finds what only owners do, and reads that", async ({ newPerson }) => {
  const olga = await newPerson("Olga");
  await setUpWorkspace(olga);
  await olga.runFromPalette("Add somebody to the workspace");
  const added = olga.page.getByRole("dialog");
  await added.getByLabel("Name", { exact: true }).fill("Adam");
  await added.getByLabel("Role in the workspace").selectOption({ label: "Admin" });
  await added.getByRole("button", { name: "Add", exact: true }).click();
  await expect(olga.page.getByRole("dialog", { name: "Adam" })).toBeVisible();
  await olga.page.keyboard.press("Escape");
  const adam = await newPerson("Adam");
  await joinWorkspace(adam, await linkFor(olga, "Adam"));
  const rename = adam.page.getByRole("button", { name: "Rename" });
  await expect(rename).toBeDisabled();
  await expect(rename).toHaveAccessibleDescription("Only owners can do this.");
  await rename.focus();
  await expect(rename).toBeFocused();
  await adam.page.keyboard.press("Enter");
  await expect(adam.page.getByRole("dialog")).toHaveCount(0);
  const entry = await openEntry(adam, "Olga");
  const remove = entry.getByRole("button", { name: "Olga leaves the workspace" });
  await expect(remove).toBeDisabled();
  await expect(remove).toHaveAccessibleDescription("A workspace needs an owner. Make somebody else one first.");
  await expectNoViolations(adam, "an entry that an admin may not change");
});
