import { expect } from "@playwright/test";
import { CandorServer } from "./world/candor-server.ts";
import { expectNoViolations } from "./world/expect-no-violations.ts";
import { ask, newTeam } from "./world/new-team.ts";
import type { Person } from "./world/person.ts";
import { setClock } from "./world/set-clock.ts";
import { test as base } from "./world/test.ts";

const DAY = 86_400_000;
const MONDAY = "2027-03-01"; // Ben's first day

/** A server on which it is the Monday that Ben begins. */
const test = base.extend({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads what a fixture needs from its pattern
  server: async ({}, use, testInfo) => {
    const server = await CandorServer.start({ aheadMilliseconds: Date.parse(`${MONDAY}T08:00:00Z`) - Date.now() });
    await use(server);
    await server.stop();
    if (testInfo.status !== testInfo.expectedStatus) await testInfo.attach("server", { body: server.output });
  },
});

test("a new direct from day one to the third meeting, by one button, and what was said there is theirs to keep", async ({
  server,
  newPerson,
}) => {
  test.slow();
  const begins = server.aheadMilliseconds;
  const setAhead = ({ context }: Person, milliseconds: number) =>
    context.addInitScript(`(${setClock.toString()})(${milliseconds})`);
  const [ana, ben] = await newTeam(async (name) => {
    const person = await newPerson(name);
    await setAhead(person, begins);
    person.mayBeCutOff(); // while the server starts anew on another day
    return person;
  }, MONDAY);
  const goTo = async (instant: number) => {
    const before = server.aheadMilliseconds;
    server.aheadMilliseconds = instant - Date.now();
    await server.restart();
    for (const person of [ana, ben]) await setAhead(person, server.aheadMilliseconds - before);
  };

  await ana.page.goto("/settings/rhythm");
  await expect(ana.page.getByText(/^Ben reports to you since/)).toBeVisible();
  await ana.page.getByRole("button", { name: "Begin well with Ben" }).click();
  await expect(ana.topic("Our working agreement")).toBeVisible();
  await expect(ana.page.getByText(/This (meeting|half hour|time)|yours/i).first()).toBeVisible();
  const pair = new URL(ana.page.url()).pathname.split("/")[2] ?? "";
  const starts = async () => {
    await countAll(ana);
    const { needsYou, fine } = await ask<{ needsYou: Glance[]; fine: Glance[] }>(ana, "GET", "/api/me/overview");
    return [...needsYou, ...fine][0]?.next?.start ?? "";
  };
  const first = await starts();
  expect(Date.parse(first) - Date.parse(MONDAY)).toBeLessThan(7 * DAY);

  await ben.page.goto(`/p/${pair}`);
  const agreement = await ben.openNotes("Our working agreement");
  await agreement.pressSequentially("Never before nine. ");
  await ben.page.keyboard.press("Escape");
  await expect(ana.topic("Our working agreement")).toContainText("Never before nine.");
  await ben.expectSaved();

  let start = first;
  for (const number of [1, 2, 3]) {
    await goTo(Date.parse(`${start}:00+01:00`));
    for (const { page } of [ana, ben]) {
      await page.goto(`/p/${pair}`);
      await expect(page.getByRole("heading", { level: 2, name: "Agenda" })).toBeVisible();
    }
    if (number > 1) {
      // What was not reached comes again, and what this meeting is for with it.
      const heading = `Your ${ORDINALS[number]} meeting`;
      await expect(ana.page.getByRole("heading", { level: 3, name: heading, exact: true })).toBeVisible();
      await expect(ana.page.getByRole("heading", { name: "Fill the agenda?" })).toBeVisible(); // which moves what is below it
      await ana.page.locator("[data-suggested]").first().getByRole("button").first().click();
      await expect(ana.agenda.locator("[data-topic]").first()).toBeVisible();
    }
    await ana.expectHere("Ben");
    await ben.expectHere("Ana");
    await ana.page.getByRole("banner").getByRole("button", { name: "Start the meeting" }).click();
    await expect(ana.page.getByRole("main")).toHaveAttribute("data-live-step", "kickoff");
    await ben.page.getByRole("button", { name: "Join" }).click();
    for (const { page } of [ana, ben])
      await expect(page.getByRole("main")).toHaveAttribute("data-live-step", "kickoff");
    await ana.page
      .getByRole("navigation", { name: "Parts of the meeting" })
      .getByRole("button", { name: "Topics" })
      .click();
    await expect(ana.page.getByRole("main")).toHaveAttribute("data-live-step", "topics");
    await ana.page.getByRole("button", { name: "Discussed" }).click();
    await ana.page.getByRole("banner").getByRole("button", { name: "Wrap up" }).click();
    await ana.page.getByRole("button", { name: "End the meeting" }).click();
    await expect(ana.page.getByRole("main")).toHaveAttribute("data-live-step", "done");
    if (number < 3) start = await starts();
  }

  // After the third there is nothing left that is for beginners, and the rhythm says why it stays.
  await ana.page.goto(`/p/${pair}`);
  await expect(ana.page.getByRole("heading", { level: 2, name: "Agenda" })).toBeVisible();
  await expect(ana.page.locator("[data-suggested]")).toHaveCount(0);
  await countAll(ana);
  await ana.page.goto("/settings/rhythm");
  await expect(ana.page.getByText("For the first 90 days in a team, weekly for 30 minutes.")).toBeVisible();

  // The manager's own time: three were held, as agreed.
  await ana.page.goto("/settings/balance");
  const withBen = ana.page
    .getByRole("listitem")
    .filter({ has: ana.page.getByRole("link", { name: "Ben", exact: true }) });
  await expect(withBen).toContainText("3 held, 1.5 hours");
  await expectNoViolations(ana, "my time in 1:1s");
  await ana.page.getByLabel("Quarter").focus();
  await expect(ana.page.getByLabel("Quarter")).toHaveValue("2027-Q1");
  await ben.page.goto("/settings/balance");
  await expect(ben.page.getByRole("link", { name: "Ana", exact: true })).toBeVisible();
  await expect(ben.page.getByText("not yours to keep")).toHaveCount(1);
});

/** What stands on a page is counted a little later; whoever plans has it counted at once. */
async function countAll(person: Person): Promise<void> {
  await person.expectSaved();
  await ask(person, "GET", "/api/me/planner");
}

type Glance = { next: { start: string } | null };
const ORDINALS = ["", "first", "second", "third"];
