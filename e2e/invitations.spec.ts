import { timesOf } from "@candor/integrations/calendar/itip/testing/times-of.ts";
import { answerByMail } from "@candor/integrations/mail/testing/answer-by-mail.ts";
import type { SmtpInbox } from "@candor/integrations/mail/testing/smtp-inbox.ts";
import { expect } from "@playwright/test";
import { expectNoViolations } from "./world/expect-no-violations.ts";
import { type Invited, invitationsIn, lineOf, listenerOf } from "./world/invited.ts";
import { test as base } from "./world/mail.ts";
import type { Person } from "./world/person.ts";
import { signInByMail } from "./world/sign-in.ts";
import { two } from "./world/two.ts";

const test = base.extend({
  environment: { CANDOR_INVITATION_ADDRESS: "meetings@example.org", CANDOR_MAIL_IN_PORT: "0" },
});

const BERLIN = { timezoneId: "Europe/Berlin" };
const TOLD_WITHIN = { timeout: 60_000 }; // a page is read once nobody has written in it for a while

async function told(inbox: SmtpInbox, count: number): Promise<Invited[]> {
  await expect.poll(() => invitationsIn(inbox).length, TOLD_WITHIN).toBe(count);
  return invitationsIn(inbox);
}

/** The instant of a wall clock there, in milliseconds since 1970. */
function berlin(wall: string): number {
  return Temporal.PlainDateTime.from(wall).toZonedDateTime("Europe/Berlin").epochMilliseconds;
}

const standing = (person: Person) => person.page.getByRole("region", { name: "In your calendars" });
const dialog = (person: Person) => person.page.getByRole("dialog", { name: "In your calendars" });
async function openSeries(person: Person): Promise<void> {
  await person.runFromPalette("Settings of your series");
  await expect(person.page.locator("[data-later]")).toBeVisible();
}
/** What the server knows by now, as whoever comes back to the tab sees it. */
const look = (person: Person) => person.page.evaluate(() => dispatchEvent(new Event("focus")));

