import { expect, type Locator } from "@playwright/test";
import { expectNoViolations } from "./world/expect-no-violations.ts";
import type { Person } from "./world/person.ts";
import { test } from "./world/test.ts";
import { two } from "./world/two.ts";

test("two people go through a whole meeting, from the kickoff to thanks", async ({ newPerson }) => {
  test.slow();
  const [ana, sam] = await two(newPerson);
  await sam.addTopic("A bug");
  await sam.addTopic("What is next for me");
  await sam.addTopic("Holidays");
  await ana.expectTitles(ana.agenda, ["A bug", "What is next for me", "Holidays"]);
  await sam.topic("What is next for me").focus();
  await sam.page.keyboard.press("b");

  await start(ana);
  await expect(sam.page.getByText("Ana has started the meeting.")).toBeVisible();
  await sam.page.getByRole("button", { name: "Join" }).click();
  await expectStep("kickoff", ana, sam);
  await expect(ana.page.locator("[data-other-in=true]")).toBeVisible();

  await sam.page.getByRole("button", { name: "Draw a question" }).click();
  const question = await sam.page.locator("[data-ice-breaker]").textContent();
  await expect(ana.page.locator("[data-ice-breaker]")).toHaveText(question ?? "");
  await ana.page.getByRole("button", { name: "Another" }).click();
  await expect(sam.page.locator("[data-ice-breaker]")).not.toHaveText(question ?? "");
  await sam.page.getByRole("button", { name: "No question" }).click();
  await expect(sam.page.getByRole("button", { name: "Draw a question" })).toBeFocused();
  await expect(ana.page.locator("[data-ice-breaker]")).toBeHidden();
  await ana.page.getByRole("button", { name: "Draw a question" }).click();
  await expect(sam.page.locator("[data-ice-breaker]")).toBeVisible();

  await ana.page.getByRole("button", { name: "Review the agenda" }).click();
  await expectStep("agenda", ana, sam);
  await sam.page.getByRole("button", { name: "Sort" }).click();
  await ana.expectTitles(ana.agenda, ["What is next for me", "A bug", "Holidays"]);
  await sam.page.getByLabel("Minutes for “A bug”").fill("8");
  await sam.page.getByLabel("Minutes for “A bug”").press("Tab");
  await expect(ana.page.getByLabel("Minutes for “A bug”")).toHaveValue("8");
  await ana.page.getByRole("button", { name: "Start with the topics" }).click();

  await expectTopic("What is next for me", ana, sam);
  await sam.page.keyboard.type("Wants to lead the billing split");
  await expect(ana.topic("What is next for me")).toContainText("Wants to lead the billing split");
  await ana.page.keyboard.press("a");
  await expect(ana.page.getByLabel("What will be done?")).toBeFocused();
  await ana.page.keyboard.type("@sam write down the plan");
  await ana.page.keyboard.press("Enter");
  await expect(sam.action("write down the plan")).toBeVisible();
  await sam.page.keyboard.press("Escape");
  await ana.page.keyboard.press("x");
  await expectTopic("A bug", ana, sam);
  await sam.page.getByRole("button", { name: "Discussed" }).click();
  await expectTopic("Holidays", ana, sam);

  await ana.page.getByRole("banner").getByRole("button", { name: "Wrap up" }).click();
  await expectStep("close", ana, sam);
  await expect(ana.action("write down the plan")).toContainText("no date yet");
  await ana.page.getByLabel("Due date of “write down the plan”").fill("2099-12-12");
  await expect(sam.page.getByLabel("Due date of “write down the plan”")).toHaveValue("2099-12-12");
  await sam.page.getByLabel("What do you need from Ana?").fill("Introduce me to Lee");
  await sam.page.keyboard.press("Enter");
  await expect(ana.action("Introduce me to Lee").getByLabel("Who does “Introduce me to Lee”")).toHaveValue("a");
  await ana.page.getByRole("button", { name: "Yes" }).click();
  await expect(ana.page.getByText("Sam has not answered yet.")).toBeVisible();
  await expect(sam.page.getByText("You see Ana’s answer once you have given yours.")).toBeVisible();
  await sam.page.getByRole("button", { name: "No", exact: true }).click();
  await expect(sam.page.getByText("Ana says yes.")).toBeVisible();
  await expect(ana.page.getByText("Sam says no.")).toBeVisible();
  await ana.page.getByLabel("Thank Sam for something").fill("Saying it plainly");
  await ana.page.keyboard.press("Tab");
  await expect(sam.page.getByText("Ana thanks you: “Saying it plainly”")).toBeVisible();
  await sam.page.getByLabel("What do you need from Ana?").fill("Left without Enter");
  await sam.page.getByLabel("Add an action").fill("Left here, too");
  await sam.page.getByRole("button", { name: "End the meeting" }).click();

  await expectStep("done", ana, sam);
  for (const person of [ana, sam]) {
    await expect(person.page.getByRole("list", { name: /Back in the Hopper/ })).toContainText("Holidays");
    await person.page.getByRole("main").getByRole("button", { name: "Back to the page" }).click();
    await person.expectTitles(person.hopper, ["Holidays"]);
    await expect(person.action("write down the plan")).toBeVisible();
    await expect(person.action("Left without Enter")).toBeVisible();
    await expect(person.action("Left here, too")).toBeVisible();
  }
});

