import { type APIRequestContext, expect, type Locator, type PlaywrightWorkerArgs } from "@playwright/test";
import { type CalendarHost, openCalendarHost, weekly } from "./world/calendar-host.ts";
import { CandorServer } from "./world/candor-server.ts";
import { expectNoViolations } from "./world/expect-no-violations.ts";
import type { Person } from "./world/person.ts";
import { joinWorkspace, setUpWorkspace } from "./world/set-up-workspace.ts";
import { test as base } from "./world/test.ts";

const REPORTS = ["Sam", "Ben", "Cem", "Dia", "Eva", "Fay"] as const;

/** The calendars of a whole team, each at an address of its own. */
const test = base.extend<{ calendars: CalendarHost }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads what a fixture needs from its pattern
  calendars: async ({}, use) => {
    const calendars = await openCalendarHost();
    await use(calendars);
    calendars.close();
  },
  server: async ({ calendars }, use, testInfo) => {
    const server = await CandorServer.start({ environment: { CANDOR_CALENDAR_ORIGINS: calendars.origin } });
    await use(server);
    await server.stop();
    if (testInfo.status !== testInfo.expectedStatus) await testInfo.attach("server", { body: server.output });
  },
});

type Team = { ana: Person; sam: Person; pageOf: (name: string) => string };

/** Ana with six reports, whom she meets all at one hour as it happens; everybody's calendar is connected and shared. */
async function team(
  newPerson: (name: string) => Promise<Person>,
  calendars: CalendarHost,
  playwright: PlaywrightWorkerArgs["playwright"],
): Promise<Team> {
  calendars.events.set("/Ana.ics", [...weekly(2, 9, 12), ...weekly(4, 14, 17), ...weekly(5, 9, 11)]);
  for (const [at, name] of REPORTS.entries()) {
    calendars.events.set(`/${name}.ics`, [...weekly(1 + (at % 5), 10, 13), ...weekly(1 + ((at + 2) % 5), 14, 16)]);
  }
  const ana = await newPerson("Ana");
  const sam = await newPerson("Sam");
  const pages = new Map<string, string>();
  const connect = async (request: APIRequestContext, name: string) => {
    const address = `${calendars.origin}/${name}.ics`;
    const connected = await request.post("/api/me/calendars", {
      data: { address, timeZone: "Europe/Berlin", allDayCounts: true },
    });
    expect(connected.status()).toBe(201);
  };
  const share = async (request: APIRequestContext, page: string) => {
    expect((await request.put(`/api/pairs/${page}/busy-share`, { data: { shares: true } })).status()).toBe(204);
  };
  for (const name of REPORTS) {
    await ana.page.goto("/");
    await ana.page.locator("#begin-name").fill(name);
    await ana.page.keyboard.press("Enter");
    await expect(ana.page.getByRole("heading", { level: 2, name: "Agenda" })).toBeVisible();
    await expect(ana.page).toHaveTitle(new RegExp(name));
    const page = new URL(ana.page.url()).pathname.split("/")[2] ?? "";
    pages.set(name, page);
    await ana.expectSaved();
    const link = await ana.invite();
    const headers = { origin: ana.server.url };
    if (name === "Sam") {
      await sam.join(link);
      const request = await playwright.request.newContext({
        ...{ baseURL: ana.server.url, extraHTTPHeaders: headers, storageState: await sam.context.storageState() },
      });
      await connect(request, name);
      await share(request, page);
      await request.dispose();
      continue;
    }
    const request = await playwright.request.newContext({ baseURL: ana.server.url, extraHTTPHeaders: headers });
    await request.post("/api/auth/sign-in/anonymous", { data: {} });
    const { pathname, hash } = new URL(link);
    const accepted = await request.post(`/api/invitations/${pathname.split("/")[2]}/accept`, {
      data: { secret: hash.slice(1), name },
    });
    expect(accepted.status()).toBe(200);
    await connect(request, name);
    await share(request, page);
    await request.dispose();
  }
  const own = await playwright.request.newContext({
    baseURL: ana.server.url,
    extraHTTPHeaders: { origin: ana.server.url },
    storageState: await ana.context.storageState(),
  });
  await connect(own, "Ana");
  await expect.poll(async () => (await (await own.get("/api/me/planner")).json()).mine.calendar).toBe("known");
  await expect
    .poll(async () => {
      const { series } = await (await own.get("/api/me/planner")).json();
      return series.map(({ calendar }: { calendar: string }) => calendar);
    })
    .toEqual(REPORTS.map(() => "known"));
  await own.dispose();
  return { ana, sam, pageOf: (name) => pages.get(name) ?? "" };
}

