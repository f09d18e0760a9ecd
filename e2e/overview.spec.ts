import { expect, type Locator } from "@playwright/test";
import { bringHistory } from "./world/bring-history.ts";
import { expectNoViolations } from "./world/expect-no-violations.ts";
import type { Person } from "./world/person.ts";
import { test } from "./world/test.ts";
import { two } from "./world/two.ts";

const glanceAt = ({ page }: Person, name: string): Locator =>
  page
    .getByRole("main")
    .getByRole("listitem")
    .filter({ has: page.getByRole("heading", { level: 3, name }) });

/** By keys alone, from wherever one is. */
async function openOverview({ page }: Person): Promise<void> {
  await page.evaluate(() => document.activeElement instanceof HTMLElement && document.activeElement.blur());
  await page.keyboard.press("g");
  await page.keyboard.press("o");
  await expect(page.getByRole("heading", { level: 1, name: "Overview" })).toBeVisible();
}

/** What stands on a page is counted a little later; the overview looks again by itself. */
const LATER = { timeout: 60_000 };

test("who leads sees at a glance whom to meet, what each has brought and what is owed, and does one thing about it", async ({
  newPerson,
}) => {
  test.slow();
  const [ana, sam] = await two(newPerson);
  await sam.addTopic("The migration");
  await sam.expectSaved();
  await ana.page.getByRole("textbox", { name: "Add an action" }).fill("Send the numbers @ana !2026-01-05");
  await ana.page.keyboard.press("Enter");
  await expect(ana.action("Send the numbers")).toBeVisible();
  await ana.expectSaved();

  await openOverview(ana);
  const withSam = glanceAt(ana, "Sam");
  await expect(withSam).toContainText("You owe an action since", LATER);
  await expect(withSam).toContainText("1 topic from Sam", LATER);
  await expect(ana.page.getByRole("region", { name: "Needs you" })).toContainText("Sam");
  await expect(ana.page.getByRole("main").getByText("The migration")).toHaveCount(0); // counts, and no words
  await ana.page.getByText("As a table").click();
  await expect(ana.page.getByRole("table").getByRole("columnheader")).toHaveCount(9);
  await expectNoViolations(ana, "the overview of who leads");

  await withSam.getByRole("link", { name: "See my actions, Sam" }).click();
  await expect(ana.page.getByRole("heading", { level: 1, name: "Actions" })).toBeVisible();

  // The other sees the same page from the other side, and is not told to prepare anything.
  await openOverview(sam);
  await expect(glanceAt(sam, "Ana")).toContainText("1 topic from you");
  await expect(glanceAt(sam, "Ana")).not.toContainText("nothing on the agenda is from you");
});

test("whoever was not met for long is named with the days, and one button leads to an earlier time", async ({
  newPerson,
}) => {
  test.slow();
  const [ana] = await two(newPerson);
  const start = `${Temporal.Now.plainDateISO("Europe/Berlin").subtract({ days: 42 })}T10:00`;
  await bringHistory(ana, { meetings: [{ start, medium: "video" }] });
  await ana.runFromPalette("Can’t make it");
  await ana.page.getByRole("dialog").getByRole("button", { name: "Sick" }).click();
  await ana.expectSaved();
  await openOverview(ana);
  const needed = ana.page.getByRole("region", { name: "Needs you" });
  await expect(needed).toContainText("It has been 42 days; agreed is every week.", LATER);
  await expect(needed).toContainText("The next one is only on");
  await needed.getByRole("button", { name: "Find an earlier time, Sam" }).click();
  await expect(ana.page.getByRole("dialog", { name: /Can’t make it/ })).toBeVisible();
});

for (const colorScheme of ["light", "dark"] as const) {
  test(`on a phone the overview needs no scrolling sideways, ${colorScheme}`, async ({ newPerson }) => {
    const ana = await newPerson("Ana", { viewport: { width: 390, height: 800 }, colorScheme });
    await ana.page.goto("/people");
    await expect(ana.page.getByText("Begin a page with somebody")).toBeVisible();
    await ana.page.goto("/");
    await ana.firstMinute("Bartholomew Featherstonehaugh");
    await ana.expectSaved();
    await ana.page.goto("/");
    await ana.page.getByRole("link", { name: "Overview" }).click();
    await expect(glanceAt(ana, "Bartholomew")).toBeVisible();
    expect(await ana.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    await ana.page.getByText("As a table").click();
    await expect(ana.page.getByRole("region", { name: "As a table" })).toBeVisible();
    await expectNoViolations(ana, `the overview on a phone, ${colorScheme}`);
  });
}

test("without the server the overview says so, and shows it once the server is back", async ({ newPerson }) => {
  const ana = await newPerson("Ana");
  await ana.firstMinute("Sam");
  await ana.expectSaved();
  ana.mayReport(/ERR_FAILED .*\/api\/me\/overview/);
  await ana.page.route("**/api/me/overview", (route) => route.abort());
  await ana.page.goto("/people");
  await expect(ana.page.getByRole("alert")).toContainText("needs the server");
  await ana.page.unroute("**/api/me/overview");
  await ana.page.getByRole("button", { name: "Try again" }).click();
  await expect(glanceAt(ana, "Sam")).toBeVisible();
});

test("a pair's year is shown alike to both, each picture with its table, and holds no word of the page", async ({
  newPerson,
}) => {
  test.slow();
  const [ana, sam] = await two(newPerson);
  const start = (weeks: number) => `${Temporal.Now.plainDateISO("UTC").subtract({ weeks })}T10:00`;
  await bringHistory(ana, {
    meetings: [
      { start: start(12), medium: "video", state: "cancelled", cancelReason: "sick" },
      { start: start(9), medium: "video" },
      { start: start(6), medium: "walk", movedFrom: [start(7)] },
      { start: start(2), medium: "in_person" },
    ],
    hopper: [{ title: "The migration", createdAt: `${start(1)}:00Z` }],
  });
  await ana.addAction("Send the numbers");
  await ana.expectSaved();
  const pair = new URL(ana.page.url()).pathname.split("/")[2];
  for (const [person, other] of [[ana, "Sam"] as const, [sam, "Ana"] as const]) {
    await person.page.goto(`/settings/together?with=${pair}`);
    await person.page.getByRole("link", { name: `Your year with ${other}, in pictures` }).click();
    const months = person.page.getByRole("region", { name: "Held, moved, cancelled" });
    await expect(months).toContainText("3 of 4 meetings took place, 1 of them on another day or hour than planned.");
    await expect(person.page.getByRole("region", { name: "The days you met" })).toContainText("You met 3 times.");
    await expect(person.page.getByRole("region", { name: "How you met" })).toContainText("walk 2 times, of 3 in all");
    await expect(person.page.getByRole("region", { name: "Worth the time?" })).toContainText("Nothing to show yet.");
    await months.getByText("As a table").click();
    await expect(months.getByRole("row")).toHaveCount(13);
    await expect(person.page.getByText("The migration")).toHaveCount(0);
    await expectNoViolations(person, `the year as ${person.name} sees it`);
  }
  await expect(ana.page.getByRole("region", { name: "How old open actions are" })).toContainText("You owe 1 action");
  await expect(sam.page.getByRole("region", { name: "How old open actions are" })).toContainText("Ana owes 1 action.");
  await ana.page.setViewportSize({ width: 390, height: 800 });
  expect(await ana.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
});