test("the second meeting begins with the open actions and the carried topics of the first", async ({ newPerson }) => {
  test.slow();
  const [ana, sam] = await two(newPerson);
  await ana.addTopic("Budget");
  await sam.expectTitles(sam.agenda, ["Budget"]);
  await sam.addTopic("Growth");
  await startBoth(ana, sam);
  await toTopics(ana, sam);
  await ana.page.keyboard.press("a");
  await expect(ana.page.getByLabel("What will be done?")).toBeFocused();
  await ana.page.keyboard.type("Ask Lee for the numbers");
  await ana.page.keyboard.press("Enter");
  await expect(current(ana)).toBeFocused();
  await ana.page.keyboard.press("x");
  await expectTopic("Growth", ana, sam);
  await wrapUpAndEnd(sam, ana);
  for (const person of [ana, sam]) await backToPage(person);
  await expect(ana.page.getByRole("region", { name: "Agenda" }).locator("[data-action]")).toContainText(
    "Ask Lee for the numbers",
  );

  await ana.page.keyboard.press("l");
  await sam.page.getByRole("button", { name: "Join" }).click();
  await expectStep("kickoff", ana, sam);
  await expect(ana.page.getByRole("timer")).toHaveText(/^0:\d\d of 30$/);
  await sam.page.getByRole("button", { name: "Skip" }).click();
  await expectStep("agenda", ana, sam);
  for (const person of [ana, sam]) await expect(person.action("Ask Lee for the numbers")).toBeVisible();
  await ana.page.getByText("From the Hopper").click();
  await expect(ana.topic("Growth")).toContainText("carried once");
  await ana.page.getByRole("button", { name: "Pull “Growth” into the agenda" }).click();
  await sam.expectTitles(sam.agenda, ["Growth"]);
  await ana.page.getByRole("button", { name: "Start with the topics" }).click();
  await expectTopic("Growth", ana, sam);
  await sam.page.keyboard.press("x");
  await expectStep("close", ana, sam);
  await expect(ana.page.getByRole("list", { name: "Still open from before" })).toContainText("Ask Lee for the numbers");
});

