import { expect, type Locator } from "@playwright/test";
import { expectNoViolations } from "./world/expect-no-violations.ts";
import type { Person } from "./world/person.ts";
import { test } from "./world/test.ts";
import { two } from "./world/two.ts";

const HINT = "Ask what they think first, then fill the gaps.";
const MISSION = "What is our mission, the way you would put it to a stranger?";
const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

test("a question is picked onto the agenda, the other sees it, and undo takes it back", async ({ newPerson }) => {
  const [ana, sam] = await two(newPerson);
  const picker = await openPicker(ana);
  const question = picker.getByRole("listitem").first();
  const text = (await question.locator("p").first().textContent()) ?? "";
  await expect(question).toContainText(
    "You are getting to know each other; easy to answer in a first meeting; not asked yet.",
  );
  await question.getByRole("button", { name: "To the agenda" }).click();
  await expect(picker).toBeHidden();
  await ana.pointAtUndo();
  await ana.expectTitles(ana.agenda, [text]);
  await sam.expectTitles(sam.agenda, [text]);
  await ana.page.getByRole("button", { name: "Undo" }).click();
  await expect(sam.topic(text)).toBeHidden();

  const again = await openPicker(ana);
  const before = await again.getByRole("listitem").first().textContent();
  await again.getByRole("button", { name: "Other questions" }).click();
  await expect(again.getByRole("listitem").first()).not.toHaveText(before ?? "");
  await again.getByRole("listitem").first().getByRole("button", { name: "To the Hopper" }).click();
  await expect(sam.hopper.locator("[data-topic]")).toHaveCount(1);
});

test("only the manager is reminded to ask first, in the meeting too, until they dismiss it", async ({ newPerson }) => {
  const [ana, sam] = await two(newPerson);
  await expect(sam.page.getByText("Ana may ask you these")).toBeVisible();
  const picker = await openPicker(sam);
  await picker.getByLabel("Search").fill("mission stranger");
  await picker.getByRole("button", { name: `To the agenda: “${MISSION}”` }).click();
  await expect(sam.topic(MISSION)).toContainText("Big picture");
  await expect(ana.topic(MISSION)).toContainText(HINT);
  await expect(sam.topic(MISSION)).toBeVisible();
  await expect(sam.page.getByText(HINT)).toBeHidden();

  await sam.addTopic("Laptop");
  await expect(ana.topic("Laptop")).toBeVisible();
  await expect(ana.page.getByText(HINT)).toHaveCount(1);
  await expectNoViolations(ana, "a topic with the hint");
  await ana.page.getByRole("button", { name: "Start the meeting" }).click();
  await ana.page.getByRole("button", { name: "Skip" }).click();
  await ana.page.getByRole("button", { name: "Start with the topics" }).click();
  await sam.page.getByRole("button", { name: "Join" }).click();
  await expect(sam.page.locator(".live-current")).toContainText(MISSION);
  await expect(ana.page.locator(".live-current")).toContainText(HINT);
  await expect(sam.page.getByText(HINT)).toBeHidden();
  await ana.page.getByRole("button", { name: "Dismiss the hint" }).click();
  await expect(ana.page.getByText(HINT)).toBeHidden();
  await ana.page.goBack();
  await ana.page.reload();
  await expect(ana.agenda.getByRole("heading", { name: MISSION })).toBeVisible();
  await expect(ana.page.getByText(HINT)).toBeHidden();
});

test("the first three meetings come with their questions, and what the first did not ask comes in the second", async ({
  newPerson,
}) => {
  const ana = await newPerson("Ana");
  await ana.firstMinute("Sam");
  await expect(suggested(ana)).toHaveCount(5);
  await expect(ana.page.getByRole("heading", { name: "Your first meeting" })).toBeVisible();
  const [first, second, third] = (await ids(suggested(ana))) as [string, string, string];
  expect([first, second, third]).toEqual(["first-excites", "first-drains", "first-energy"]);

  await suggestion(ana, first).getByRole("button", { name: "Keep" }).click();
  await expect(suggestion(ana, first)).toBeHidden();
  await expect(ana.agenda.locator("[data-topic]")).toHaveCount(1);
  await suggestion(ana, second).getByRole("button", { name: "No thanks" }).click();
  await expect(suggestion(ana, second)).toBeHidden();
  await suggestion(ana, "first-feedback-how").getByRole("button", { name: "Swap" }).click();
  await expect(suggestion(ana, "first-feedback-how")).toBeHidden();
  await expect(suggested(ana)).toHaveCount(3);

  await ana.page.reload();
  await expect(suggested(ana)).toHaveCount(3);
  expect(await ids(suggested(ana))).not.toContain(second);

  await ana.agenda.getByRole("checkbox").first().click();
  await ana.page.getByRole("button", { name: "Close the meeting" }).click();
  await expect(ana.page.getByRole("heading", { name: "Your second meeting" })).toBeVisible();
  await expect(suggestion(ana, third)).toContainText("left from your first meeting");
  expect(await ids(suggested(ana))).toEqual(
    expect.arrayContaining([third, "first-learn-1-year", "first-learn-3-years", "first-concerns"]),
  );
  await ana.page.getByRole("button", { name: "Keep all" }).click();
  await expect(suggested(ana)).toHaveCount(0);
  await expect(ana.agenda.locator("[data-topic]")).toHaveCount(5);
  await ana.page
    .locator(".toast")
    .filter({ hasText: "5 questions are on the agenda" })
    .getByRole("button", { name: "Undo" })
    .click();
  await expect(suggested(ana)).toHaveCount(5);
  await expect(ana.agenda.locator("[data-topic]")).toHaveCount(0);
});

