import { expect, type Locator } from "@playwright/test";
import { expectNoViolations } from "./world/expect-no-violations.ts";
import type { Person } from "./world/person.ts";
import { joinWorkspace, linkFor, setUpWorkspace } from "./world/set-up-workspace.ts";
import { test } from "./world/test.ts";

type Asked = { status: number; text: string };

/** Asks the server as this person's browser does. */
function ask({ page }: Person, method: string, path: string, body?: unknown): Promise<Asked> {
  return page.evaluate(
    async ([how, where, what]) => {
      const init = what === undefined ? {} : { body: what, headers: { "content-type": "application/json" } };
      const answer = await fetch(where as string, { method: how as string, ...init });
      return { status: answer.status, text: await answer.text() };
    },
    [method, path, body === undefined ? undefined : JSON.stringify(body)] as const,
  );
}

/** A key on a button that isn't ready is heard by nobody. */
async function pressed(button: Locator): Promise<void> {
  await expect(button).toBeEnabled();
  await button.press("Enter");
}

test("a re-org: the old page freezes but for its actions, a letter goes along, three talk, and the new manager reads nothing else", async ({
  newPerson,
}) => {
  test.slow();
  const olga = await newPerson("Olga");
  await setUpWorkspace(olga);
  const [workspace] = JSON.parse((await ask(olga, "GET", "/api/workspaces")).text) as { id: string }[];
  const base = `/api/workspaces/${workspace?.id}`;
  const ids = new Map<string, string>();
  for (const name of ["Ana", "Ben", "Cem"]) {
    const { text } = await ask(olga, "POST", `${base}/people`, { name });
    ids.set(name, (JSON.parse(text) as { id: string }).id);
  }
  const reportsTo = (manager: string, from: string) =>
    ask(olga, "POST", `${base}/people/${ids.get("Ben")}/manager`, { manager: ids.get(manager), from, preview: false });
  await reportsTo("Ana", "2026-01-05");
  await olga.page.reload();
  const ana = await newPerson("Ana");
  await joinWorkspace(ana, await linkFor(olga, "Ana"));
  const ben = await newPerson("Ben");
  await joinWorkspace(ben, await linkFor(olga, "Ben"));
  const cem = await newPerson("Cem", { viewport: { width: 390, height: 800 }, colorScheme: "dark" });
  await joinWorkspace(cem, await linkFor(olga, "Cem"));

  await ana.page.reload();
  await ana.page.getByRole("button", { name: "Begin a page with Ben" }).click();
  await expect(ana.page.getByRole("heading", { level: 2, name: "Agenda" })).toBeVisible();
  await ana.addForLater("Ana is worried");
  await ana.expectSaved();
  const oldPage = new URL(ana.page.url()).pathname;
  await ben.page.goto(oldPage);
  await ben.addForLater("What next for me?");
  await ben.addAction("Write the guide");
  await ben.expectSaved();

  await ask(ben, "PUT", "/api/me/portrait/learn", { text: "Lead a project of my own", was: null });

  // The chart changes today: both stand before a page that is only read, but for what they had agreed to do.
  await reportsTo("Cem", new Date().toISOString().slice(0, 10));
  for (const { page } of [ana, ben]) {
    await expect(page.locator("[data-banner]", { hasText: "are no longer manager and report" })).toBeVisible();
    await expect(page.getByRole("textbox", { name: "Add a topic" })).toBeHidden();
    await expect(page.getByRole("button", { name: "Done: Write the guide" })).toBeVisible();
  }
  await expectNoViolations(ben, "an archived page with actions to finish");

  // The direct chooses, by keys alone, and reads the letter as it will be read.
  await ben.page.reload();
  await pressed(ben.page.getByRole("link", { name: "Hand over to Cem" }));
  await expect(ben.page.getByRole("heading", { level: 1, name: "Hand over to Cem" })).toBeVisible();
  const letter = ben.page.getByRole("textbox", { name: "The letter" });
  await expect(ben.page.getByLabel("Ana is worried")).toHaveCount(0);
  await ben.page.getByLabel("What next for me?").press("Space");
  await ben.page.getByLabel("Write the guide").press("Space");
  await ben.page.getByLabel("My goals").press("Space");
  await expect(letter).toHaveValue(/Dear Cem,.*- Lead a project of my own.*- Write the guide.*- What next for me\?/s);
  await letter.press("ControlOrMeta+Home");
  await letter.pressSequentially("Hello! ");
  await expectNoViolations(ben, "handing over");
  await pressed(ben.page.getByRole("button", { name: "Hand over to Cem" }));
  await expect(ben.page.getByText("Cem has not opened your page since")).toBeVisible();
  await pressed(ben.page.getByRole("button", { name: "Take it back" }));
  await expect(letter).toHaveValue(/^Hello! Dear Cem/);
  await pressed(ben.page.getByRole("button", { name: "Hand over to Cem" }));
  await expect(ben.page.getByText("Cem has not opened your page since")).toBeVisible();
  const propose = ben.page.getByRole("button", { name: /^Propose / }).first();
  await pressed(propose);
  await expect(ben.page.getByText("You come")).toBeVisible();
  await expectNoViolations(ben, "a letter that waits and a talk of three");

  // Who led until now answers, and is shown no word of the letter.
  await ana.page.goto("/people");
  await ana.page.getByRole("link", { name: "Answer" }).click();
  await ana.page.getByRole("button", { name: "I’ll come" }).click();
  await expect(ana.page.getByText("You come")).toBeVisible();
  await expect(ana.page.getByText("Ben has handed over a letter of their own.")).toBeVisible();
  await expect(ana.page.getByText("Hello!")).toHaveCount(0);

  // Who leads from now on finds the letter with the page, on a phone, in the dark.
  await cem.page.goto("/people");
  await cem.page.getByRole("link", { name: "Answer" }).click();
  await expect(cem.page.getByText("Ben has handed over a letter. It is there when you open your page.")).toBeVisible();
  await cem.page.getByRole("button", { name: "I can’t" }).click();
  await expectNoViolations(cem, "a change of manager, for the next");
  await cem.page.getByRole("link", { name: "Open the page with Ben" }).click();
  await expect(cem.topic("A letter from Ben")).toBeVisible();
  await expect(cem.page.getByText("Hello! Dear Cem,")).toBeVisible();
  await expect(cem.action("Write the guide")).toBeVisible();
  await cem.page.getByRole("tab", { name: "Hopper" }).click();
  await expect(cem.topic("What next for me?")).toBeVisible();
  const wide = await cem.page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(wide).toBeLessThanOrEqual(0);

  // And reads nothing else: not by the old page's address, its socket, the search, or any list.
  cem.mayReport(/404/);
  for (const path of ["", "/versions", "/volumes", "/access-log", "/finishing"])
    expect([path, (await ask(cem, "GET", `/api/pairs/${oldPage.slice(3)}${path}`)).status]).toEqual([path, 404]);
  expect((await ask(cem, "POST", "/api/search", { words: "worried" })).text).not.toContain("worried");
  expect((await ask(ana, "POST", "/api/search", { words: "worried" })).text).toContain("worried");
  await cem.page.goto(oldPage);
  await expect(cem.page.getByText("Ana is worried")).toHaveCount(0);
  await expect(cem.page.getByRole("heading", { level: 1 })).not.toContainText("Ana");

  // Within fourteen days an action of the old page is finished, by either, and both see it.
  await ben.page.goto(oldPage);
  await pressed(ben.page.getByRole("button", { name: "Done: Write the guide" }));
  await expect(ben.page.getByRole("button", { name: "Open again: Write the guide" })).toBeVisible();
  await ana.page.goto(oldPage);
  await expect(ana.page.getByRole("button", { name: "Open again: Write the guide" })).toBeVisible();
  await expect(ana.page.getByRole("textbox", { name: "Add a topic" })).toBeHidden();
});