test("both press the same at once, and it happens once", async ({ newPerson }) => {
  test.slow();
  const [ana, sam] = await two(newPerson);
  for (const title of ["One", "Two", "Three", "Four"]) await ana.addTopic(title);
  await sam.expectTitles(sam.agenda, ["One", "Two", "Three", "Four"]);
  await both(ana, sam, (person) => start(person));
  await expectStep("kickoff", ana, sam);
  await expect(ana.page.locator("[data-other-in=true]")).toBeVisible();
  await expect(sam.page.locator("[data-other-in=true]")).toBeVisible();
  await both(ana, sam, ({ page }) => page.getByRole("button", { name: "Draw a question" }).click());
  // Both have drawn, and one of the two questions stays; until both edits are with both, each may see their own.
  const questionOf = ({ page }: Person) => page.locator("[data-ice-breaker]").textContent();
  await expect
    .poll(async () => {
      const [anas, sams] = await Promise.all([questionOf(ana), questionOf(sam)]);
      return anas !== "" && anas === sams;
    })
    .toBe(true);
  await toTopics(ana, sam);
  await expectTopic("One", ana, sam);
  await both(ana, sam, ({ page }) => page.keyboard.press("x"));
  await expectTopic("Two", ana, sam);
  await both(ana, sam, ({ page }) => page.keyboard.press("h"));
  await expectTopic("Three", ana, sam);
  await both(ana, sam, ({ page }) => page.keyboard.press("j"));
  await expectTopic("Four", ana, sam);
  await sam.page.keyboard.press("k");
  await expect(current(ana).getByRole("heading")).toHaveText("Three");
  // At once: going back is no key that was meant for the topic before.
  await ana.page.keyboard.press("k");
  await expectTopic("One", ana, sam);
  await wrapUp(ana, sam);
  const end = ({ page }: Person) => page.getByRole("button", { name: "End the meeting" });
  for (const person of [ana, sam]) await expect(end(person)).toBeVisible();
  // Right away: whoever is slower may find that the other has ended it, and then there is nothing left to press.
  await both(ana, sam, async (person) => {
    for (const button of await end(person).elementHandles()) await button.evaluate((it) => (it as HTMLElement).click());
  });
  await expectStep("done", ana, sam);
  for (const person of [ana, sam]) {
    const carried = person.page.getByRole("list", { name: /Back in the Hopper/ }).getByRole("listitem");
    await expect(carried).toHaveText(["Three carried once", "Four carried once"]);
    await backToPage(person);
    await person.expectTitles(person.hopper, ["Two", "Three", "Four"]);
    await expect(person.page.locator("[data-meeting] [data-topic]")).toContainText(["One"]);
  }
});

test("one is offline for half of the meeting: both go on, and nothing is lost or doubled", async ({ newPerson }) => {
  test.slow();
  const [ana, sam] = await two(newPerson);
  for (const title of ["Budget", "Growth", "Launch"]) await ana.addTopic(title);
  await startBoth(ana, sam);
  await toTopics(ana, sam);
  await expectTopic("Budget", ana, sam);
  await sam.expectSaved();
  // Before the net goes: what the worker could not fetch it asks for again only when the app opens next.
  await expect
    .poll(() => sam.page.evaluate(async () => (await navigator.serviceWorker.ready).active?.state))
    .toBe("activated");

  await sam.goOffline();
  await expect(ana.page.locator("[data-other-in=false]")).toHaveText("Sam is not here just now");
  await sam.page.keyboard.press("x");
  await expectTopic("Growth", sam);
  await sam.page.keyboard.press("Enter");
  await sam.page.keyboard.type("written on the train");
  await sam.page.keyboard.press("Escape");
  await ana.page.keyboard.press("x");
  await expectTopic("Growth", ana);
  await ana.page.keyboard.press("h");
  await expectTopic("Launch", ana);

  await sam.goOnline();
  await expect(ana.page.locator("[data-other-in=true]")).toBeVisible();
  await expectTopic("Launch", ana, sam);
  await expectCopyKept(sam, "Launch");
  await sam.goOffline();
  await sam.page.getByRole("textbox", { name: "Add a topic" }).fill("Came up offline");
  await sam.page.keyboard.press("Enter");
  await sam.page.reload();
  await expectTopic("Launch", sam);
  await wrapUpAndEnd(ana);
  await expectStep("done", ana);
  await sam.goOnline();
  await expectStep("done", ana, sam);
  for (const person of [ana, sam]) {
    const carried = person.page.getByRole("list", { name: /Back in the Hopper/ }).getByRole("listitem");
    await expect(carried).toHaveText(["Launch carried once", "Came up offline carried once"]);
    await backToPage(person);
    await person.expectTitles(person.hopper, ["Growth", "Launch", "Came up offline"]);
    await expect(person.topic("Growth")).toContainText("written on the train");
  }
});

