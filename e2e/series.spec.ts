import { expect, type Page } from "@playwright/test";
import { bringHistory, dayFromNow } from "./world/bring-history.ts";
import { expectNoViolations } from "./world/expect-no-violations.ts";
import { openPalette } from "./world/keys-heard.ts";
import type { Person } from "./world/person.ts";
import { test } from "./world/test.ts";
import { two } from "./world/two.ts";

const dialogOf = (person: Person) => person.page.getByRole("dialog");
const nextDate = (person: Person) => person.page.locator("[data-next-meeting] time");
const longAgo = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString();
const threeHeld = [21, 14, 7].map((days) => ({ start: `${dayFromNow(-days)}T10:00` }));

test("who can't make it is offered other times first, and both see the move and the record of it", async ({
  newPerson,
}) => {
  const [ana, sam] = await two(newPerson);
  await bringHistory(ana, { meetings: threeHeld });
  await sam.addTopic("Growth");
  const before = await nextDate(sam).getAttribute("datetime");
  await sam.page.getByRole("button", { name: "Can’t make it?" }).click();
  const offered = dialogOf(sam).getByRole("listitem");
  await expect(offered).toHaveCount(4);
  await expect(offered.first()).toContainText(/at your usual hour|the same day/i);
  await offered.first().getByRole("button").click();
  await expect(dialogOf(sam)).toBeHidden();
  await sam.pointAtUndo();
  await expect(nextDate(sam)).not.toHaveAttribute("datetime", before ?? "");
  const moved = (await nextDate(sam).getAttribute("datetime")) ?? "";
  await expect(nextDate(ana)).toHaveAttribute("datetime", moved);
  await expect(ana.topic("Growth")).toBeVisible();

  for (const person of [ana, sam]) {
    await person.runFromPalette("Your record");
    await expect(dialogOf(person)).toContainText(/Only you and (Ana|Sam) see this/);
    await expect(dialogOf(person)).toContainText("you met each time: 3 of 3");
    await expect(dialogOf(person).getByText("Moved", { exact: true }).locator("..")).toContainText("1");
    await expect(dialogOf(person)).toContainText("To come, moved from");
    await person.page.keyboard.press("Escape");
  }

  await sam.page.getByRole("button", { name: "Undo" }).click();
  await expect(nextDate(ana)).toHaveAttribute("datetime", before ?? "");
  await ana.runFromPalette("Your record");
  await expect(dialogOf(ana).getByText("Moved", { exact: true }).locator("..")).toContainText("0");
});

test("something else than sick or travel is asked once more; cancelled, its topics wait and both see why", async ({
  newPerson,
}) => {
  const [ana, sam] = await two(newPerson);
  await ana.addTopic("Budget");
  await expect(sam.topic("Budget")).toBeVisible();
  await ana.page.getByRole("button", { name: "Can’t make it?" }).click();
  await dialogOf(ana).getByRole("button", { name: "Something else" }).click();
  await expect(dialogOf(ana).getByRole("heading", { name: "Could it move after all?" })).toBeFocused();
  await expect(dialogOf(ana).getByRole("listitem")).toHaveCount(2);
  await dialogOf(ana).getByLabel("A word why, if you like").fill("release week");
  await dialogOf(ana).getByRole("button", { name: "Cancel the meeting" }).click();
  for (const person of [ana, sam]) {
    await person.expectTitles(person.hopper, ["Budget"]);
    await person.runFromPalette("Your record");
    await expect(dialogOf(person)).toContainText("Cancelled: “release week”");
    await expect(dialogOf(person)).toContainText("you met 0 of 1 times");
    await person.page.keyboard.press("Escape");
    await expect(dialogOf(person)).toBeHidden();
  }

  await sam.page.getByRole("button", { name: "Can’t make it?" }).click();
  await dialogOf(sam).getByRole("button", { name: "Travelling" }).click();
  await ana.runFromPalette("Your record");
  await expect(dialogOf(ana)).toContainText("1 travelling, 1 for another reason");
});

