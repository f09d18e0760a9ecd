import { basic, missing, RADICALE } from "@candor/integrations/calendar/caldav/testing/dav-servers.ts";
import { timesOf } from "@candor/integrations/calendar/itip/testing/times-of.ts";
import { answerByMail } from "@candor/integrations/mail/testing/answer-by-mail.ts";
import { type APIRequestContext, expect } from "@playwright/test";
import { type CalendarHost, calendarOf, openCalendarHost, weekly } from "./world/calendar-host.ts";
import { CandorServer } from "./world/candor-server.ts";
import { expectNoViolations } from "./world/expect-no-violations.ts";
import { type Invited, invitationsIn, lineOf, listenerOf } from "./world/invited.ts";
import { test as base, readMail } from "./world/mail.ts";
import type { Person } from "./world/person.ts";
import { setClock } from "./world/set-clock.ts";
import { signInByMail } from "./world/sign-in.ts";

type Dav = { origin: string; password: string };

const REPORTS = ["Sam", "Ben", "Cem", "Dia", "Eva", "Fay"] as const;
const BERLIN = "Europe/Berlin";
const NEW_YORK = "America/New_York";
/** A Thursday. Clocks go forward in New York on the 14th, in Berlin on the 28th: for two weeks they are an hour closer. */
const BEGINS = "2027-03-04T07:00:00Z";
const CHANGED = "2027-03-29T06:00:00Z"; // the Monday after, in both summer
const TOLD_WITHIN = { timeout: 60_000 }; // a page is read once nobody has written in it for a while

/** A server of which it is always the spring of 2027, that sends and reads mail and may ask two calendars of this machine. */
const test = base.extend<{ radicale: Dav; host: CalendarHost }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads what a fixture needs from its pattern
  radicale: async ({}, use) => {
    const server = await RADICALE.start();
    await use(server);
    await server.close();
  },
  // biome-ignore lint/correctness/noEmptyPattern: the same
  host: async ({}, use) => {
    const host = await openCalendarHost();
    await use(host);
    host.close();
  },
  server: async ({ inbox, radicale, host }, use, testInfo) => {
    const server = await CandorServer.start({
      aheadMilliseconds: Date.parse(BEGINS) - Date.now(),
      environment: {
        CANDOR_SMTP_URL: inbox.url,
        CANDOR_MAIL_FROM: "Candor <candor@example.org>",
        CANDOR_INVITATION_ADDRESS: "meetings@example.org",
        CANDOR_MAIL_IN_PORT: "0",
        CANDOR_CALENDAR_ORIGINS: `${radicale.origin},${host.origin}`,
      },
    });
    await use(server);
    await server.stop();
    if (testInfo.status !== testInfo.expectedStatus) await testInfo.attach("server", { body: server.output });
  },
});
const sentence = missing(RADICALE);
test.skip(sentence !== null, sentence ?? "");

const addressOf = (name: string) => `${name.toLowerCase()}@example.org`;
const standing = ({ page }: Person) => page.getByRole("region", { name: "In your calendars" });
const dialog = ({ page }: Person) => page.getByRole("dialog", { name: "In your calendars" });
const setAhead = ({ context }: Person, milliseconds: number) =>
  context.addInitScript(`(${setClock.toString()})(${milliseconds})`);

/** The wall clock of an instant, as 2027-03-09T15:00. */
function wall(instant: string, zone: string): string {
  return Temporal.Instant.from(instant).toZonedDateTimeISO(zone).toPlainDateTime().toString({ smallestUnit: "minute" });
}

const basicUtc = (instant: Temporal.Instant) => instant.toString().replace(/[-:]/g, "");

