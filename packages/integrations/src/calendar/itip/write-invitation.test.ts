import { execFileSync } from "node:child_process";
import { judgeInvitations, NOTHING_SENT, type SentInvitations } from "@candor/core/invitation/judge-invitations.ts";
import type { Schedule } from "@candor/core/invitation/schedule.ts";
import fc from "fast-check";
import ICAL from "ical.js";
import nodeIcal from "node-ical";
import { expect, test } from "vitest";
import { readComponents } from "../ics/read-components.ts";
import { invitationOf } from "./invitation-of.ts";
import { describeInZones } from "./testing/in-zones.ts";
import { type Invitation, writeInvitation } from "./write-invitation.ts";

const ORGANIZER = { name: "Ana and Ben", address: "candor+k7f3@example.org" };
const ATTENDEES = [
  { name: "Ana", address: "ana@example.org" },
  { name: "Ben", address: "ben@example.org" },
];
const frame = {
  asks: true,
  organizer: ORGANIZER,
  attendees: ATTENDEES,
  summary: "1:1 Ana and Ben",
  link: "https://a.example/p/1",
};

/** What is sent when a schedule follows another, each written out. */
function sentFor(...steps: { now: string; schedule: Schedule | null }[]) {
  let sent: SentInvitations = NOTHING_SENT;
  return steps.map(({ now, schedule }) => {
    const judged = judgeInvitations({
      ...{ sent, schedule, now: Temporal.Instant.from(now) },
      uidOf: (name) => `${name}.p@meeting.candor`,
    });
    sent = judged.sent;
    return judged.messages.map((message) => writeInvitation({ ...frame, ...invitationOf(message) }));
  });
}

const weekly = (slot: string, start: string | null = slot, timeZone = "Europe/Berlin"): Schedule => ({
  rhythm: { timeZone, minutes: 30, everyWeeks: 1 },
  planned: [{ id: "m1", slot, place: start === null ? null : { start, timeZone, minutes: 30 } }],
  settled: [],
});
const linesOf = (text: string) => text.replaceAll("\r\n ", "").split("\r\n");
/** Of the event, or before it where there is none such in the zones' definitions. */
const lineOf = (text: string, name: string) =>
  linesOf(text.replace(/BEGIN:VTIMEZONE[\s\S]*END:VTIMEZONE\r\n/, "")).find((line) =>
    new RegExp(`^${name}[;:]`).test(line),
  );

/** The instants of an event, and of an override by its own, as ical.js reads them. */
function readByIcal(text: string) {
  const calendar = new ICAL.Component(ICAL.parse(text));
  for (const zone of calendar.getAllSubcomponents("vtimezone")) ICAL.TimezoneService.register(zone);
  return calendar.getAllSubcomponents("vevent").map((component) => new ICAL.Event(component));
}