test("a reload, or a tab closed at the close, comes back to where it was", async ({ newPerson }) => {
  test.slow();
  const ana = await newPerson("Ana");
  await ana.firstMinute("Sam");
  await ana.addTopic("One");
  await ana.addTopic("Two");
  await start(ana);
  await expectStep("kickoff", ana);
  await ana.page.getByRole("button", { name: "Type your own" }).click();
  await ana.page.keyboard.type("What made you laugh this week?");
  await ana.page.keyboard.press("Enter");
  await expect(ana.page.locator("[data-ice-breaker]")).toHaveText("What made you laugh this week?");
  await ana.expectSaved();
  for (const [step, next] of [
    ["kickoff", "Review the agenda"],
    ["agenda", "Start with the topics"],
  ] as const) {
    await ana.page.reload();
    await expectStep(step, ana);
    await ana.page.getByRole("button", { name: next }).click();
  }
  await ana.page.keyboard.press("x");
  await expectTopic("Two", ana);
  await ana.expectSaved();
  await ana.page.reload();
  await expectTopic("Two", ana);
  await wrapUp(ana);
  await ana.page.getByLabel("Thank Sam for something").fill("Your patience");
  await ana.expectSaved();
  const address = ana.page.url();
  await ana.page.close();
  ana.page = await ana.context.newPage();
  await ana.page.goto(address);
  await expectStep("close", ana);
  await expect(ana.page.getByLabel("Thank Sam for something")).toHaveValue("Your patience");
  await ana.page.getByRole("button", { name: "End the meeting" }).click();
  await expectStep("done", ana);
  await ana.page.reload();
  await expectStep("done", ana);
  await backToPage(ana);
  await ana.expectTitles(ana.hopper, ["Two"]);
});

test("one looks elsewhere without taking the other along, and who writes is not torn away", async ({ newPerson }) => {
  test.slow();
  const [ana, sam] = await two(newPerson);
  for (const title of ["One", "Two", "Three"]) await ana.addTopic(title);
  await startBoth(ana, sam);
  await toTopics(ana, sam);
  await ana.page.getByRole("button", { name: "Look at “Three”" }).click();
  await expectTopic("Three", ana);
  await expect(ana.page.getByText("Sam is at “One”")).toBeVisible();
  await expectTopic("One", sam);
  await sam.page.keyboard.press("j");
  await expectTopic("Two", sam);
  await expect(ana.page.getByText("Sam is at “Two”")).toBeVisible();
  await ana.page.getByRole("button", { name: "Bring Sam here" }).click();
  await expectTopic("Three", ana, sam);

  await ana.page.keyboard.press("Enter");
  await ana.page.keyboard.type("half a sen");
  await sam.page.keyboard.press("k");
  await expectTopic("Two", sam);
  await expect(ana.page.getByText("Sam has moved on to “Two”")).toBeVisible();
  await ana.page.keyboard.type("tence");
  await expectTopic("Three", ana);
  await ana.page.keyboard.press("Escape");
  await expectTopic("Two", ana, sam);
  await expect(sam.page.getByText("half a sentence")).toBeHidden();
  await sam.page.keyboard.press("j");
  await expect(current(sam)).toContainText("half a sentence");
});