test("two calendars are connected, six 1:1s planned and put into everybody’s calendar, answered, moved, and the clocks change", async ({
  newPerson,
  inbox,
  server,
  radicale,
  host,
  playwright,
}) => {
  test.setTimeout(400_000);
  const begins = async (name: string, timezoneId: string) => {
    const person = await newPerson(name, { timezoneId });
    person.mayReport(/WebSocket connection to|net::ERR_|status of 50/);
    await setAhead(person, server.aheadMilliseconds);
    await signInByMail(person, inbox, addressOf(name));
    return person;
  };
  const ana = await begins("Ana", BERLIN);
  const sam = await begins("Sam", NEW_YORK);
  const { page } = ana;

  // Six pages; Sam's other end is a browser in New York, those of the others speak for themselves.
  const pages = new Map<string, string>();
  for (const name of REPORTS) {
    await page.goto("/");
    await page.locator("#begin-name").fill(name);
    await page.keyboard.press("Enter");
    await expect(page).toHaveTitle(new RegExp(name));
    await expect(page.getByRole("heading", { level: 2, name: "Agenda" })).toBeVisible();
    const id = new URL(page.url()).pathname.split("/")[2] ?? "";
    pages.set(name, id);
    await ana.expectSaved();
    const link = await ana.invite();
    const headers = { origin: server.url };
    const options = { baseURL: server.url, extraHTTPHeaders: headers };
    host.events.set(`/${name}.ics`, weekly(1 + (pages.size % 5), 10, 13));
    if (name === "Sam") {
      await sam.join(link);
      const request = await playwright.request.newContext({
        ...{ ...options, storageState: await sam.context.storageState() },
      });
      await shareCalendar(request, `${host.origin}/${name}.ics`, id);
      await request.dispose();
      continue;
    }
    const request = await playwright.request.newContext(options);
    const asked = await request.post("/api/auth/mail", { data: { email: addressOf(name) } });
    const { code } = await readMail(inbox, addressOf(name));
    const entered = await request.post("/api/auth/mail/code", { data: { id: (await asked.json()).id, code } });
    expect(entered.status()).toBe(200);
    const { pathname, hash } = new URL(link);
    const accepted = await request.post(`/api/invitations/${pathname.split("/")[2]}/accept`, {
      data: { secret: hash.slice(1), name },
    });
    expect(accepted.status()).toBe(200);
    await shareCalendar(request, `${host.origin}/${name}.ics`, id);
    await request.dispose();
  }

  // An address and an account: what stands in either is kept free of 1:1s.
  host.events.set("/Ana.ics", weekly(4, 14, 17));
  const planted = await fetch(`${radicale.origin}/ana/work/standing.ics`, {
    method: "PUT",
    headers: { authorization: basic("ana"), "content-type": "text/calendar" },
    body: `${calendarOf(weekly(2, 9, 12))}`,
  });
  expect(planted.status).toBe(201);
  await page.goto("/settings/calendar");
  await page.getByLabel("Its secret address").fill(`${host.origin}/Ana.ics`);
  await page.keyboard.press("Enter");
  await expect(page.getByText("Read just now, 1 entry.")).toBeVisible();
  await page.getByLabel("Server", { exact: true }).fill(radicale.origin);
  await page.getByLabel("User name").fill("ana");
  await page.getByLabel("App password").fill(radicale.password);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("checkbox", { name: "Work & more" })).toBeChecked();
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Read just now, 1 entry.")).toHaveCount(2);

  await page.goto("/planner");
  await expect
    .poll(async () => {
      const { series, mine } = await (await page.request.get("/api/me/planner")).json();
      return [mine, ...series].map(({ calendar }: { calendar: string }) => calendar);
    })
    .toEqual(["known", ...REPORTS.map(() => "known")]);
  await page.reload();
  await page.getByRole("button", { name: "Plan my 1:1s" }).click();
  await expect(page.getByRole("heading", { name: "The plan", exact: true })).toBeVisible(TOLD_WITHIN);
  await expect(page.getByText("Sam is in New York.")).toBeVisible();
  await lookAtWeeks(ana);
  await page.getByRole("button", { name: /^Apply: / }).click();
  await expect(page.getByRole("heading", { name: /^Applied / })).toBeVisible();

  // Into both calendars of each pair.
  for (const name of REPORTS) {
    await page.goto(`/p/${pages.get(name)}`);
    await standing(ana).getByRole("button", { name: "Put it in both calendars" }).click();
    await dialog(ana).getByRole("button", { name: "Send the invitations" }).click();
    await expect(dialog(ana)).toContainText(/invitation on its way|invited, no answer yet/);
  }
  let known = 0;
  const told = async (count: number): Promise<Invited[]> => {
    await expect.poll(() => invitationsIn(inbox).length, TOLD_WITHIN).toBeGreaterThanOrEqual(known + count);
    const news = invitationsIn(inbox).slice(known);
    expect(news.map(({ to, subject }) => `${to} ${subject}`)).toHaveLength(count);
    known += count;
    return news;
  };
  const invited = await told(2 * REPORTS.length);
  const to = (name: string, among: readonly Invited[] = invited) => among.filter(({ to }) => to === addressOf(name));
  for (const name of REPORTS) {
    const [theirs] = to(name);
    const uid = lineOf(theirs, "UID");
    const [mine] = to("Ana").filter((sent) => lineOf(sent, "UID") === uid);
    for (const sent of [theirs, mine]) {
      expect(sent?.method, name).toBe("REQUEST");
      expect(lineOf(sent, "RRULE")).toBe("RRULE:FREQ=WEEKLY");
      expect(lineOf(sent, "DTSTART")).toContain(`TZID=${BERLIN}`);
      expect(sent?.ics).toMatch(/BEGIN:VTIMEZONE\s+TZID:Europe\/Berlin\s/);
      expect(`${sent?.ics}${sent?.text}`).not.toContain("Moonshot");
    }
    for (const at of timesOf(theirs?.ics ?? "", 4)) expectFree(wall(at, BERLIN));
  }
  expect(new Set(to("Ana").map((sent) => lineOf(sent, "DTSTART"))).size).toBe(REPORTS.length);

  // Sam's calendar accepts. In both places the meeting keeps its hour in Berlin, over the two changes.
  const [toSam] = to("Sam");
  const port = listenerOf(server);
  await answerByMail({
    ...{ port, from: addressOf("Sam"), to: toSam?.from ?? "", method: "REPLY" },
    lines: [lineOf(toSam, "UID"), lineOf(toSam, "SEQUENCE"), `ATTENDEE;PARTSTAT=ACCEPTED:mailto:${addressOf("Sam")}`],
  });
  await page.goto(`/p/${pages.get("Sam")}`);
  await expect(standing(ana)).toContainText("Sam: accepted");
  const samsTimes = timesOf(toSam?.ics ?? "", 5);
  const [hour = ""] = samsTimes.map((at) => wall(at, BERLIN).slice(11));
  expect(samsTimes.map((at) => wall(at, BERLIN).slice(11))).toEqual(samsTimes.map(() => hour));
  const apart = samsTimes.map((at) => Number(hour.slice(0, 2)) - Number(wall(at, NEW_YORK).slice(11, 13)));
  expect(apart.slice(0, 4)).toEqual([6, 5, 5, 6].slice(0, 4));
  await expect(sam.page.locator("[data-next-meeting]")).toContainText(wall(samsTimes[0] ?? "", NEW_YORK).slice(11));

  // Ben's asks for another time, and gets it: that one meeting alone is told.
  const [toBen] = to("Ben");
  const [bens = ""] = timesOf(toBen?.ics ?? "", 1);
  const earlier = Temporal.Instant.from(bens);
  const later = earlier.add({ hours: wall(bens, BERLIN).slice(11) < "14:00" ? 3 : -3 });
  await answerByMail({
    ...{ port, from: addressOf("Ben"), to: toBen?.from ?? "", method: "COUNTER" },
    lines: [
      ...[lineOf(toBen, "UID"), lineOf(toBen, "SEQUENCE"), `RECURRENCE-ID:${basicUtc(earlier)}`],
      ...[`DTSTART:${basicUtc(later)}`, `DTEND:${basicUtc(later.add({ minutes: 30 }))}`],
      `ATTENDEE;PARTSTAT=TENTATIVE:mailto:${addressOf("Ben")}`,
    ],
  });
  await page.goto(`/p/${pages.get("Ben")}`);
  await expect(standing(ana)).toContainText("Ben: asks for another time");
  await standing(ana).getByRole("button", { name: "Your calendars" }).click();
  await dialog(ana).getByRole("button", { name: "Move it there" }).click();
  expectOnlyMoved(await told(2), toBen, wall(later.toString(), BERLIN));

  // Ana can't make one with Cem: the same.
  const [toCem] = to("Cem");
  await page.goto(`/p/${pages.get("Cem")}`);
  await page.getByRole("button", { name: "Can’t make it?" }).click();
  await page.getByRole("dialog").getByRole("listitem").first().getByRole("button").click();
  const next = page.locator("[data-next-meeting] time").first();
  await expect(next).not.toHaveAttribute("datetime", wall(timesOf(toCem?.ics ?? "", 1)[0] ?? "", BERLIN));
  expectOnlyMoved(await told(2), toCem, (await next.getAttribute("datetime")) ?? "");

  // Three weeks on, both are in summer time: nobody is told anything, and the hour is what it was.
  await ana.expectSaved();
  await sam.expectSaved();
  const on = Date.parse(CHANGED) - Date.parse(BEGINS);
  server.aheadMilliseconds += on;
  await server.restart();
  for (const person of [ana, sam]) await setAhead(person, on);
  await sam.page.goto(`/p/${pages.get("Sam")}`);
  await sam.page.getByRole("button", { name: "Yes, we met" }).click();
  await expect(sam.page.locator("[data-next-meeting]")).toContainText(
    wall(samsTimes[3] ?? "", NEW_YORK).slice(11), // six hours apart again
  );
  await page.goto(`/p/${pages.get("Sam")}`);
  await expect(page.locator("[data-next-meeting]")).toContainText(hour);

  // From now on on Thursdays at nine: what was stays as it was, under its name, and what comes has a name of its own.
  await standing(ana).getByRole("button", { name: "Your calendars" }).click();
  await dialog(ana).getByText("From now on at another time").click();
  await dialog(ana).getByLabel("First on").fill("2027-04-08");
  await dialog(ana).getByLabel("At", { exact: true }).fill("15:30");
  await dialog(ana).getByRole("button", { name: "Move the series" }).click();
  const changed = await told(4);
  for (const name of ["Ana", "Sam"]) {
    const [ended, begun] = to(name, changed);
    expect(lineOf(ended, "UID")).toBe(lineOf(toSam, "UID"));
    expect(lineOf(ended, "RRULE")).toMatch(/^RRULE:FREQ=WEEKLY;UNTIL=202703\d\dT\d{6}Z$/);
    expect(lineOf(begun, "UID")).not.toBe(lineOf(toSam, "UID"));
    expect(lineOf(begun, "RELATED-TO")).toContain(lineOf(toSam, "UID").slice(4));
    expect(timesOf(begun?.ics ?? "", 2)).toEqual(["2027-04-08T13:30:00.000Z", "2027-04-15T13:30:00.000Z"]);
    const number = (sent: Invited | undefined) => Number(lineOf(sent, "SEQUENCE").split(":")[1]);
    expect(number(ended)).toBeGreaterThan(number(toSam));
  }
  await expect(sam.page.locator("[data-next-meeting]")).toContainText("09:30");
});