const rowOf = ({ page }: Person, name: string): Locator => page.locator(`[data-planner-series="${name}"]`);

async function plan({ page }: Person): Promise<void> {
  await page.getByRole("button", { name: "Plan my 1:1s" }).click();
  await expect(page.getByRole("heading", { name: "The plan", exact: true })).toBeVisible({ timeout: 60_000 });
}

test("six 1:1s are laid out together, one is dragged, and all are put onto the pages and taken back", async ({
  newPerson,
  calendars,
  playwright,
}) => {
  test.slow(); // six pages are begun, and the best plan of them is looked for
  const { ana, sam, pageOf } = await team(newPerson, calendars, playwright);
  const page = ana.page;
  const startOf = async (person: Person) => {
    const times = person.page.locator("[data-next-meeting] time");
    return times.first().getAttribute("datetime");
  };
  const patternOf = async (name: string) => {
    const { series } = await (await page.request.get("/api/me/planner")).json();
    return series.find((each: { name: string }) => each.name === name)?.current;
  };
  await page.goto("/");
  await ana.runFromPalette("Planner");
  await expect(page.getByRole("heading", { level: 1, name: "Planner" })).toBeVisible();
  await expect(page.getByRole("heading", { name: "As it is today" })).toBeVisible();
  await plan(ana);
  await expect(page.getByText("No plan is better: that is proven.")).toBeVisible();
  await expect(page.getByText(/What there is today does not hold: \d+ clashes/)).toBeVisible();
  for (const name of REPORTS) await expect(rowOf(ana, name)).toContainText("calendar was read");
  await expect(page.getByText(/^Next best|^As good/).first()).toBeVisible();
  expect(await page.content()).not.toContain("Moonshot");
  await expectNoViolations(ana, "the planner with a plan");

  // By the keyboard: another hour, with its price before one decides.
  await rowOf(ana, "Ben").getByRole("button", { name: "Move Ben" }).focus();
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Time").selectOption("16:30");
  await expect(dialog.getByRole("status")).toContainText(/It costs/);
  await page.keyboard.press("Escape");

  // By the pointer: the second week, for the first may be frozen in part.
  await page.getByRole("group", { name: "Week" }).getByRole("button").nth(1).click();
  const planned = page.locator('[data-which="planned"]');
  const block = planned.getByRole("button", { name: /^Sam\b/ });
  const before = await rowOf(ana, "Sam").locator(".planner-where").textContent();
  const target = planned.locator(".plan-day").nth(3).locator(".plan-items");
  const [from, to] = [await block.boundingBox(), await target.boundingBox()];
  if (!from || !to) throw new Error("nothing to drag");
  const drag = async () => {
    await page.mouse.move(from.x + from.width / 2, from.y + from.height / 2);
    await page.mouse.down();
    await page.mouse.move(to.x + to.width / 2, to.y + 40, { steps: 4 });
    await expect(planned.locator(".plan-ghost")).toContainText(/[+−±]/);
  };
  await drag();
  await page.keyboard.press("Escape"); // it stays where it was, wherever the pointer is let go
  await expect(planned.locator(".plan-ghost")).toHaveCount(0);
  await page.mouse.up();
  await expect(page.locator("[data-changed]")).toHaveCount(0);
  await expect(dialog).toBeHidden();
  await expect(rowOf(ana, "Sam").locator(".planner-where")).toHaveText(before ?? "");
  await drag();
  await page.mouse.up();
  await expect(page.locator("[data-changed]")).toContainText("Changed by you");
  await expect(rowOf(ana, "Sam").locator(".planner-where")).toContainText("Thursdays");
  expect(await rowOf(ana, "Sam").locator(".planner-where").textContent()).not.toBe(before);
  await page.getByRole("button", { name: "Back to the plan that was found" }).click();
  await expect(rowOf(ana, "Sam").locator(".planner-where")).toHaveText(before ?? "");

  await sam.page.goto(`/p/${pageOf("Sam")}`);
  const [wasSams, wasPattern] = [await startOf(sam), await patternOf("Sam")];
  await page.getByRole("button", { name: /^Apply: / }).click();
  await expect(page.getByRole("heading", { name: /^Applied / })).toBeVisible();
  const moved = page.locator(".planner-applied li").filter({ hasText: ": moved" });
  const names = await moved.getByRole("link").allInnerTexts();
  expect(names.length).toBeGreaterThanOrEqual(5); // of six at one hour, one at most can stay
  await expect.poll(() => patternOf("Sam")).not.toEqual(wasPattern);
  if (isTooSoonToMove(wasSams)) expect(await startOf(sam)).toBe(wasSams);
  else await expect.poll(() => startOf(sam)).not.toBe(wasSams); // on the page that Sam has open
  const name = names[0] ?? "";
  await page.goto(`/p/${pageOf(name)}`);
  await expect(page.locator("[data-next-meeting]")).toBeVisible();
  await page.goto("/planner");
  await page.getByRole("button", { name: "Take it back" }).click();
  await expect(page.getByText("It was taken back.")).toBeVisible();
  await expect(page.locator(".planner-applied li").filter({ hasText: "as it was before" })).toHaveCount(names.length);
  await expect.poll(() => startOf(sam)).toBe(wasSams);
  expect(await patternOf("Sam")).toEqual(wasPattern);
});