test("one moves the meeting while the other, offline, cancels it as sick: one outcome for both, and no topic is gone", async ({
  newPerson,
}) => {
  const [ana, sam] = await two(newPerson);
  await bringHistory(ana, { meetings: threeHeld });
  await ana.addTopic("Budget");
  await expect(sam.topic("Budget")).toBeVisible();
  await sam.expectSaved();
  await expect.poll(() => sam.page.evaluate(() => navigator.serviceWorker.controller?.state)).toBe("activated");
  await sam.goOffline();
  await sam.page.getByRole("button", { name: "Can’t make it?" }).click();
  await dialogOf(sam).getByRole("button", { name: "Sick" }).click();
  await ana.page.getByRole("button", { name: "Can’t make it?" }).click();
  await dialogOf(ana).getByRole("listitem").first().getByRole("button").click();
  await ana.expectSaved();
  await sam.goOnline();
  await sam.expectSaved();
  for (const person of [ana, sam]) {
    await expect(person.topic("Budget")).toHaveCount(1);
    await person.runFromPalette("Your record");
    await expect(dialogOf(person)).toContainText(/Cancelled: sick, moved from/);
  }
});

test("moved past the next meeting it warns, and its topics may go to that one", async ({ newPerson }) => {
  const [ana, sam] = await two(newPerson);
  await ana.addTopic("Growth");
  await ana.runFromPalette("Plan another meeting");
  await dialogOf(ana).getByLabel("Day").fill(dayFromNow(16));
  await dialogOf(ana).getByRole("button", { name: "Plan it" }).click();
  await expect(sam.page.getByRole("heading", { name: /^Meeting on/ })).toBeVisible();
  await ana.page.getByRole("button", { name: "Can’t make it?" }).click();
  await dialogOf(ana).getByText("Pick another time").click();
  await dialogOf(ana).getByLabel("Day").fill(dayFromNow(18));
  await dialogOf(ana).getByRole("button", { name: "Move it there" }).click();
  await expect(dialogOf(ana).getByRole("heading", { name: "That is after your next meeting" })).toBeFocused();
  await dialogOf(ana)
    .getByRole("button", { name: /talk about its topics/ })
    .click();
  for (const person of [ana, sam]) {
    await expect(nextDate(person)).toHaveAttribute("datetime", new RegExp(dayFromNow(16)));
    await person.expectTitles(person.agenda, ["Growth"]);
    await expect(person.page.getByRole("heading", { name: /^Meeting on/ })).toHaveCount(1);
  }
});

test("an empty agenda offers to fill itself, in one step, and takes no for an answer", async ({ newPerson }) => {
  const [ana, sam] = await two(newPerson);
  await bringHistory(ana, {
    meetings: [...threeHeld, { start: `${dayFromNow(-28)}T10:00` }],
    hopper: [
      { title: "Conference", createdAt: longAgo(1) },
      { title: "On-call", createdAt: longAgo(40) },
      { title: "Growth", createdAt: longAgo(9), carriedFrom: ["h1", "h2"] },
    ],
  });
  const offer = (person: Person) => person.page.getByRole("region", { name: "Fill the agenda?" });
  const lines = offer(sam).getByRole("listitem");
  await expect(lines).toHaveCount(4);
  await expect(lines.nth(0)).toHaveText("Growth carried twice, in the Hopper for 9 days");
  await expect(lines.nth(1)).toHaveText("On-call in the Hopper for 5 weeks");
  const question = await lines.nth(3).textContent();
  await offer(sam).getByRole("button", { name: "Another question" }).click();
  await expect(lines.nth(3)).not.toHaveText(question ?? "");
  await offer(sam).getByRole("button", { name: "Fill it" }).click();
  await expect(offer(sam)).toBeHidden();
  await sam.pointAtUndo();
  await expect(ana.agenda.getByRole("heading")).toHaveCount(4);
  await expect(ana.agenda.getByRole("heading").filter({ hasText: "Growth" })).toBeVisible();
  await expect(offer(ana)).toBeHidden();
  await expect(ana.hopper.getByRole("listitem")).toHaveCount(0);

  await sam.page.getByRole("button", { name: "Undo" }).last().click();
  await expect(ana.hopper.getByRole("heading")).toHaveText(["Conference", "On-call", "Growth"]);
  await offer(ana).getByRole("button", { name: "No thanks" }).click();
  await expect(offer(ana)).toBeHidden();
  await ana.page.reload();
  await expect(ana.topic("Growth")).toBeVisible();
  await expect(offer(ana)).toBeHidden();
  await expect(offer(sam)).toBeVisible();
});