async function shareCalendar(request: APIRequestContext, address: string, page: string): Promise<void> {
  const connected = await request.post("/api/me/calendars", {
    data: { address, timeZone: BERLIN, allDayCounts: true },
  });
  expect(connected.status()).toBe(201);
  expect((await request.put(`/api/pairs/${page}/busy-share`, { data: { shares: true } })).status()).toBe(204);
}

/** Neither where her account is taken nor where the calendar at the address is. */
function expectFree(at: string): void {
  const weekday = Temporal.PlainDateTime.from(at).dayOfWeek;
  const time = at.slice(11);
  expect(weekday === 2 && time > "08:30" && time < "12:00", `${at} is taken in the account`).toBe(false);
  expect(weekday === 4 && time > "13:30" && time < "17:00", `${at} is taken at the address`).toBe(false);
}

/** Both are told of one meeting of a series, and of nothing else. @param to its new wall clock in Berlin. */
function expectOnlyMoved(sent: readonly Invited[], series: Invited | undefined, to: string): void {
  const [first = ""] = timesOf(series?.ics ?? "", 1);
  expect(new Set(sent.map((each) => each.to)).size).toBe(2);
  for (const each of sent) {
    expect(lineOf(each, "UID")).toBe(lineOf(series, "UID"));
    expect(lineOf(each, "RRULE")).toBe("");
    expect(each.ics.match(/BEGIN:VEVENT/g)).toHaveLength(1);
    const stamp = wall(first, BERLIN).replace(/[-:]/g, "");
    expect(lineOf(each, "RECURRENCE-ID")).toBe(`RECURRENCE-ID;TZID=${BERLIN}:${stamp}00`);
    const start = lineOf(each, "DTSTART").split(":")[1] ?? "";
    expect(start.slice(0, 13)).toBe(to.replace(/[-:]/g, ""));
  }
}

/** The plan's weeks at a desk, in the dark, and on a phone, by keys alone. */
async function lookAtWeeks(ana: Person): Promise<void> {
  const { page } = ana;
  const shot = (name: string) => page.screenshot({ path: test.info().outputPath(`${name}.png`), fullPage: true });
  await expectNoViolations(ana, "the weeks at a desk");
  await shot("weeks-desk");
  await page.emulateMedia({ colorScheme: "dark" });
  await expectNoViolations(ana, "the weeks in the dark");
  await shot("weeks-dark");
  await page.setViewportSize({ width: 390, height: 844 });
  await expect(page.locator('[data-which="today"]')).toBeHidden();
  await page.getByRole("group", { name: "Week" }).getByRole("button").nth(2).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("group", { name: "Week" }).getByRole("button").nth(2)).toHaveAttribute(
    "aria-pressed",
    "true",
  );
  await expectNoViolations(ana, "the weeks on a phone in the dark");
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  await shot("weeks-phone-dark");
  await page.emulateMedia({ colorScheme: "light" });
  await shot("weeks-phone");
  await page.setViewportSize({ width: 1280, height: 900 });
}