test("own questions, hidden ones and favourites stay, and are offered or not", async ({ newPerson }) => {
  const ana = await newPerson("Ana");
  await ana.firstMinute("Sam");
  await ana.expectSaved();
  await ana.runFromPalette("Open the question bank");
  await ana.page.getByRole("button", { name: "Add a question of your own" }).click();
  const form = ana.page.getByRole("dialog");
  await form.getByLabel("The question").fill("Which song fits this sprint?");
  await form.getByLabel("What it is for").selectOption("When nothing is on the agenda");
  await form.getByRole("button", { name: "Save" }).click();
  await expect(row(ana, "Which song fits this sprint?")).toContainText("Yours");

  await ana.page.getByLabel("Search").fill("mission stranger");
  await row(ana, MISSION).getByRole("button", { name: "More for" }).click();
  await ana.page.getByRole("menuitem", { name: "Hide it" }).click();
  await expect(row(ana, MISSION)).toBeHidden();
  await ana.page.getByLabel("Search").fill("song sprint");
  await row(ana, "Which song fits this sprint?").getByRole("button", { name: "Favourite" }).click();

  await ana.page.reload();
  await ana.page.getByLabel("Show", { exact: true }).selectOption("My favourites");
  await expect(row(ana, "Which song fits this sprint?")).toBeVisible();
  await expect(ana.page.getByRole("main").getByRole("listitem")).toHaveCount(1);
  await ana.page.getByLabel("Show", { exact: true }).selectOption("Hidden ones");
  await expect(row(ana, MISSION)).toBeVisible();
  await expect(ana.page.getByRole("main").getByRole("listitem")).toHaveCount(1);

  await ana.page.getByLabel("Show", { exact: true }).selectOption("My own");
  await row(ana, "Which song fits this sprint?").getByRole("button", { name: "Use" }).click();
  await ana.page.getByRole("button", { name: "Hopper with Sam" }).click();
  await expect(ana.page.getByText("It is in the Hopper with Sam")).toBeVisible();
  await expect(row(ana, "Which song fits this sprint?")).toContainText("in the Hopper with Sam");

  await ana.page.goBack();
  await expect(ana.topic("Which song fits this sprint?")).toBeVisible();
  const picker = await openPicker(ana);
  await picker.getByLabel("Who asks").selectOption("Anybody");
  await picker.getByLabel("Search").fill("mission stranger");
  await expect(picker.getByText("No question fits.")).toBeVisible();
  await picker.getByLabel("Search").fill("song sprint");
  const own = picker.getByRole("listitem").first();
  await expect(own).toContainText("in the Hopper");
  await own.getByRole("button", { name: "To the agenda" }).click();
  await ana.expectTitles(ana.agenda, ["Which song fits this sprint?"]);
  await expect(ana.hopper.locator("[data-topic]")).toHaveCount(0);
});

test("a question asked in a meeting says so afterwards", async ({ newPerson }) => {
  const ana = await newPerson("Ana");
  await ana.firstMinute("Sam");
  const picker = await openPicker(ana);
  const text = (await picker.getByRole("listitem").first().locator("p").first().textContent()) ?? "";
  await picker.getByRole("listitem").first().getByRole("button", { name: "To the agenda" }).click();
  await ana.topic(text).getByRole("checkbox").click();
  await ana.page.getByRole("button", { name: "Close the meeting" }).click();
  const again = await openPicker(ana);
  await again.getByLabel("Search").fill(text.slice(0, 30));
  await expect(again.getByRole("listitem").first()).toContainText(/asked (on|today|tomorrow)/);
});

test("without a connection the bank is there, one’s own questions too, and both sides see later what was picked", async ({
  newPerson,
}) => {
  const [ana, sam] = await two(newPerson);
  await ana.expectSaved();
  await expect
    .poll(() => ana.page.evaluate(async () => (await navigator.serviceWorker.ready).active?.state))
    .toBe("activated");
  await ana.goOffline();
  await ana.page.goto(`${ana.server.url}/questions`);
  await ana.page.getByRole("button", { name: "Add a question of your own" }).click();
  const form = ana.page.getByRole("dialog");
  await form.getByLabel("The question").fill("Which song fits this sprint?");
  await form.getByRole("button", { name: "Save" }).click();
  await row(ana, "Which song fits this sprint?").getByRole("button", { name: "Use" }).click();
  await ana.page.getByRole("button", { name: "Next agenda with Sam" }).click();
  await expect(row(ana, "Which song fits this sprint?")).toContainText("on the agenda with Sam");
  await ana.goOnline();
  await expect(sam.topic("Which song fits this sprint?")).toBeVisible();
  await ana.page.reload();
  await expect(row(ana, "Which song fits this sprint?")).toContainText("on the agenda with Sam");
});