test("two put their series into both calendars, answer by mail, move one meeting, and then all", async ({
  newPerson,
  inbox,
  server,
}) => {
  test.setTimeout(300_000);
  const [ana, sam] = await two(async (name) => {
    const person = await newPerson(name, BERLIN);
    person.mayReport(/WebSocket connection to/);
    await signInByMail(person, inbox, `${name.toLowerCase()}@example.org`);
    return person;
  });
  await ana.addTopic("Secret growth plans");
  await ana.expectSaved();

  // Explicit, and shown before it is sent.
  await standing(ana).getByRole("button", { name: "Put it in both calendars" }).click();
  await expect(dialog(ana)).toContainText("you, at ana@example.org");
  await expect(dialog(ana)).toContainText("Nothing counts as in a calendar before you answer there.");
  await expectNoViolations(ana, "the preview of an invitation");
  expect(invitationsIn(inbox)).toEqual([]);
  await dialog(ana).getByRole("button", { name: "Send the invitations" }).click();
  await expect(dialog(ana)).toContainText("You: invitation on its way");
  const [first, second] = await told(inbox, 2);
  expect([first?.to, second?.to].sort()).toEqual(["ana@example.org", "sam@example.org"]);
  const service = (name: string) => [first, second].find((sent) => sent?.to === `${name}@example.org`)?.from ?? "";
  for (const name of ["ana", "sam"]) expect(service(name)).toMatch(/^meetings\+\w+@example\.org$/);
  expect(service("ana")).not.toBe(service("sam"));
  for (const sent of [first, second]) {
    expect(sent?.method).toBe("REQUEST");
    expect(lineOf(sent, "RRULE")).toBe("RRULE:FREQ=WEEKLY");
    expect(`${sent?.ics}${sent?.text}${sent?.subject}`).not.toContain("growth");
  }
  const uid = lineOf(first, "UID");
  await look(ana);
  await expect(dialog(ana)).toContainText("Sam: invited, no answer yet");
  await ana.page.keyboard.press("Escape");

  // Sam accepts; somebody else says he didn't.
  const port = listenerOf(server);
  const reply = (partStat: string, more: string[] = []) => ({
    ...{ port, to: service("sam"), method: "REPLY" as const },
    lines: [uid, "SEQUENCE:0", ...more, `ATTENDEE;PARTSTAT=${partStat}:MAILTO:Sam@Example.org`],
  });
  await answerByMail({ ...reply("DECLINED"), from: "eve@evil.example" });
  await answerByMail({ ...reply("DECLINED"), to: service("ana"), from: "sam@example.org" }); // by Ana, say
  await answerByMail({ ...reply("ACCEPTED", ["COMMENT:Gladly"]), from: "sam@example.org" });
  await look(ana);
  await expect(standing(ana)).toContainText("Sam: accepted");
  await expect(standing(ana)).toContainText("Gladly");
  await expect(standing(ana)).toContainText("You: invited, no answer yet");
  await standing(ana).getByRole("button", { name: "Your calendars" }).click();
  await expect(dialog(ana)).toContainText("A mail from eve@evil.example was not believed");
  await expect(dialog(ana)).toContainText("An answer from Sam did not count: it came to an address that the other");
  await expectNoViolations(ana, "the calendars of both");
  await ana.page.keyboard.press("Escape");
  await expect(
    answerByMail({ ...reply("ACCEPTED"), to: "meetings@example.org", from: "sam@example.org" }),
  ).rejects.toThrow(/No such address/);

  // Ana asks for another time by mail; Sam takes it, and that one meeting alone is told.
  const start = lineOf(first, "DTSTART").split(":")[1] ?? "";
  const wall = `${start.slice(0, 4)}-${start.slice(4, 6)}-${start.slice(6, 8)}T${start.slice(9, 11)}:${start.slice(11, 13)}`;
  const at = (minutes: number) => new Date(berlin(wall) + minutes * 60_000).toISOString().replace(/[-:]|\.000/g, "");
  await answerByMail({
    ...{ port, to: service("ana"), from: "ana@example.org", method: "COUNTER" },
    lines: [
      ...[uid, "SEQUENCE:0", `RECURRENCE-ID:${at(0)}`, `DTSTART:${at(240)}`, `DTEND:${at(270)}`],
      "ATTENDEE;PARTSTAT=TENTATIVE:mailto:ana@example.org",
    ],
  });
  await look(sam);
  await expect(standing(sam)).toContainText("Ana: asks for another time");
  await standing(sam).getByRole("button", { name: "Your calendars" }).click();
  await expect(dialog(sam)).toContainText("Nobody knows whether you both are free then.");
  await dialog(sam).getByRole("button", { name: "Move it there" }).click();
  await sam.page.keyboard.press("Escape");
  const moved = (await told(inbox, 4)).slice(2);
  for (const sent of moved) {
    expect(sent.subject).toMatch(/^Moved: /);
    expect(lineOf(sent, "RECURRENCE-ID")).toBe(`RECURRENCE-ID;TZID=Europe/Berlin:${start}`);
    expect(lineOf(sent, "RRULE")).toBe("");
    expect(sent.ics.match(/BEGIN:VEVENT/g)).toHaveLength(1);
  }
  await look(ana);
  await expect(standing(ana)).toContainText("Sam: invited, no answer yet");

  // Sam asks for another time for a later one; both see it, and Ana takes it at once.
  const slot = (weeks: number) => Temporal.PlainDateTime.from(wall).add({ weeks }).toString({ smallestUnit: "minute" });
  const utc = (start: string, minutes = 0) =>
    new Date(berlin(start) + minutes * 60_000).toISOString().replace(/[-:]|\.000/g, "");
  const later = slot(3);
  await answerByMail({
    ...{ port, to: service("sam"), from: "sam@example.org", method: "COUNTER" },
    lines: [
      ...[uid, "SEQUENCE:0", `RECURRENCE-ID:${utc(later)}`, `DTSTART:${utc(later, 120)}`, `DTEND:${utc(later, 150)}`],
      "ATTENDEE;PARTSTAT=TENTATIVE:mailto:sam@example.org",
    ],
  });
  await look(sam);
  await standing(sam).getByRole("button", { name: "Your calendars" }).click();
  await expect(dialog(sam)).toContainText("Ana has not said yet");
  await sam.page.keyboard.press("Escape");
  await look(ana);
  await expect(standing(ana)).toContainText("Sam: asks for another time for a later one");
  await standing(ana).getByRole("button", { name: "Your calendars" }).click();
  await dialog(ana).getByRole("button", { name: "Move it there" }).click();
  await ana.page.keyboard.press("Escape");
  const recurrence = (start: string) => `RECURRENCE-ID;TZID=Europe/Berlin:${start.replace(/[-:]/g, "")}00`;
  for (const sent of (await told(inbox, 6)).slice(4)) {
    expect([sent.method, lineOf(sent, "RECURRENCE-ID"), lineOf(sent, "RRULE")]).toEqual([
      "REQUEST",
      recurrence(later),
      "",
    ]);
    expect(Number(lineOf(sent, "SEQUENCE").split(":")[1])).toBeGreaterThan(1);
  }

  // Sam leaves another later one out; Ana sees both, and what the series no longer has is dropped and told.
  const series = (person: Person) => person.page.getByRole("dialog", { name: "Your series" });
  await openSeries(sam);
  const row = (person: Person, start: string) => series(person).locator(`[data-slot="${start}"]`);
  await expect(row(sam, later)).toContainText("moved from");
  await expectNoViolations(sam, "the meetings after the next");
  await row(sam, slot(2)).getByRole("button", { name: "Change" }).click();
  await row(sam, slot(2)).getByLabel("Day", { exact: true }).fill(slot(4).slice(0, 10));
  await row(sam, slot(2)).getByRole("button", { name: "Move it there" }).click();
  await expect(row(sam, slot(2))).toContainText("Choose a day before that");
  await row(sam, slot(2)).getByRole("button", { name: "Leave it out" }).click();
  await expect(row(sam, slot(2))).toContainText("left out");
  await sam.page.keyboard.press("Escape");
  for (const sent of (await told(inbox, 8)).slice(6))
    expect([sent.method, lineOf(sent, "RECURRENCE-ID")]).toEqual(["CANCEL", recurrence(slot(2))]);
  await openSeries(ana);
  await expect(row(ana, slot(2))).toContainText("left out");
  await ana.page.keyboard.press("Escape");

  // From now on at another time, over a change of clocks.
  await standing(ana).getByRole("button", { name: "Your calendars" }).click();
  await dialog(ana).getByText("From now on at another time").click();
  await dialog(ana).getByLabel("First on").fill("2027-03-25");
  await dialog(ana).getByLabel("At", { exact: true }).fill("10:00");
  await dialog(ana).getByRole("button", { name: "Move the series" }).click();
  await expect(ana.page.getByText("so that their other times were dropped")).toBeVisible();
  await ana.page.keyboard.press("Escape");
  const all = (await told(inbox, 10)).slice(8);
  for (const sent of all) {
    expect(timesOf(sent.ics, 2)).toEqual(["2027-03-25T09:00:00.000Z", "2027-04-01T08:00:00.000Z"]);
    expect(Number(lineOf(sent, "SEQUENCE").split(":")[1])).toBeGreaterThan(1);
  }
  await expect(sam.page.locator("[data-next-meeting]")).toContainText("10:00");

  // And out again.
  await standing(sam).getByRole("button", { name: "Your calendars" }).click();
  await dialog(sam).getByRole("button", { name: "Take it out of both calendars" }).click();
  await dialog(sam).getByRole("button", { name: "Take it out", exact: true }).click();
  await expect(dialog(sam)).toContainText("This is what goes out");
  const gone = (await told(inbox, 12)).slice(10);
  expect(gone.map(({ method }) => method)).toEqual(["CANCEL", "CANCEL"]);
});