describeInZones("an invitation as calendars read it", () => {
  test("has the organizer that is read, both people, the zone and its rule, and nothing of the agenda", () => {
    const [[text = ""] = []] = sentFor({ now: "2026-12-01T08:00:00Z", schedule: weekly("2026-12-02T10:00") });
    expect(linesOf(text).filter((line) => line.startsWith("ATTENDEE"))).toHaveLength(2);
    expect(lineOf(text, "ORGANIZER")).toBe('ORGANIZER;CN="Ana and Ben":mailto:candor+k7f3@example.org');
    expect(lineOf(text, "DTSTART")).toBe("DTSTART;TZID=Europe/Berlin:20261202T100000");
    expect(lineOf(text, "DTEND")).toBe("DTEND;TZID=Europe/Berlin:20261202T103000");
    expect(lineOf(text, "RRULE")).toBe("RRULE:FREQ=WEEKLY");
    expect(lineOf(text, "DTSTAMP")).toBe("DTSTAMP:20261201T080000Z");
    expect(text).toContain("BEGIN:VTIMEZONE");
    expect(lineOf(text, "DESCRIPTION")).toBe("DESCRIPTION:https://a.example/p/1");
  });

  test("of a moved meeting is the one time alone, under the time it stands for, in the series' own zone", () => {
    const [, [text = ""] = []] = sentFor(
      { now: "2026-12-01T08:00:00Z", schedule: weekly("2026-12-02T10:00") },
      { now: "2026-12-01T09:00:00Z", schedule: weekly("2026-12-02T10:00", "2026-12-03T14:00") },
    );
    expect(lineOf(text, "RECURRENCE-ID")).toBe("RECURRENCE-ID;TZID=Europe/Berlin:20261202T100000");
    expect(lineOf(text, "RRULE")).toBeUndefined();
    expect(text.match(/BEGIN:VEVENT/g)).toHaveLength(1);
    const [event] = readByIcal(text);
    expect(event?.startDate.toJSDate().toISOString()).toBe("2026-12-03T13:00:00.000Z");
    expect(event?.recurrenceId.toJSDate().toISOString()).toBe("2026-12-02T09:00:00.000Z");
  });

  test("of a series that ended says its last time in UTC, and one left out in the zone it was told in", () => {
    const [, [skip = ""] = [], [end = ""] = []] = sentFor(
      { now: "2027-03-01T08:00:00Z", schedule: weekly("2027-03-03T10:00") },
      { now: "2027-03-20T08:00:00Z", schedule: weekly("2027-03-31T10:00") },
      { now: "2027-04-10T08:00:00Z", schedule: null },
    );
    expect(lineOf(skip, "METHOD")).toBe("METHOD:CANCEL");
    expect(lineOf(skip, "STATUS")).toBe("STATUS:CANCELLED");
    expect(lineOf(end, "RRULE")).toBe("RRULE:FREQ=WEEKLY;UNTIL=20270407T080000Z");
    expect(lineOf(end, "EXDATE")).toBe("EXDATE;TZID=Europe/Berlin:20270324T100000");
    const [event] = readByIcal(end);
    const times = event?.iterator();
    const seen: string[] = [];
    for (let at = times?.next(); at; at = times?.next()) seen.push(at.toJSDate().toISOString());
    // over the change of clocks of 28 March, and without the 24th
    expect(seen).toEqual([
      "2027-03-03T09:00:00.000Z",
      "2027-03-10T09:00:00.000Z",
      "2027-03-17T09:00:00.000Z",
      "2027-03-31T08:00:00.000Z",
      "2027-04-07T08:00:00.000Z",
    ]);
    const read = Object.values(nodeIcal.sync.parseICS(end)).find((each) => each?.type === "VEVENT");
    if (read?.type !== "VEVENT" || !read.rrule) throw new Error("node-ical reads no rule");
    expect(read.rrule.between(new Date("2027-03-30"), new Date("2027-05-01"))).toHaveLength(2);
  });

  test("every zone this machine knows gives the same instant to two other readers", () => {
    const wrong: string[] = [];
    for (const timeZone of Intl.supportedValuesOf("timeZone")) {
      const [[text = ""] = []] = sentFor({
        now: "2026-12-01T08:00:00Z",
        schedule: weekly("2026-12-02T10:00", undefined, timeZone),
      });
      const instant = Temporal.PlainDateTime.from("2026-12-02T10:00").toZonedDateTime(timeZone).epochMilliseconds;
      if (readByIcal(text)[0]?.startDate.toJSDate().getTime() !== instant) wrong.push(`ical.js ${timeZone}`);
      const read = Object.values(nodeIcal.sync.parseICS(text)).find((each) => each?.type === "VEVENT");
      if (read?.type !== "VEVENT" || read.start.getTime() !== instant) wrong.push(`node-ical ${timeZone}`);
    }
    expect(wrong).toEqual([]);
  });

  test("whatever a person is called, no line of a calendar comes of it", () => {
    const names = fc.oneof(
      fc.string({ unit: fc.constantFrom(...'aü☕𝄞^";:,\\=\r\n\t\0\u2028\u0085 '), maxLength: 120 }),
      fc.constantFrom(
        'Ana "the, boss";\r\nATTENDEE:mailto:eve@evil.example',
        "ü".repeat(60),
        "^n^'^^",
        "a\u2028b\u0085c",
      ),
    );
    fc.assert(
      fc.property(names, (name) => {
        const event: Invitation["event"] = {
          ...{ uid: "s1.p@meeting.candor", sequence: 0, stamp: 0, everyWeeks: 1, until: null, skipped: [] },
          ...{ place: { start: "2026-12-02T10:00", timeZone: "UTC", minutes: 30 }, instead: null, follows: null },
        };
        const attendees = [{ name, address: "ana@example.org" }];
        const text = writeInvitation({ ...frame, method: "REQUEST", attendees, summary: name, event });
        for (const line of text.split("\r\n")) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
        expect(text).not.toMatch(/\r(?!\n)|[^\r]\n/);
        const [read] = readByIcal(text);
        expect(read?.attendees.map((each) => each.getFirstValue())).toEqual(["mailto:ana@example.org"]);
        expect(readComponents(text).events[0]?.answers).toEqual([
          { address: "ana@example.org", partStat: "NEEDS-ACTION" },
        ]);
      }),
      { seed: 15, numRuns: 60 },
    );
  });
});

const PYTHON = `
import datetime, sys, icalendar
calendar = icalendar.Calendar.from_ical(sys.stdin.buffer.read())
for event in calendar.walk("VEVENT"):
    print(event["UID"], event["DTSTART"].dt.astimezone(datetime.timezone.utc).isoformat(), event["SEQUENCE"])
`;

const python = ["/usr/bin/python3", "python3"].find(hasReader);

test.skipIf(python === undefined)("a third reader, in another language, reads the same", () => {
  const [[text = ""] = []] = sentFor({ now: "2027-07-01T08:00:00Z", schedule: weekly("2027-07-07T10:00") });
  const said = execFileSync(python ?? "", ["-c", PYTHON], { input: text, encoding: "utf8" });
  expect(said.trim()).toBe("s1.p@meeting.candor 2027-07-07T08:00:00+00:00 0");
});

function hasReader(program: string): boolean {
  try {
    execFileSync(program, ["-c", "import icalendar"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}