test("a question is picked, and another kept, without a mouse", async ({ newPerson }) => {
  const ana = await newPerson("Ana");
  await ana.firstMinute("Sam");
  await expect(suggested(ana)).toHaveCount(5);
  await ana.page.getByRole("button", { name: "Questions", exact: true }).focus();
  await ana.page.keyboard.press("Enter");
  await expect(ana.page.getByRole("dialog").getByLabel("Search")).toBeFocused();
  await ana.page.keyboard.type("urgent ring");
  await tabTo(ana, "To the agenda");
  await ana.page.keyboard.press("Enter");
  await expect(ana.agenda.locator("[data-topic]")).toHaveCount(1);
  await expect(ana.page.getByRole("button", { name: "Questions", exact: true })).toBeFocused();

  await tabTo(ana, "Keep: “Which part of your work do you look forward to most");
  await ana.page.keyboard.press("Enter");
  await expect(suggestion(ana, "first-drains").getByRole("button", { name: "Keep" })).toBeFocused();
});

for (const colorScheme of ["light", "dark"] as const) {
  test(`the bank, the picker and the first questions break no rule of accessibility (${colorScheme})`, async ({
    newPerson,
  }) => {
    const ana = await newPerson("Ana", { colorScheme });
    await ana.firstMinute("Sam");
    await expect(suggested(ana)).toHaveCount(5);
    await expectNoViolations(ana, "an agenda with first questions");
    await openPicker(ana);
    await expectNoViolations(ana, "the picker");
    await ana.page.goto(`${ana.server.url}/questions`);
    await expect(ana.page.getByRole("heading", { name: "Career" })).toBeVisible();
    await expectNoViolations(ana, "the bank");
    await ana.page.getByRole("button", { name: "Add a question of your own" }).click();
    await expectNoViolations(ana, "a question of one's own");
  });
}

test("on a phone everything fits the width", async ({ newPerson }) => {
  const ana = await newPerson("Ana", PHONE);
  await ana.firstMinute("Sam");
  await expect(suggested(ana)).toHaveCount(5);
  await expectNoSideways(ana);
  await openPicker(ana);
  await expectNoSideways(ana);
  await ana.page.goto(`${ana.server.url}/questions`);
  await expect(ana.page.getByRole("heading", { name: "Career" })).toBeVisible();
  await expectNoSideways(ana);
});

async function openPicker(person: Person): Promise<Locator> {
  await person.page.getByRole("button", { name: "Questions", exact: true }).click();
  const dialog = person.page.getByRole("dialog", { name: "Pick a question" });
  await expect(dialog.getByRole("listitem").first()).toBeVisible();
  return dialog;
}

/** Presses Tab until something by this name has the focus. */
async function tabTo(person: Person, name: string): Promise<void> {
  for (let presses = 0; presses < 15; presses += 1) {
    await person.page.keyboard.press("Tab");
    const here = await person.page.evaluate(() => document.activeElement?.getAttribute("aria-label") ?? "");
    if (here.startsWith(name)) return;
  }
  throw new Error(`Tab does not come to ${name}`);
}

function suggested(person: Person): Locator {
  return person.page.locator("[data-suggested]");
}

function suggestion(person: Person, id: string): Locator {
  return person.page.locator(`[data-suggested="${id}"]`);
}

function ids(rows: Locator): Promise<string[]> {
  return rows.evaluateAll((all) => all.map((each) => each.getAttribute("data-suggested") ?? ""));
}

function row(person: Person, text: string): Locator {
  return person.page.getByRole("main").getByRole("listitem").filter({ hasText: text });
}

async function expectNoSideways(person: Person): Promise<void> {
  const { inner, content } = await person.page.evaluate(() => ({
    inner: document.documentElement.clientWidth,
    content: document.documentElement.scrollWidth,
  }));
  expect(content).toBeLessThanOrEqual(inner);
}

test("a question of the bank is written down, and shows what answers it from then on", async ({ newPerson }) => {
  const ana = await newPerson("Ana");
  await ana.firstMinute("Sam");
  await ana.expectSaved();
  await ana.page.goto("/questions");
  const question = ana.page.locator("[data-question]").first();
  const text = (await question.locator(".question-text").textContent()) ?? "";
  await question.getByRole("button", { name: /^More/ }).click();
  await ana.page.getByRole("menuitem", { name: "This should be written down" }).click();
  await expect(ana.page.getByRole("form").getByRole("textbox")).toHaveValue(text);
  await ana.page.getByRole("button", { name: "Start writing" }).click();
  await expect(ana.page).toHaveURL(/\/artifacts\/.+/);
  await ana.page.goto("/questions");
  await expect(question).toContainText("Written down:");
  await question.getByRole("link", { name: text }).click();
  await expect(ana.page).toHaveURL(/\/artifacts\/.+/);
});