test("after a walk a line each is written down on a phone, offline and over a reload", async ({ newPerson }) => {
  const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
  const ana = await newPerson("Ana");
  await ana.firstMinute("Sam");
  for (const title of ["Growth", "On-call", "Holidays"]) await ana.addTopic(title);
  const sam = await newPerson("Sam", phone);
  await sam.join(await ana.invite());
  await sam.expectSaved();
  await sam.runFromPalette("After a walk");
  await expect(sam.page.getByRole("heading", { level: 1, name: "After a walk" })).toBeVisible();
  await expect(sam.page).toHaveURL(/\/walk$/);
  await expectOneWayScroll(sam.page);
  for (const field of await sam.page.locator(".walk :is(textarea, button)").all()) {
    expect((await field.boundingBox())?.height).toBeGreaterThanOrEqual(44);
  }

  await sam.page.getByLabel("A line on “Growth”").fill("wants to lead the billing split");
  await expect(sam.page.getByRole("checkbox", { name: "Talked about: Growth" })).toBeChecked();
  await expectOnDevice(sam);
  await sam.goOffline();
  await sam.page.getByRole("checkbox", { name: "Talked about: On-call" }).check();
  await sam.page.getByLabel("Also talked about, line 1").fill("The move to Lisbon");
  await sam.page.getByLabel("Action 1", { exact: true }).fill("Ask Lee");
  await sam.page.getByLabel("Who does action 1").selectOption({ label: "Ana" });
  await sam.page.reload();
  await expect(sam.page.getByLabel("A line on “Growth”")).toHaveValue("wants to lead the billing split");
  await expect(sam.page.getByLabel("Action 1", { exact: true })).toHaveValue("Ask Lee");
  await sam.page.getByRole("button", { name: "Done" }).click();
  const told = sam.page.getByText("Written down, and the meeting is closed.");
  await told.locator("..").getByRole("button", { name: "Undo" }).click();
  await sam.expectTitles(sam.agenda, ["Growth", "On-call", "Holidays"]);
  await sam.runFromPalette("After a walk");
  await expect(sam.page.getByLabel("A line on “Growth”")).toHaveValue("wants to lead the billing split");
  await sam.page.getByRole("button", { name: "Done" }).click();
  await expect(told.first()).toBeVisible();
  await sam.goOnline();
  await sam.expectSaved();

  const past = ana.page.locator("[data-meeting]").first();
  await expect(past).toContainText("On a walk");
  await expect(past.locator("[data-topic]")).toHaveCount(3);
  await expect(past.locator("[data-topic]").nth(0)).toContainText("wants to lead the billing split");
  await expect(past.locator("[data-topic]").nth(2)).toContainText("The move to Lisbon");
  await expect(ana.page.getByRole("list", { name: "From last time" })).toContainText("Ask Lee");
  await ana.expectTitles(ana.hopper, ["Holidays"]);
});