test("a whole meeting needs no mouse", async ({ newPerson }) => {
  test.slow();
  const ana = await newPerson("Ana");
  await ana.firstMinute("Sam");
  for (const title of ["One", "Two", "Three"]) {
    await ana.page.keyboard.type(title);
    await ana.page.keyboard.press("Enter");
    await expect(ana.topic(title)).toBeVisible();
  }
  await ana.page.keyboard.press("Tab");
  await ana.page.keyboard.press("l");
  await expectStep("kickoff", ana);
  await tabTo(ana, ana.page.getByRole("button", { name: "Draw a question" }));
  await ana.page.keyboard.press("Enter");
  await expect(ana.page.locator("[data-ice-breaker]")).toBeVisible();
  await tabTo(ana, ana.page.getByRole("button", { name: "Review the agenda" }));
  await ana.page.keyboard.press("Enter");
  await expectStep("agenda", ana);
  await tabTo(ana, ana.topic("One"));
  await ana.page.keyboard.press("Alt+ArrowDown");
  await ana.expectTitles(ana.agenda, ["Two", "One", "Three"]);
  await tabTo(ana, ana.page.getByRole("button", { name: "Start with the topics" }));
  await ana.page.keyboard.press("Enter");
  await expectTopic("Two", ana);
  await expect(current(ana)).toBeFocused();
  await ana.page.keyboard.type("Written by just typing");
  await expect(current(ana).getByRole("textbox")).toHaveText("Written by just typing");
  await ana.page.keyboard.press("Escape");
  await expect(current(ana)).toBeFocused();
  await ana.page.keyboard.type("e, b, q and g a ");
  await expect(current(ana).getByRole("textbox")).toContainText("e, b, q and g a");
  await expectTopic("Two", ana);
  await ana.page.keyboard.press("Escape");
  await expect(current(ana)).toBeFocused();
  await ana.page.keyboard.press("x");
  await expectTopic("One", ana);
  await ana.page.keyboard.press("ArrowLeft");
  await expectTopic("Two", ana);
  await ana.page.keyboard.press("j");
  await expectTopic("One", ana);
  await ana.page.keyboard.press("ArrowRight");
  await expectTopic("Three", ana);
  await ana.page.keyboard.press("a");
  await ana.page.keyboard.press("Enter");
  await expect(ana.action("Three")).toBeVisible();
  await expect(current(ana)).toBeFocused();
  await ana.page.keyboard.press("x");
  await expectStep("close", ana);
  await tabTo(ana, ana.page.getByLabel("Who does “Three”"));
  await ana.page.keyboard.press("ArrowDown");
  await expect(ana.page.getByLabel("Who does “Three”")).toHaveValue("b");
  await tabTo(ana, ana.page.getByRole("button", { name: "Yes" }));
  await ana.page.keyboard.press("Enter");
  await expect(ana.page.getByRole("button", { name: "Yes" })).toHaveAttribute("aria-pressed", "true");
  await tabTo(ana, ana.page.getByRole("button", { name: "End the meeting" }));
  await ana.page.keyboard.press("Enter");
  await expectStep("done", ana);
  await ana.page.keyboard.press("Control+z");
  await expectStep("close", ana);
  await tabTo(ana, ana.page.getByRole("button", { name: "End the meeting" }));
  await ana.page.keyboard.press("Enter");
  await expectStep("done", ana);
  await ana.page.keyboard.press("l");
  await ana.expectTitles(ana.hopper, ["One"]);
});

test("begun by mistake and left again, a meeting is not begun", async ({ newPerson }) => {
  const ana = await newPerson("Ana");
  await ana.firstMinute("Sam");
  await ana.addTopic("One");
  await start(ana);
  await expectStep("kickoff", ana);
  await ana.page.getByRole("banner").getByRole("button", { name: "Back to the page" }).click();
  await expect(ana.page.getByRole("banner").getByRole("button", { name: "Start the meeting" })).toBeVisible();
});