/** Whether a meeting lies within the two working days after today, on which nothing is moved. */
function isTooSoonToMove(start: string | null): boolean {
  const day = new Date();
  for (let left = 2; left > 0; ) {
    day.setDate(day.getDate() + 1);
    if (day.getDay() !== 0 && day.getDay() !== 6) left -= 1;
  }
  return (start ?? "").slice(0, 10) <= day.toLocaleDateString("sv", { timeZone: "Europe/Berlin" });
}

test("a search can be ended, on a phone the weeks are a list by days, and in the dark all can be read", async ({
  newPerson,
  calendars,
  playwright,
}) => {
  test.slow();
  const { ana } = await team(newPerson, calendars, playwright);
  const { page } = ana;
  await page.setViewportSize({ width: 390, height: 844 });
  await page.emulateMedia({ colorScheme: "dark" });
  await page.goto("/planner");
  await page.getByRole("button", { name: "Plan my 1:1s" }).click();
  await page.getByRole("button", { name: /^Stop/ }).click();
  const tooEarly = page.getByText("It ended before there was a plan.");
  await expect(page.getByRole("heading", { name: "The plan", exact: true }).or(tooEarly)).toBeVisible();
  if (await tooEarly.isVisible()) await plan(ana);
  await expect(page.locator('[data-which="today"]')).toBeHidden();
  await expect(page.locator('[data-which="planned"]')).toBeVisible();
  await expectNoViolations(ana, "the planner on a phone in the dark");
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(wide).toBeLessThanOrEqual(0);
  await page.getByRole("button", { name: "As it is today" }).click();
  await expect(page.locator('[data-which="today"]')).toBeVisible();

  // What is turned or kept where it is, by keys, is planned by at once, and is so the next time.
  const slider = page.getByRole("slider", { name: "When you plan anew" });
  const keep = (name: string) => page.getByRole("checkbox", { name: `Keep ${name} where it is` });
  await slider.focus();
  await page.keyboard.press("Home");
  await expect(slider).toHaveAttribute("aria-valuetext", "100 % towards as it is");
  await keep("Ben").focus();
  await page.keyboard.press("Space");
  await expect(rowOf(ana, "Ben").locator(".planner-where")).toContainText(", stays");
  await keep("Cem").focus();
  await page.keyboard.press("Space");
  await expect(page.getByText(/(Ben and Cem|Cem and Ben) are both kept at one hour/)).toBeVisible();
  await keep("Cem").uncheck();
  await expect(page.getByText(/are both kept at one hour/)).toBeHidden();
  await expect(page.getByRole("heading", { name: "The plan", exact: true })).toBeVisible({ timeout: 60_000 });
  await page.reload();
  await expect(slider).toHaveValue("-1");
  await expect(keep("Ben")).toBeChecked();
  await expect(keep("Cem")).not.toBeChecked();
  await page.getByText("When you can meet").click();
  await page.getByLabel("From", { exact: true }).fill("18:00");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Hours end after they begin")).toBeVisible();
  await page.getByLabel("From", { exact: true }).fill("08:30");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Kept.")).toBeVisible();
  await expectNoViolations(ana, "the planner's settings on a phone in the dark");
});