test("a meeting that somebody forgot to end closes itself hours later, and both see it once", async ({ newPerson }) => {
  const [ana, sam] = await two(newPerson);
  await ana.addTopic("Growth");
  await ana.page.keyboard.press("Escape");
  await ana.page.getByRole("banner").getByRole("button", { name: "Start the meeting" }).click();
  await expect(ana.page).toHaveURL(/\/live$/);
  await expect(sam.page.getByText("Ana has started the meeting.")).toBeVisible();
  const page = ana.page.url();
  await ana.page.goto("/"); // while she is at it, nobody forgot it
  const days = 6; // a first meeting is planned within five days, whatever day today is
  await later(sam, { days, hours: 8 });
  await expect(sam.page.getByText(/Nobody ended the meeting of .*1 topic went to the Hopper/)).toBeVisible();
  await sam.pointAtUndo();
  await sam.expectTitles(sam.hopper, ["Growth"]);
  await ana.page.goto(page);
  await later(ana, { days, hours: 9 });
  await ana.expectTitles(ana.hopper, ["Growth"]);
  await expect(ana.topic("Growth")).toContainText("carried once");
  await ana.runFromPalette("Your record");
  await expect(dialogOf(ana)).toContainText("you met each time: 1 of 1");
  await ana.page.keyboard.press("Escape");

  await sam.page.getByRole("button", { name: "Undo" }).click();
  await expect(sam.page.getByRole("group", { name: /^Did you meet/ })).toBeVisible();
  await sam.expectTitles(sam.agenda, ["Growth"]);
});

test("a meeting that nobody began is asked about once, and the answer goes on the record", async ({ newPerson }) => {
  const [ana, sam] = await two(newPerson);
  await ana.addTopic("Growth");
  await ana.expectSaved();
  await expect(sam.topic("Growth")).toBeVisible();
  await later(ana, { days: 7, hours: 0 });
  const asked = ana.page.getByRole("group", { name: /^Did you meet/ });
  await expect(asked).toBeVisible();
  await asked.getByRole("button", { name: "We moved it" }).click();
  await expect(dialogOf(ana).getByRole("heading", { name: "Move it" })).toBeVisible();
  await ana.page.keyboard.press("Escape");
  await asked.getByLabel("How you met").selectOption({ label: "In person" });
  await asked.getByRole("button", { name: "Yes, we met" }).click();
  await expect(asked).toBeHidden();
  await ana.runFromPalette("Your record");
  await expect(dialogOf(ana)).toContainText("Held, in person");
  await sam.runFromPalette("Your record");
  await expect(dialogOf(sam)).toContainText("Held, in person");
});

test("the series knows where each is, and shows the other's clock beside the meeting", async ({ newPerson }) => {
  const ana = await newPerson("Ana");
  await ana.firstMinute("Sam");
  const sam = await newPerson("Sam", { timezoneId: "Europe/Lisbon" });
  await sam.join(await ana.invite());
  await expect(ana.page.locator("[data-next-meeting]")).toContainText("(09:00 for Sam)");
  await expect(sam.page.locator("[data-next-meeting]")).toContainText("(10:00 for Ana)");
  await ana.runFromPalette("Settings of your series");
  await expect(dialogOf(ana).getByLabel("Where Sam is")).toHaveValue("Europe/Lisbon");
  await dialogOf(ana).getByLabel("How often", { exact: true }).selectOption({ label: "Every two weeks" });
  await dialogOf(ana).getByLabel("How you usually meet").selectOption({ label: "On a walk" });
  await dialogOf(ana).getByLabel("Where you are").selectOption("America/New_York");
  await dialogOf(ana).getByRole("button", { name: "Done" }).click();
  await expect(sam.page.locator("[data-next-meeting]")).toContainText("(04:00 for Ana) · every two weeks");
  await expect(ana.page.locator("[data-next-meeting]")).toContainText("every two weeks");
});

test("who has met by video alone for long is nudged once, and a no holds", async ({ newPerson }) => {
  const ana = await newPerson("Ana");
  await ana.firstMinute("Sam");
  await bringHistory(ana, {
    meetings: [150, 60, 46, 32, 18].map((days) => ({ start: `${dayFromNow(-days)}T10:00`, medium: "video" })),
  });
  await ana.addTopic("Growth");
  const nudge = ana.page.getByRole("group", { name: /^You have met by video or phone for 21 weeks/ });
  await expect(nudge).toContainText("Because the last 5 were remote");
  await nudge.getByRole("button", { name: "A walk next time" }).click();
  await expect(nudge).toBeHidden();
  await ana.page.getByText("Next time: on a walk").locator("..").getByRole("button", { name: "Undo" }).click();
  await nudge.getByRole("button", { name: "Not now" }).click();
  await ana.page.reload();
  await expect(ana.topic("Growth")).toBeVisible();
  await expect(nudge).toBeHidden();
});

