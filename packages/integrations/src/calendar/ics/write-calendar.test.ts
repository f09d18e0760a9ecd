import fc from "fast-check";
import ICAL from "ical.js";
import nodeIcal from "node-ical";
import { describe, expect, test } from "vitest";
import { readComponents } from "./read-components.ts";
import { reading, say } from "./testing/busy-of.ts";
import { type WrittenEvent, writeCalendar } from "./write-calendar.ts";
import { writeZone } from "./write-zone.ts";
import { tableOfDefinition } from "./zone-definition.ts";
import { offsetAt, tableOfZone } from "./zone-table.ts";

const CHANGED = new Date("2026-11-24T09:00:00Z");
const plain: WrittenEvent = {
  uid: "m1.p1@meeting.candor",
  start: "2026-12-01T10:00",
  timeZone: "Europe/Berlin",
  minutes: 30,
  summary: "1:1",
};

function write(...events: Partial<WrittenEvent>[]): string {
  return writeCalendar({
    ...{ name: "1:1s", revision: 3, changedAt: CHANGED },
    events: events.map((event) => ({ ...plain, ...event })),
  });
}

const YEARS = { from: 2026, until: 2035 };
const [BEGIN, END] = [Date.UTC(YEARS.from, 0, 2), Date.UTC(YEARS.until + 1, 0, 1)];
const HOURS = Array.from({ length: Math.floor((END - BEGIN) / 86_400_000) }, (_, day) => BEGIN + day * 86_400_000);

/** Both sides of each change to the minute, and noon and midnight of each day. */
function probesOf(id: string): number[] {
  const changes = tableOfZone(id, BEGIN, END).changes.flatMap(({ at }) => [at - 60_000, at, at + 60_000]);
  return [...changes, ...HOURS];
}

describe("the definition of a zone", () => {
  test("every zone that this machine knows is written as it is, for ten years", () => {
    const wrong: string[] = [];
    for (const id of Intl.supportedValuesOf("timeZone")) {
      const text = ["BEGIN:VCALENDAR", ...writeZone(id, YEARS), "END:VCALENDAR"].join("\r\n");
      const definition = readComponents(text).zones.get(id);
      const written = definition && tableOfDefinition(definition, BEGIN, END);
      const real = tableOfZone(id, BEGIN, END);
      if (!written || probesOf(id).some((at) => offsetAt(written, at) !== offsetAt(real, at))) wrong.push(id);
    }
    expect(wrong).toEqual([]);
  });

  test("another's reader finds the same offsets in it, on both sides of every change", () => {
    const wrong: string[] = [];
    for (const id of Intl.supportedValuesOf("timeZone")) {
      const text = ["BEGIN:VCALENDAR", ...writeZone(id, YEARS), "END:VCALENDAR"].join("\r\n");
      const component = new ICAL.Component(ICAL.parse(text)).getFirstSubcomponent("vtimezone");
      if (!component) throw new Error(`${id} has no definition`);
      const zone = new ICAL.Timezone(component);
      const { changes } = tableOfZone(id, BEGIN, END);
      let before = tableOfZone(id, BEGIN, END).first;
      for (const { at, offset } of changes) {
        // Asked by the wall clock two hours and a half before and after, where there is no doubt which is meant.
        for (const [wall, expected] of [
          [at + before - 9_000_000, before],
          [at + offset + 9_000_000, offset],
        ] as const) {
          const time = ICAL.Time.fromJSDate(new Date(wall), true);
          time.zone = zone;
          if (zone.utcOffset(time) * 1000 !== expected) wrong.push(`${id} ${new Date(at).toISOString()}`);
        }
        before = offset;
      }
    }
    expect(wrong).toEqual([]);
  });

  test("a zone with two changes a year is written by two rules, which is what desktop calendars read", () => {
    const lines = writeZone("Europe/Berlin", YEARS);
    expect(lines.filter((line) => line.startsWith("RRULE"))).toEqual([
      "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
      "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU",
    ]);
    expect(writeZone("America/New_York", YEARS)).toContain("RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU");
    expect(writeZone("Asia/Kolkata", YEARS).filter((line) => line.startsWith("BEGIN:"))).toEqual([
      "BEGIN:VTIMEZONE",
      "BEGIN:STANDARD",
    ]);
  });
});

describe("a calendar that others subscribe to", () => {
  test("is read by others as it was meant", () => {
    const text = write(
      {},
      { uid: "m2", start: "2026-07-01T09:30", timeZone: "America/New_York", minutes: 45 },
      { uid: "m3", timeZone: "UTC" },
    );
    expect(reading(text, { isOwn: () => false }).spans.map(say)).toEqual([
      "2026-07-01T13:30 45m",
      "2026-12-01T09:00 30m",
      "2026-12-01T10:00 30m",
    ]);
    const events = new ICAL.Component(ICAL.parse(text)).getAllSubcomponents("vevent");
    for (const zone of new ICAL.Component(ICAL.parse(text)).getAllSubcomponents("vtimezone"))
      ICAL.TimezoneService.register(new ICAL.Timezone(zone));
    expect(events.map((event) => new ICAL.Event(event).startDate.toJSDate().toISOString()).sort()).toEqual([
      "2026-07-01T13:30:00.000Z",
      "2026-12-01T09:00:00.000Z",
      "2026-12-01T10:00:00.000Z",
    ]);
    const second = Object.values(nodeIcal.sync.parseICS(text)).filter((each) => each?.type === "VEVENT");
    expect(second.map((each) => (each as { start: Date; end: Date }).start.toISOString()).sort()).toEqual([
      "2026-07-01T13:30:00.000Z",
      "2026-12-01T09:00:00.000Z",
      "2026-12-01T10:00:00.000Z",
    ]);
  });

  test("whatever a person is called, no line is longer than 75 octets and none is added", () => {
    const names = fc.oneof(
      fc.string({ unit: "binary", maxLength: 200 }),
      fc.constantFrom(
        '"Mia", the; boss\\ ☕',
        "ü".repeat(60),
        "A\r\nATTENDEE:mailto:eve@example.org",
        "x\u2028y\u0000z",
        "👩‍👩‍👧".repeat(20),
      ),
    );
    fc.assert(
      fc.property(names, (summary) => {
        const text = write({ summary });
        const lines = text.split("\r\n");
        expect(lines.every((line) => Buffer.byteLength(line) <= 75)).toBe(true);
        expect(text.replaceAll("\r\n", "")).not.toMatch(/[\r\n]/);
        expect(Buffer.from(text).toString("utf8")).toBe(text.toWellFormed());
        const component = new ICAL.Component(ICAL.parse(text));
        const [event] = component.getAllSubcomponents("vevent");
        expect(event?.getAllProperties().map(({ name }) => name)).toEqual([
          ...["uid", "dtstamp", "last-modified", "sequence", "dtstart", "duration", "summary", "status", "transp"],
          "class",
        ]);
      }),
      { numRuns: 300, seed: 6 },
    );
  });

  test("an empty one is a calendar, too", () => {
    expect(new ICAL.Component(ICAL.parse(write())).name).toBe("vcalendar");
  });
});