test("begun by mistake and left by the browser's Back, a meeting is not begun", async ({ newPerson }) => {
  const ana = await newPerson("Ana");
  await ana.firstMinute("Sam");
  await ana.addTopic("One");
  await start(ana);
  await expectStep("kickoff", ana);
  await ana.page.goBack();
  await expect(ana.page.getByRole("banner").getByRole("button", { name: "Start the meeting" })).toBeVisible();
  await ana.page.reload();
  await expect(ana.page.getByRole("banner").getByRole("button", { name: "Start the meeting" })).toBeVisible();
});

test("left by the browser's Back once something was done in it, a meeting goes on", async ({ newPerson }) => {
  const ana = await newPerson("Ana");
  await ana.firstMinute("Sam");
  await ana.addTopic("One");
  await start(ana);
  await expectStep("kickoff", ana);
  await ana.page.getByRole("button", { name: "Skip" }).click();
  await expectStep("agenda", ana);
  await ana.page.goBack();
  await ana.page.getByRole("banner").getByRole("button", { name: "Back to the meeting" }).click();
  await expectStep("agenda", ana);
});

for (const colorScheme of ["light", "dark"] as const) {
  for (const width of [1280, 390]) {
    test(`no step breaks a rule of accessibility or scrolls sideways, ${colorScheme}, ${width} wide`, async ({
      newPerson,
    }) => {
      test.slow();
      const look = { colorScheme, reducedMotion: "reduce", viewport: { width, height: 844 } } as const;
      const ana = await newPerson("Ana", look);
      await ana.firstMinute("Sam");
      await ana.addTopic("How the migration of the billing system is going");
      await ana.addTopic("Growth");
      const sound = async (where: string) => {
        // What lies under the header that stays on top counts as too small to hit.
        await ana.page.evaluate(() => scrollTo(0, 0));
        await expectNoViolations(ana, where);
        const overflow = await ana.page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        expect(overflow, where).toBeLessThanOrEqual(0);
      };
      await start(ana);
      await ana.page.getByRole("button", { name: "Draw a question" }).click();
      await expect(ana.page.locator("[data-ice-breaker]")).toBeVisible();
      await sound("kickoff");
      await ana.page.getByRole("button", { name: "Review the agenda" }).click();
      await expectStep("agenda", ana);
      await sound("agenda");
      await ana.page.getByRole("button", { name: "Start with the topics" }).click();
      await sound("topics");
      await ana.page.getByRole("button", { name: "Make an action" }).click();
      await sound("topics, making an action");
      await ana.page.getByRole("button", { name: "Add the action" }).click();
      await wrapUp(ana);
      await ana.page.locator("[data-next-date]").getByRole("button", { name: "Change" }).click();
      await sound("close");
      await ana.page.getByRole("button", { name: "End the meeting" }).click();
      await expectStep("done", ana);
      await sound("done");
    });
  }
}

async function startBoth(ana: Person, sam: Person): Promise<void> {
  await start(ana);
  await sam.page.getByRole("button", { name: "Join" }).click();
  await expectStep("kickoff", ana, sam);
  for (const { page } of [ana, sam]) await expect(page.locator("[data-other-in=true]")).toBeVisible();
}

async function toTopics(ana: Person, ...others: readonly Person[]): Promise<void> {
  await ana.page
    .getByRole("navigation", { name: "Parts of the meeting" })
    .getByRole("button", { name: "Agenda" })
    .click();
  await expectStep("agenda", ana);
  if (others.length > 0) await ana.page.getByRole("button", { name: /^Bring/ }).click();
  await expectStep("agenda", ...others);
  await ana.page.getByRole("button", { name: "Start with the topics" }).click();
  await expectStep("topics", ana, ...others);
  for (const person of [ana, ...others]) {
    await expect(person.page.getByRole("main")).toHaveAttribute("data-just-moved", "false");
  }
}