test("moving, cancelling and the walk go without a mouse", async ({ newPerson }) => {
  const ana = await newPerson("Ana");
  await ana.firstMinute("Sam");
  await ana.addTopic("Growth");
  const { keyboard } = ana.page;
  const before = await nextDate(ana).getAttribute("datetime");
  await ana.topic("Growth").focus();
  await run(ana, "can't make");
  await expect(dialogOf(ana).getByRole("listitem").first().getByRole("button")).toBeFocused();
  await keyboard.press("Enter");
  await expect(nextDate(ana)).not.toHaveAttribute("datetime", before ?? "");
  await ana.topic("Growth").focus();
  await keyboard.press("Control+z");
  await expect(nextDate(ana)).toHaveAttribute("datetime", before ?? "");
  await run(ana, "after a walk");
  await expect(ana.page.getByRole("heading", { level: 1, name: "After a walk" })).toBeVisible();
  await ana.page.getByLabel("A line on “Growth”").focus();
  await keyboard.type("a plan by May");
  await keyboard.press("Enter");
  await expect(ana.page.getByLabel("Also talked about, line 1")).toBeFocused();
  await keyboard.press("Enter");
  await expect(ana.page.getByLabel("Action 1", { exact: true })).toBeFocused();
  await keyboard.press("Tab");
  await expect(ana.page.getByRole("button", { name: "Done" })).toBeFocused();
  await keyboard.press("Enter");
  await expect(ana.page.locator("[data-meeting]").first()).toContainText("a plan by May");
});

for (const colorScheme of ["light", "dark"] as const) {
  test(`nothing about the series breaks a rule of accessibility, ${colorScheme}`, async ({ newPerson }) => {
    test.slow();
    const ana = await newPerson("Ana", { colorScheme, reducedMotion: "reduce", viewport: { width: 390, height: 844 } });
    await ana.firstMinute("Sam");
    await bringHistory(ana, {
      meetings: [150, 60, 46, 32, 18].map((days) => ({ start: `${dayFromNow(-days)}T10:00`, medium: "video" })),
      hopper: [{ title: "On-call", createdAt: longAgo(40) }],
    });
    await expect(ana.page.getByRole("region", { name: "Fill the agenda?" })).toBeVisible();
    await expectNoViolations(ana, "the offer to fill");
    await expectOneWayScroll(ana.page);
    await ana.page.getByRole("button", { name: "Fill it" }).click();
    await expect(ana.page.getByRole("button", { name: "A walk next time" })).toBeVisible();
    await expectNoViolations(ana, "the nudge");
    await ana.page.getByRole("button", { name: "Can’t make it?" }).click();
    await expect(dialogOf(ana)).toBeVisible();
    await dialogOf(ana).getByText("Pick another time").click();
    await expectNoViolations(ana, "can't make it?");
    await dialogOf(ana).getByRole("button", { name: "Something else" }).click();
    await expectNoViolations(ana, "cancelling for another reason");
    await ana.page.keyboard.press("Escape");
    for (const command of ["Your record", "Settings of your series"]) {
      await ana.runFromPalette(command);
      await expect(dialogOf(ana)).toBeVisible();
      await expectNoViolations(ana, command);
      await expectOneWayScroll(ana.page);
      await ana.page.keyboard.press("Escape");
      await expect(dialogOf(ana)).toBeHidden();
    }
    await ana.runFromPalette("After a walk");
    await ana.page.getByLabel("Action 1", { exact: true }).fill("Ask Lee");
    await expectNoViolations(ana, "after a walk");
    await expectOneWayScroll(ana.page);
  });
}

