import { readFile } from "node:fs/promises";
import { expect, type Request } from "@playwright/test";
import { expectNoViolations } from "./world/expect-no-violations.ts";
import { readMail, test } from "./world/mail.ts";
import type { Person } from "./world/person.ts";
import { beginNotebook, expectNotesSaved, writeNote } from "./world/private-notes.ts";
import { joinWorkspace, linkFor, setUpWorkspace } from "./world/set-up-workspace.ts";

const NOTE = "Canary: the release waits for one person every time";

test("a round of skip-levels: planned, told to the manager between, held on a page they cannot read, and said by department", async ({
  newPerson,
  inbox,
}) => {
  test.slow();
  const olga = await newPerson("Olga");
  await setUpWorkspace(olga);
  const base = `/api/workspaces/${new URL(olga.page.url()).pathname.split("/")[2]}`;
  const ids = new Map<string, string>();
  for (const [name, manager, more] of [
    ["Ana", null, {}],
    ["Ben", "Ana", { email: "ben@example.org" }],
    ["Cleo", "Ben", { department: "Support" }],
    ["Dan", "Ben", { department: "Support" }],
    ["Eve", "Ben", { department: "Design" }],
  ] as const) {
    const person = { name, ...more, ...(manager !== null && { manager: ids.get(manager) }) };
    ids.set(name, (await ask<{ id: string }>(olga, "POST", `${base}/people`, person)).id);
  }
  await olga.page.reload();
  const [ana, ben, cleo] = [await newPerson("Ana"), await newPerson("Ben"), await newPerson("Cleo")];
  for (const person of [ana, ben, cleo]) await joinWorkspace(person, await linkFor(olga, person.name));
  const sent = watchWhatLeaves(ana);

  // A page outside a round: the manager between would be told, in words that Ana sees before; she begins none.
  await ana.page.goto("/workspace");
  await ana.page.getByRole("button", { name: "Begin a page with Eve" }).click();
  const before = ana.page.getByRole("dialog", { name: "Before the page begins" });
  await expect(before.locator("[data-notice-to=Ben]")).toContainText("- Eve: from");
  await expect(before).toContainText("they are no review of you");
  await expectNoViolations(ana, "the notice before a page begins");
  await before.getByRole("button", { name: "Not yet" }).click();

  // The rotation: what does not fit is said, and nobody is told before Ana has seen what they get.
  await ana.page.goto("/settings/skip-levels");
  await expect(ana.page.getByText("Everybody is met at least once a quarter.")).toBeVisible();
  await ana.page.getByLabel("Meetings a month").fill("0");
  await expect(ana.page.getByText("It does not fit.")).toBeVisible();
  await expect(ana.page.getByText("Nobody has a turn in these months.")).toBeVisible();
  await ana.page.getByLabel("Meetings a month").fill("2.5");
  await expect(ana.page.getByText("Write how many meetings a month")).toBeVisible();
  await ana.page.getByLabel("Meetings a month").fill("1");
  await expect(ana.page.getByText("A rotation: everybody once in 3 months, as your time allows.")).toBeVisible();
  await ana.page.getByLabel("Begin in").selectOption({ index: 0 });
  const first = ana.page.locator("[data-month]").first();
  await expect(first.getByRole("listitem")).toHaveCount(1);
  await expectNoViolations(ana, "skip-levels before a round");
  await ana.page.getByLabel("Meetings a month").fill("3");
  await ana.page.keyboard.press("Enter");
  const preview = ana.page.getByRole("dialog", { name: "Before the round begins" });
  await expect(preview.locator("[data-notice-to=Ben]")).toContainText("Ana meets people of your team");
  await expect(preview).toContainText("they are no review of you");
  await expectNoViolations(ana, "the notice before it goes");
  expect(inbox.mails).toHaveLength(0);
  await preview.getByRole("button", { name: "Begin and tell 1 manager" }).click();
  await expect(preview).toBeHidden();
  await expect(ana.page.getByText("Ben, by mail on")).toBeVisible();
  await expect(ana.page.getByRole("button", { name: "Plan the rest anew…" })).toBeDisabled();

  // The manager between: by mail and here, of whom and when, once.
  const mail = await readMail(inbox, "ben@example.org");
  expect(mail.subject).toBe("Ana meets people of your team");
  for (const name of ["Cleo", "Dan", "Eve"]) expect(mail.text).toMatch(new RegExp(`- ${name}: \\w+ \\d{4}`));
  const notice = ben.page.locator("[data-skip-notice]");
  await ben.page.goto("/people");
  await expect(notice.getByText("- Cleo:")).toHaveCSS("white-space", "pre-wrap"); // a line each
  await ben.page.goto("/settings/skip-levels");
  await expect(notice).toContainText("What they are not for");
  await expectNoViolations(ben, "the notice to the manager between");
  await notice.getByRole("button", { name: "I have read it" }).focus();
  await ben.page.keyboard.press("Enter");
  await expect(notice).toContainText("Read.");
  await expect(ben.page.getByText("By the chart of today nobody is two levels below you.")).toBeVisible();

  // The page: begun by one button, with questions of its own, and nothing of it for the manager between.
  await ana.page.getByRole("button", { name: "Begin a page with Cleo" }).first().click();
  await expect(ana.page.getByText("the manager between cannot read it either")).toBeVisible();
  const page = new URL(ana.page.url()).pathname;
  await ana.page.getByRole("button", { name: "Questions", exact: true }).click();
  const picker = ana.page.getByRole("dialog", { name: "Pick a question" });
  await expect(
    picker
      .getByRole("listitem")
      .filter({ hasText: /across a level/i })
      .first(),
  ).toBeVisible();
  await picker.getByRole("listitem").first().getByRole("button", { name: "To the agenda" }).click();
  await expect(picker).toBeHidden();
  await cleo.page.goto(page);
  await expect(cleo.page.getByText("the manager between cannot read it either")).toBeVisible();
  await cleo.addTopic("Canary topic: releases");
  await expect(ana.topic("Canary topic: releases")).toBeVisible();
  ben.mayReport(/404/);
  await ben.page.goto(page);
  await expect(ben.page.getByText(/Canary topic/)).toHaveCount(0);
  expect(await statusFor(ben, `/api/pairs/${page.split("/")[2]}`)).toBe(404);
  expect(inbox.mails.map(({ text }) => text).join("\n")).not.toContain("Canary");

  // Held on the page, and so done in the rotation.
  await ana.page.getByRole("banner").getByRole("button", { name: "Start the meeting" }).click();
  await expect(ana.page.getByRole("main")).toHaveAttribute("data-live-step", "kickoff");
  await ana.page.getByRole("banner").getByRole("button", { name: "Wrap up" }).click();
  await ana.page.getByRole("button", { name: "End the meeting" }).click();
  await ana.page.getByRole("main").getByRole("button", { name: "Back to the page" }).click();
  await ana.expectSaved();
  await beginNotebook(ana);
  await writeNote(ana.page, NOTE);
  await ana.page.getByRole("button", { name: "Add a theme" }).click();
  await ana.page.getByRole("combobox", { name: "Add a theme" }).fill("Releases");
  await ana.page.keyboard.press("Enter");
  await expect(ana.page.getByRole("list", { name: "Themes" })).toContainText("Releases");
  await expectNotesSaved(ana.page);
  await expect(async () => {
    await ana.page.goto("/settings/skip-levels");
    const done = ana.page.locator("[data-done=true]").filter({ hasText: "Cleo" });
    await expect(done).toContainText("done: met on", { timeout: 4_000 });
  }).toPass();

  // What hurts, by department: counted on this device, with a warning under three, never who.
  await ana.page.getByRole("link", { name: "What hurts, by department" }).click();
  const support = ana.page.getByRole("region", { name: "Support" }).locator("[data-line=Releases]");
  await expect(support).toContainText("1 person, counted from your notes");
  await expect(support).toContainText("One person alone raised this in this department.");
  await support.getByLabel("In your own words").fill("Cleo says that the release waits for one person every time");
  await expect(support).toContainText("Names Cleo.");
  await expect(support).toContainText("is word for word from a note.");
  await support.getByLabel("In your own words").fill("Nobody but one can ship.");
  await expect(support).toContainText("Stays out: fewer than three people.");
  await ana.page.getByLabel("Department").selectOption({ label: "Design" });
  await ana.page.getByLabel("What it is about").fill("Late briefs");
  await ana.page.keyboard.press("Enter");
  const design = ana.page.getByRole("region", { name: "Design" }).locator("[data-line]");
  await design.getByLabel("How many people raised it").fill("4");
  await design.getByLabel("In your own words").fill("Briefs come after the work began.");
  await expect(design).toContainText("Is on the board");
  await expectNoViolations(ana, "the board by department");
  await ana.page.emulateMedia({ colorScheme: "dark" });
  await ana.page.setViewportSize({ width: 390, height: 844 });
  await expectNoViolations(ana, "the board by department, on a phone in the dark");
  expect(await ana.page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
  const downloading = ana.page.waitForEvent("download");
  await ana.page.getByRole("button", { name: "Export as Markdown" }).click();
  const markdown = await readFile(await (await downloading).path(), "utf8");
  expect(markdown).toContain(
    "## Design\n\n### Late briefs\n\nBriefs come after the work began.\n\n*Raised by 4 people*",
  );
  expect(markdown).not.toMatch(/Releases|Cleo|Canary|Support/);
  await ana.page.getByRole("button", { name: "Print view" }).click();
  await expect(ana.page.getByRole("article")).toContainText("Raised by 4 people");
  await expect(ana.page.getByRole("article")).not.toContainText(/Releases|Cleo/);
  await expectNoViolations(ana, "the board on paper");
  await ana.page.getByRole("button", { name: "Back to the board" }).click();
  await expect(ana.page.getByRole("button", { name: "Print view" })).toBeFocused();
  await expect(ana.page.locator("[data-notebook-saved]")).toHaveAttribute("data-notebook-saved", "saved");
  await ana.page.reload();
  await expect(design.getByLabel("In your own words")).toHaveValue("Briefs come after the work began.");
  expect(sent.join("\n")).not.toMatch(/release waits|Nobody but one|Late briefs|Briefs come/);
  await ana.page.goto("/settings/skip-levels");
  await expect(ana.page.locator("[data-done=true]")).toContainText("Cleo");
  await expectNoViolations(ana, "skip-levels with a round, on a phone in the dark");
  expect(await ana.page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
});

/** Asks the server as whoever is signed in in this browser. */
async function ask<T>({ page }: Person, method: string, path: string, body: unknown): Promise<T> {
  return page.evaluate(
    async ([how, where, what]) => {
      const headers = { "content-type": "application/json" };
      const response = await fetch(where as string, { method: how as string, headers, body: JSON.stringify(what) });
      if (!response.ok) throw new Error(`${where}: ${response.status} ${await response.text()}`);
      return (await response.json()) as T;
    },
    [method, path, body] as const,
  );
}

async function statusFor({ page }: Person, path: string): Promise<number> {
  return page.evaluate(async (where) => (await fetch(where)).status, path);
}

function watchWhatLeaves({ context }: Person): string[] {
  const sent: string[] = [];
  context.on("request", (request: Request) => {
    sent.push(decodeURIComponent(request.url()), request.postDataBuffer()?.toString("latin1") ?? "");
  });
  return sent;
}