test("three levels are planned from the top down, a skip-level with them, and nobody learns when others meet", async ({
  newPerson,
}) => {
  test.slow(); // three join a workspace, three pages are begun, and two plans are looked for
  const olga = await newPerson("Olga");
  await setUpWorkspace(olga);
  const home = new URL(olga.page.url()).pathname;
  const api = `/api/workspaces/${home.split("/")[2]}`;
  const headers = { origin: olga.server.url };
  const ask = async (path: string, data: object = {}) =>
    (await olga.page.request.post(`${api}${path}`, { headers, data })).json();
  const join = async (person: Person, manager: string): Promise<string> => {
    const { id } = await ask("/people", { name: person.name, manager });
    const invitation = await ask(`/people/${id}/invitations`);
    await joinWorkspace(person, `/join-workspace/${invitation.id}#${invitation.secret}`);
    return id;
  };
  const { me } = await (await olga.page.request.get(api)).json();
  const [ana, ben] = [await newPerson("Ana"), await newPerson("Ben")];
  await join(ben, await join(ana, me.person));
  const beginPage = async (person: Person, other: string) => {
    await person.page.goto(home);
    await person.page.getByRole("button", { name: `Begin a page with ${other}` }).click();
    await expect(person.page.getByRole("heading", { level: 2, name: "Agenda" })).toBeVisible();
    await person.expectSaved();
    return new URL(person.page.url()).pathname;
  };
  await beginPage(olga, "Ana");
  const ofAnaAndBen = await beginPage(ana, "Ben");

  // One click of whoever runs it.
  await olga.page.goto(`${home}?tab=planning`);
  await olga.page.getByLabel("Ask managers to plan the reports of their reports as well").check();
  await olga.page.getByRole("button", { name: "Begin a round" }).click();
  const turns = olga.page.locator("[data-turn]");
  await expect(turns).toHaveText([/Olga\s*it is their turn/, /Ana\s*waits for Olga/]);
  await expectNoViolations(olga, "a round of planning");

  // One click of a manager, before it is her turn.
  await ana.page.goto("/planner");
  await expect(ana.page.getByText("Olga first; then it is your turn.")).toBeVisible();
  await ana.page.getByRole("button", { name: "Plan mine with the round" }).click();
  await expect(ana.page.getByText("Once it is your turn, yours is planned by itself")).toBeVisible();

  // Who is above plans by hand, and begins a page with somebody two levels down.
  await olga.page.goto("/planner");
  await expect(olga.page.getByText("It is your turn: what is above you is settled")).toBeVisible();
  await olga.page.getByRole("button", { name: "Begin a page with Ben" }).click();
  const notice = olga.page.getByRole("dialog", { name: "Before the page begins" });
  await expect(notice.locator("[data-notice-to=Ana]")).toContainText("- Ben: from");
  await notice.getByRole("button", { name: "Begin and tell 1 manager" }).click();
  await expect(rowOf(olga, "Ben")).toContainText("skip-level");
  await expect(olga.page.getByText("Everybody whose turn is in these weeks has a page with you.")).toBeVisible();
  await expectNoViolations(olga, "the planner in a round, with skip-levels");
  const ofOlgaAndBen = await rowOf(olga, "Ben").getByRole("link", { name: "Page with Ben" }).getAttribute("href");
  await plan(olga);
  await olga.page.getByRole("button", { name: /^Apply: / }).click();
  await expect(olga.page.getByRole("heading", { name: /^Applied / })).toBeVisible();

  // The next level was planned by itself, on the page as Ben has it.
  await olga.page.goto(`${home}?tab=planning`);
  await expect(olga.page.getByText(/^The last round, begun .*, is done\.$/)).toBeVisible();
  await ana.page.reload();
  await expect(ana.page.getByRole("heading", { name: /^Applied / })).toBeVisible();
  await expect(ana.page.locator(".planner-applied li")).toHaveText(/^Ben: moved$/);
  const startOf = async (path: string) => {
    await ben.page.goto(path);
    return ben.page.locator("[data-next-meeting] time").first().getAttribute("datetime");
  };
  const [withAna, withOlga] = [await startOf(ofAnaAndBen), await startOf(ofOlgaAndBen ?? "")];
  expect(withAna).not.toBe(withOlga);
  expect(withOlga).toMatch(/^\d{4}-\d\d-\d\dT/);

  // Who stands between knows that the two meet and nothing of their page, and who runs the round nothing of what Ana planned.
  const known = async (person: Person) => (await person.page.request.get("/api/me/planner")).text();
  expect(await known(ana)).not.toContain((ofOlgaAndBen ?? "/p/").split("/")[2]);
  await ana.page.goto("/settings/skip-levels");
  await expect(ana.page.locator("[data-skip-notice]")).toContainText("Olga meets people of your team");
  const told = await (await olga.page.request.get(`${api}/planning-round`)).text();
  for (const each of [await known(olga), told]) expect(each).not.toContain(ofAnaAndBen.split("/")[2]);
});
