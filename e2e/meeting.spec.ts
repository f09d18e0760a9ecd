import { expect, type Locator } from "@playwright/test";
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
  await ana.page.getByLabel("Thank Sam for something").fill("Saying it plainly");
  await ana.page.keyboard.press("Tab");
  await expect(sam.page.getByText("Ana thanks you: “Saying it plainly”")).toBeVisible();
  await sam.page.getByRole("button", { name: "End the meeting" }).click();

  await expectStep("done", ana, sam);
  for (const person of [ana, sam]) {
    await expect(person.page.getByRole("list", { name: /Back in the Hopper/ })).toContainText("Holidays");
    await person.page.getByRole("main").getByRole("button", { name: "Back to the page" }).click();
    await person.expectTitles(person.hopper, ["Holidays"]);
    await expect(person.action("write down the plan")).toBeVisible();
  }
});

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
