import { expect, type Locator } from "@playwright/test";
import { expectNoViolations } from "./world/expect-no-violations.ts";
import type { Person } from "./world/person.ts";
import { test } from "./world/test.ts";
import { two } from "./world/two.ts";

const SLOW = "The build takes 14 minutes";
const CLOSED = "No password for the test system";

/** Counted once nobody has written for a while; the overview looks again by itself. */
const LATER = { timeout: 60_000 };

const session = ({ page }: Person): Locator => page.locator(".paired-open");
const log = (person: Person): Locator => session(person).getByRole("list", { name: /^What was written/ });
const frictions = ({ page }: Person): Locator => page.getByRole("region", { name: "What gets in the way" });
const friction = (person: Person, words: string): Locator =>
  frictions(person).locator("[data-friction]").filter({ hasText: words });

async function write({ page }: Person, words: string, kind?: string): Promise<void> {
  if (kind) {
    await page.getByLabel("What kind of line?").selectOption("A friction");
    await page.getByLabel("Friction of which kind?").selectOption(kind);
  }
  await page.getByLabel("What do you see?").fill(words);
  await page.keyboard.press("Enter");
  await expect(page.getByLabel("What do you see?")).toHaveValue("");
}

test("two pair live on both screens, write down two frictions, and follow one until it stays fixed", async ({
  newPerson,
}) => {
  test.slow();
  const [ana, sam] = await two(newPerson);
  await ana.runFromPalette("Start pairing");
  await expect(ana.page.getByRole("heading", { level: 1, name: "Side by side with Sam" })).toBeVisible();
  await expectNoViolations(ana, "before anything was paired");

  // By keys alone: from the first choice to the button.
  await ana.page.getByRole("radio", { name: "Code together" }).focus();
  await ana.page.keyboard.press("ArrowDown");
  await ana.page.keyboard.press("Tab");
  await ana.page.keyboard.type("The invoices");
  await ana.page.keyboard.press("Tab");
  await ana.page.keyboard.type("nonsense");
  await ana.page.keyboard.press("Enter");
  await expect(ana.page.getByText("That is no address that a browser opens")).toBeVisible();
  await ana.page.keyboard.press("Control+A");
  await ana.page.keyboard.type("https://git.example.org/acme/app/pull/7");
  await ana.page.keyboard.press("Enter");
  await expect(session(ana)).toContainText("Review a change");
  await expect(ana.page.getByLabel("What do you see?")).toBeFocused();

  // Whoever has only the page open is told, and goes there from it.
  const beside = sam.page.getByRole("region", { name: "Side by side" });
  await expect(beside).toContainText("Going on side by side: The invoices, since");
  await beside.getByRole("link", { name: "Go there: The invoices" }).click();
  await expect(session(sam)).toContainText("The invoices");
  await expect(session(sam).getByRole("link", { name: "git.example.org/acme/app/pull/7" })).toBeVisible();

  await sam.page.getByLabel("How is it for you?").selectOption("puzzled");
  await write(sam, "The tests need https://docs.example.org/setup first");
  await write(sam, CLOSED, "Access");
  await write(ana, SLOW, "Tooling");
  for (const each of [ana, sam]) {
    await expect(log(each).getByRole("listitem")).toHaveCount(3);
    await expect(log(each)).toContainText("puzzled");
    await expect(log(each).getByRole("link", { name: "docs.example.org/setup" })).toBeVisible();
  }
  await sam.page.getByLabel("What kind of line?").selectOption("A skill to learn");
  await sam.page.getByLabel("What do you see?").fill("Reading query plans");
  await sam.page.keyboard.press("Enter");
  await expect(log(ana)).toContainText("Sam decides whether this comes into their portrait.");
  await sam.page.getByRole("button", { name: "Put it into my portrait" }).click();
  await expect(log(sam)).toContainText("It stands in your portrait.");

  // Thrown away by one, gone for both, and back by undo.
  await ana.page.getByRole("button", { name: "Throw “Reading query plans” away" }).click();
  await ana.pointAtUndo();
  await expect(log(sam)).not.toContainText("Reading query plans");
  await ana.page.locator(".toast").filter({ hasText: "Thrown away." }).getByRole("button", { name: "Undo" }).click();
  await expect(log(sam)).toContainText("Reading query plans");

  // Thrown away again, and put back by the other.
  await ana.page.getByRole("button", { name: "Throw “Reading query plans” away" }).click();
  await expect(log(sam)).not.toContainText("Reading query plans");
  await sam.page.getByText("Thrown away (1)").click();
  await sam.page.getByRole("button", { name: "Put back: Reading query plans" }).click();
  await expect(log(ana)).toContainText("Reading query plans");

  // Both write at once, offline; either finishes.
  await sam.goOffline();
  await write(sam, "From Sam, offline");
  await write(ana, "From Ana, meanwhile");
  await sam.goOnline();
  for (const each of [ana, sam]) {
    await expect(log(each)).toContainText("From Sam, offline");
    await expect(log(each)).toContainText("From Ana, meanwhile");
  }
  await expectNoViolations(sam, "a session that goes on");
  await sam.page.getByRole("button", { name: "Finish", exact: true }).click();
  await expect(session(ana)).toHaveCount(0);
  await expect(ana.page.getByRole("region", { name: "Earlier" })).toContainText("The invoices");

  // One of the two is given an owner, said how bad it is, and fixed; a day comes on which it is looked at again.
  const slow = friction(ana, SLOW);
  await slow.getByText("More about it").click();
  await slow.getByLabel("How bad is it?").fill("an hour a day");
  await ana.page.keyboard.press("Enter");
  await slow.getByLabel("Who owns it?").selectOption("Sam");
  await expect(friction(sam, SLOW)).toContainText("an hour a day · owner: you");
  await expect(friction(sam, CLOSED)).toContainText("nobody owns it yet");
  await friction(sam, SLOW)
    .getByRole("button", { name: `It is fixed: ${SLOW}` })
    .click();
  await expect(friction(sam, SLOW)).toBeFocused(); // its button is gone; whoever uses keys is still there
  await expect(friction(ana, SLOW)).toContainText("look again");
  await slow.getByText("More about it").click({ trial: true });
  await slow.getByLabel("Look again on").fill("2026-01-05"); // long ago: it is due
  await slow.getByLabel("How bad is it?").focus();
  await expect(friction(sam, SLOW)).toContainText("Look again: did it stay fixed?");

  const dialog = ana.page.getByRole("dialog");
  await friction(ana, CLOSED)
    .getByRole("button", { name: /^Make an issue of/ })
    .click();
  await dialog.getByLabel("Where do issues go?").fill("https://github.com/acme/app");
  const link = dialog.getByRole("link", { name: "Open it at GitHub" });
  await expect(link).toHaveAttribute("href", /^https:\/\/github\.com\/acme\/app\/issues\/new\?title=No%20password/);
  await expect(link).toHaveAttribute("href", /^(?!.*(Ana|Sam)).*$/); // no name goes along
  await expectNoViolations(ana, "an issue by a link");
  await ana.page.keyboard.press("Escape");

  await ana.expectSaved();
  await ana.page.goto("/people");
  const glance = ana.page
    .getByRole("listitem")
    .filter({ has: ana.page.getByRole("heading", { level: 3, name: "Sam" }) });
  await expect(glance).toContainText("last paired today", LATER);
  await expect(glance).toContainText("What got in your way was fixed. Did it stay fixed?");
  await glance.getByRole("link", { name: "Look again, Sam" }).click();
  await friction(ana, SLOW)
    .getByRole("button", { name: `It came back: ${SLOW}` })
    .click();
  await expect(friction(sam, SLOW)).toContainText("came back once");
  await expect(friction(sam, SLOW)).toContainText("open");

  // On a phone, in the dark: the same, and across all pages.
  await sam.page.setViewportSize({ width: 390, height: 844 });
  await sam.page.emulateMedia({ colorScheme: "dark" });
  await expectNoViolations(sam, "frictions on a phone, dark");
  const wide = await sam.page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(wide).toBeLessThanOrEqual(0);
  await sam.expectSaved();
  await sam.page.getByRole("link", { name: "Across all my pages" }).click();
  await expect(sam.page.getByRole("table", { name: "Of each kind" })).toContainText("Tooling");
  await expect(sam.page.getByRole("link", { name: SLOW })).toBeVisible();
  await expectNoViolations(sam, "frictions across pages");

  // Found by its words, and shown where it stands.
  await sam.page.goto(`/search?q=${encodeURIComponent("takes 14 minutes")}`);
  await sam.page.getByRole("link", { name: SLOW }).click();
  await expect(friction(sam, SLOW)).toBeFocused();
  await sam.page.goto("/search?q=invoices");
  await sam.page.getByRole("link", { name: "The invoices" }).click();
  await expect(sam.page.locator(".paired-past summary")).toBeFocused();
  await expect(sam.page.getByText("From Sam, offline")).toBeVisible();

  const download = ana.page.waitForEvent("download");
  await ana.page.getByRole("button", { name: "Take it along as Markdown" }).click();
  expect((await download).suggestedFilename()).toContain("Side by side with Sam");
  await ana.page.emulateMedia({ media: "print" });
  await expect(ana.page.getByRole("button", { name: "Print" })).toBeHidden();
  await expect(friction(ana, SLOW)).toBeVisible();
});