/** Opens the page anew on a day to come. */
async function later(person: Person, { days, hours }: { days: number; hours: number }): Promise<void> {
  const address = person.page.url().replace(/\/(live|walk)$/, "");
  await person.page.close();
  person.page = await person.context.newPage();
  // A browser's own Temporal can't be told another time; the app then brings one that follows the page's clock.
  await person.page.addInitScript("delete globalThis.Temporal");
  await person.page.clock.install({ time: Date.now() + (days * 24 + hours) * 3_600_000 });
  await person.page.goto(address);
  await expect(person.page.getByRole("heading", { level: 2, name: "Agenda" })).toBeVisible();
}

/** The app and the page could be opened again without a server. */
async function expectOnDevice({ page }: Person): Promise<void> {
  const kept = () =>
    page.evaluate(async () => {
      const worker = (await navigator.serviceWorker.ready).active?.state;
      const database = await new Promise<IDBDatabase>((resolve) => {
        const open = indexedDB.open("candor");
        open.onsuccess = () => resolve(open.result);
      });
      const copies = await new Promise<number>((resolve) => {
        const count = database.transaction("pages").objectStore("pages").count();
        count.onsuccess = () => resolve(count.result);
      });
      database.close();
      return `${worker}, ${copies > 0 ? "kept" : "not kept"}`;
    });
  await expect.poll(kept).toBe("activated, kept");
}

async function run(person: Person, command: string): Promise<void> {
  await openPalette(person.page);
  await person.page.keyboard.type(command);
  await expect(person.page.getByRole("option")).not.toHaveCount(0);
  await person.page.keyboard.press("Enter");
}

async function expectOneWayScroll(page: Page): Promise<void> {
  const { inner, whole } = await page.evaluate(() => ({
    inner: document.documentElement.clientWidth,
    whole: document.documentElement.scrollWidth,
  }));
  expect(whole).toBeLessThanOrEqual(inner);
}

test("a meeting on another date is neither in the past nor years away, and one at a time that is taken is that one", async ({
  newPerson,
}) => {
  const [ana, sam] = await two(newPerson);
  await ana.addTopic("Growth");
  await ana.runFromPalette("Plan another meeting");
  const day = dialogOf(ana).getByLabel("Day");
  for (const wrong of ["2020-01-01", dayFromNow(-2), "9999-12-31"]) {
    await day.fill(wrong);
    await dialogOf(ana).getByRole("button", { name: "Plan it" }).click();
    await expect(day).toBeFocused();
    expect(await day.evaluate((field: HTMLInputElement) => field.validity.valid)).toBe(false);
  }
  await day.fill(dayFromNow(16));
  await dialogOf(ana).getByRole("button", { name: "Plan it" }).click();
  await expect(sam.page.getByRole("heading", { name: /^Meeting on/ })).toBeVisible();

  await sam.topic("Growth").hover();
  await sam
    .topic("Growth")
    .getByRole("button", { name: /^More for/ })
    .click();
  await sam.page.getByRole("menuitem", { name: "A meeting on another date…" }).click();
  await dialogOf(sam).getByLabel("Day").fill(dayFromNow(16));
  await dialogOf(sam).getByRole("button", { name: "Plan it" }).click();
  for (const person of [ana, sam]) {
    await person.expectTitles(person.page.getByRole("list", { name: /^Meeting on/ }), ["Growth"]);
    await expect(person.page.getByRole("heading", { name: /^Meeting on/ })).toHaveCount(1);
  }
});