async function wrapUp(ana: Person, ...others: readonly Person[]): Promise<void> {
  await ana.page.getByRole("banner").getByRole("button", { name: "Wrap up" }).click();
  await expectStep("close", ana, ...others);
}

async function wrapUpAndEnd(ana: Person, ...others: readonly Person[]): Promise<void> {
  await wrapUp(ana, ...others);
  await ana.page.getByRole("button", { name: "End the meeting" }).click();
  await expectStep("done", ana, ...others);
}

async function backToPage({ page }: Person): Promise<void> {
  await page.getByRole("main").getByRole("button", { name: "Back to the page" }).click();
  await expect(page.getByRole("heading", { level: 2, name: "Agenda" })).toBeVisible();
}

async function both(ana: Person, sam: Person, press: (person: Person) => Promise<void>): Promise<void> {
  await Promise.all([press(ana), press(sam)]);
}

/** Goes on with Tab until it is reached; whatever is passed must show the focus, too. */
async function tabTo({ page }: Person, target: Locator): Promise<void> {
  const isThere = () => target.evaluate((element) => element === document.activeElement);
  for (let steps = 0; steps < 60 && !(await isThere()); steps += 1) {
    await page.keyboard.press("Tab");
    const focused = await page.evaluate(() => document.activeElement?.outerHTML.slice(0, 200));
    // A date field whose calendar has the focus counts for the browser as none that has it.
    const isCalendar = focused?.startsWith('<input type="date"');
    if (!isCalendar) await expect(page.locator(":focus-visible:not(body)"), focused).toBeInViewport();
  }
  await expect(target).toBeFocused();
}

/** The device's own copy of the page has these words; it is written once nothing has changed for some seconds. */
async function expectCopyKept({ page }: Person, words: string): Promise<void> {
  const copies = () =>
    page.evaluate(
      () =>
        new Promise<string>((resolve) => {
          const opening = indexedDB.open("candor");
          opening.onsuccess = () => {
            const asking = opening.result.transaction("pages").objectStore("pages").getAll();
            asking.onsuccess = () => {
              opening.result.close();
              resolve(asking.result.map(({ state }) => new TextDecoder().decode(state)).join());
            };
          };
        }),
    );
  await expect.poll(copies).toContain(words);
}

async function start({ page }: Person): Promise<void> {
  await page.getByRole("banner").getByRole("button", { name: "Start the meeting" }).click();
}

async function expectStep(step: string, ...people: readonly Person[]): Promise<void> {
  for (const { page } of people) await expect(page.getByRole("main")).toHaveAttribute("data-live-step", step);
}

/** The topic that is on, the same for all of them. */
async function expectTopic(title: string, ...people: readonly Person[]): Promise<void> {
  for (const person of people) {
    await expect(current(person).getByRole("heading")).toHaveText(title);
    // For a moment after the other has moved on, keys are meant for the topic before.
    await expect(person.page.getByRole("main")).toHaveAttribute("data-just-moved", "false");
  }
}

function current({ page }: Person): Locator {
  return page.locator("[data-live-focus]");
}

test("of a meeting with nothing on it nobody is told that everything was talked about", async ({ newPerson }) => {
  const [ana] = await two(newPerson);
  await ana.page
    .getByRole("banner")
    .getByRole("button", { name: /every week/ })
    .click();
  await ana.page.getByLabel("Day", { exact: true }).fill(new Date().toISOString().slice(0, 10));
  await ana.page.getByLabel("Time", { exact: true }).fill("00:00");
  await ana.page.getByRole("button", { name: "Done", exact: true }).click();
  await expect(ana.page.getByRole("button", { name: "Close the meeting" })).toBeVisible();
  await expect(ana.page.getByText("Everything was talked about.")).toBeHidden();
  await ana.addTopic("Growth");
  await ana.agenda.getByRole("checkbox", { name: "Discussed: Growth" }).click();
  await expect(ana.page.getByText("Everything was talked about.")).toBeVisible();
});