for (const colorScheme of ["light", "dark"] as const) {
  test(`on a phone in ${colorScheme} the calendars fit and break no rule`, async ({ newPerson, inbox }) => {
    const phone = { ...BERLIN, colorScheme, reducedMotion: "reduce" as const, viewport: { width: 390, height: 844 } };
    const ana = await newPerson("Ana", phone);
    ana.mayReport(/WebSocket connection to/);
    await signInByMail(ana, inbox, "ana@example.org");
    await ana.firstMinute("Sam");
    await standing(ana).getByRole("button", { name: "Put it in both calendars" }).focus();
    await ana.page.keyboard.press("Enter");
    await expect(dialog(ana)).toContainText("Sam, once they have signed in with an e-mail address");
    await expectNoViolations(ana, "the preview on a phone");
    await ana.page.screenshot({ path: test.info().outputPath(`preview-${colorScheme}.png`) });
    await dialog(ana).getByRole("button", { name: "Send the invitations" }).focus();
    await ana.page.keyboard.press("Enter");
    await told(inbox, 1);
    await look(ana);
    await expect(dialog(ana)).toContainText("Sam: no address known");
    await expectNoViolations(ana, "the calendars on a phone");
    await ana.page.screenshot({ path: test.info().outputPath(`calendars-${colorScheme}.png`) });
    await ana.page.keyboard.press("Escape");
    await expect(standing(ana)).toContainText("You: invited, no answer yet");
    await ana.page.screenshot({ path: test.info().outputPath(`page-${colorScheme}.png`) });
    expect(await ana.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    await openSeries(ana);
    const change = ana.page.locator("[data-later]").getByRole("button", { name: "Change" });
    await change.first().focus();
    await ana.page.keyboard.press("Enter");
    await ana.page.getByRole("button", { name: "Leave it out" }).press("Enter");
    await expect(ana.page.locator("[data-later]")).toContainText("left out");
    await change.nth(1).press("Enter");
    await expect(ana.page.getByText("These would go:")).toBeVisible();
    await expectNoViolations(ana, "the meetings after the next on a phone");
    await ana.page.getByRole("heading", { name: "After your next meeting" }).scrollIntoViewIfNeeded();
    await ana.page.screenshot({ path: test.info().outputPath(`later-${colorScheme}.png`) });
    expect(await ana.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  });
}

test("a mail server that is away and a power cut double nothing", async ({ newPerson, inbox, server }) => {
  const ana = await newPerson("Ana", BERLIN);
  ana.mayReport(/WebSocket connection to|net::ERR_|status of 50/);
  await signInByMail(ana, inbox, "ana@example.org");
  await ana.firstMinute("Sam");
  inbox.isBusy = true;
  await standing(ana).getByRole("button", { name: "Put it in both calendars" }).click();
  await dialog(ana).getByRole("button", { name: "Send the invitations" }).click();
  await expect(dialog(ana)).toContainText("You: invitation on its way");
  await server.kill();
  inbox.isBusy = false;
  await server.restart();
  await told(inbox, 1);
  await server.restart();
  await look(ana);
  await expect(dialog(ana)).toContainText("You: invited, no answer yet");
  expect(invitationsIn(inbox)).toHaveLength(1);
});

base("a server that sends mail but reads none says so plainly", async ({ newPerson, inbox }) => {
  const ana = await newPerson("Ana");
  ana.mayReport(/WebSocket connection to/);
  await signInByMail(ana, inbox, "ana@example.org");
  await ana.firstMinute("Sam");
  await standing(ana).getByRole("button", { name: "Your calendars" }).click();
  await expect(dialog(ana)).toContainText("no address at which answers of calendars come in");
  await expect(dialog(ana).getByRole("button", { name: "Send the invitations" })).toHaveCount(0);
});