test("a meeting that was planned goes by Undo and by key, with what the other put on it kept, and stays once it is theirs", async ({
  newPerson,
}) => {
  const [ana, sam] = await two(newPerson);
  await ana.addTopic("Growth");
  await ana.addForLater("Budget");
  const planned = (person: Person) => person.page.getByRole("heading", { name: /^Meeting on/ });
  const on = (person: Person) => person.page.getByRole("list", { name: /^Meeting on/ });
  const told = (text: string) => ana.page.locator(".toast").filter({ hasText: text });
  const choose = async (person: Person, title: string, item: string | RegExp) => {
    await person.topic(title).hover();
    await person
      .topic(title)
      .getByRole("button", { name: /^More for/ })
      .click();
    await person.page.getByRole("menuitem", { name: item }).click();
  };
  const plan = async () => {
    await choose(ana, "Growth", "A meeting on another date…");
    await dialogOf(ana).getByLabel("Day").fill(dayFromNow(16));
    await dialogOf(ana).getByRole("button", { name: "Plan it" }).click();
  };

  await plan();
  await sam.expectTitles(on(sam), ["Growth"]);
  await told("“Growth”").getByRole("button", { name: "Undo" }).click();
  for (const person of [ana, sam]) {
    await expect(planned(person)).toHaveCount(0);
    await person.expectTitles(person.agenda, ["Growth"]);
  }

  await plan();
  await choose(sam, "Budget", /^The meeting on/);
  await ana.expectTitles(on(ana), ["Growth", "Budget"]);
  await ana.page.keyboard.press("Control+z");
  for (const person of [ana, sam]) {
    await expect(planned(person)).toHaveCount(0);
    await person.expectTitles(person.agenda, ["Growth"]);
    await person.expectTitles(person.hopper, ["Budget"]);
  }
  await ana.page.keyboard.press("Control+Shift+z");
  for (const person of [ana, sam]) await person.expectTitles(on(person), ["Growth", "Budget"]);

  await sam.page.getByRole("button", { name: /: Meeting on/ }).click();
  await sam.page.getByRole("menuitem", { name: "Take the date off" }).click();
  for (const person of [ana, sam])
    await expect(person.page.getByRole("heading", { name: "A later meeting" })).toBeVisible();
  await ana.page.keyboard.press("Control+z");
  await expect(told("stays, for something was made of it meanwhile")).toBeVisible();
  for (const person of [ana, sam]) {
    await expect(person.page.getByRole("heading", { name: "A later meeting" })).toBeVisible();
    await person.expectTitles(person.agenda, ["Growth"]);
  }
  await ana.page.reload();
  await expect(ana.page.getByRole("heading", { name: "A later meeting" })).toBeVisible();
});

test("a mistyped year leaves the next meeting where it is and says why, and an overdue date may stay while the rest changes", async ({
  newPerson,
}) => {
  const [ana, sam] = await two(newPerson);
  const before = (await nextDate(ana).getAttribute("datetime")) ?? "";
  await ana.page.locator("[data-next-meeting]").click();
  const day = ana.page.getByLabel("Day", { exact: true });
  const refused = ana.page.getByText("That day is years away, or months ago.");
  for (const wrong of ["0002-12-01", "2099-12-01", "2025-01-05"]) {
    await day.fill(wrong);
    await ana.page.getByLabel("Minutes").focus();
    await expect(refused).toBeVisible();
    await ana.page.getByRole("button", { name: "Done", exact: true }).click();
    await expect(day).toBeFocused(); // the form stays open on what is to be mended
  }
  await expect(nextDate(sam)).toHaveAttribute("datetime", before);
  await expectNoViolations(ana, "a refused date");

  await day.fill(dayFromNow(-2));
  await ana.page.getByLabel("Minutes").focus();
  await expect(refused).toHaveCount(0);
  await expect(nextDate(sam)).toHaveAttribute("datetime", new RegExp(dayFromNow(-2)));
  await ana.page.getByLabel("Minutes").fill("45");
  await ana.page.getByRole("button", { name: "Done", exact: true }).click();
  await expect(day).toHaveCount(0);
  await sam.page.locator("[data-next-meeting]").click();
  await expect(sam.page.getByLabel("Minutes")).toHaveValue("45");
  await sam.page.getByRole("button", { name: "Done", exact: true }).click();
  await expect(sam.page.getByLabel("Minutes")).toHaveCount(0);
});
