import fc from "fast-check";
import { expect, test } from "vitest";
import { type Meeting, PLAIN_MEETING } from "./meeting.ts";
import { meetingSpan } from "./meeting-span.ts";
import { proposeTimes, type TimesAsked } from "./propose-times.ts";

const NOW = Temporal.Instant.from("2026-11-23T08:00:00Z"); // a Monday

function meeting(id: string, start: string | null, changes: Partial<Meeting> = {}): Meeting {
  return { ...PLAIN_MEETING, id, start, timeZone: "Europe/Berlin", minutes: 30, medium: null, ...changes };
}
const tuesday = meeting("m1", "2026-11-24T10:00");

function propose(changes: Partial<TimesAsked> = {}) {
  return proposeTimes({
    meeting: tuesday,
    meetings: [tuesday],
    everyWeeks: 2,
    zones: [null, null],
    now: NOW,
    ...changes,
  });
}
const starts = (changes: Partial<TimesAsked> = {}) => propose(changes).map(({ start }) => start);

test("the same week comes first, on another day at the same hour, or the same day at another", () => {
  expect(propose()).toEqual([
    { start: "2026-11-25T10:00", reasons: [{ type: "same_week" }, { type: "same_hour" }, { type: "mid_week" }] },
    { start: "2026-11-26T10:00", reasons: [{ type: "same_week" }, { type: "same_hour" }, { type: "mid_week" }] },
    { start: "2026-11-24T11:00", reasons: [{ type: "same_day" }, { type: "mid_week" }] },
    { start: "2026-11-27T10:00", reasons: [{ type: "same_week" }, { type: "same_hour" }] },
  ]);
});

test("late in the week it goes on to the next one, mid-week rather than on its Monday", () => {
  const friday = meeting("m1", "2026-11-27T16:00");
  const now = Temporal.Instant.from("2026-11-27T13:30:00Z");
  expect(
    propose({ meeting: friday, meetings: [friday], now }).map(({ start, reasons }) => [start, reasons[0]]),
  ).toEqual([
    ["2026-12-01T16:00", { type: "weeks_later", weeks: 1 }],
    ["2026-12-02T16:00", { type: "weeks_later", weeks: 1 }],
    ["2026-11-30T16:00", { type: "weeks_later", weeks: 1 }],
    ["2026-12-03T16:00", { type: "weeks_later", weeks: 1 }],
  ]);
});

test("never on the day of another meeting of the two, and before the next one where that goes", () => {
  const wednesday = meeting("m2", "2026-11-25T15:00");
  const [first, ...others] = starts({ meetings: [tuesday, wednesday] });
  expect(first).toBe("2026-11-24T11:00");
  expect([first, ...others].filter((start) => start?.startsWith("2026-11-25"))).toEqual([]);
});

test("a time after the next planned one says so", () => {
  const soon = meeting("m2", "2026-11-24T15:00");
  const late = { meeting: tuesday, meetings: [tuesday, soon], now: Temporal.Instant.from("2026-11-24T13:30:00Z") };
  expect(propose(late)[0]).toEqual({
    start: "2026-11-25T10:00",
    reasons: [{ type: "same_week" }, { type: "same_hour" }, { type: "mid_week" }, { type: "after_next" }],
  });
});

test("both are at work where they are", () => {
  const zones = ["Europe/Berlin", "America/New_York"];
  const afternoon = meeting("m1", "2026-11-24T16:00");
  for (const { start, reasons } of propose({ meeting: afternoon, meetings: [afternoon], zones })) {
    expect(Number(start.slice(11, 13))).toBeGreaterThanOrEqual(15);
    expect(reasons).toContainEqual({ type: "suits_both_zones" });
  }
});

test("where their days never meet, the hour they agreed on is offered on other days", () => {
  const zones = ["Europe/Berlin", "Pacific/Auckland"];
  const early = meeting("m1", "2026-11-24T07:30");
  expect(starts({ meeting: early, meetings: [early], zones })).toEqual([
    "2026-11-25T07:30",
    "2026-11-26T07:30",
    "2026-11-27T07:30",
    "2026-12-01T07:30",
  ]);
});

test("a meeting without a time, and one that is past, are offered times from now on", () => {
  const undated = meeting("m1", null);
  expect(starts({ meeting: undated, meetings: [undated] })[0]).toBe("2026-11-24T10:00");
  const past = meeting("m1", "2026-10-06T10:00");
  for (const start of starts({ meeting: past, meetings: [past] })) expect(start > "2026-11-23T12").toBe(true);
});

test("an hour that a change of clocks leaves out is not offered", () => {
  // New York goes from 02:00 to 03:00 on Sunday 14 March 2027; Cairo's change lies on a Friday, 00:00 to 01:00.
  const night = meeting("m1", "2027-04-27T00:15", { timeZone: "Africa/Cairo" });
  const now = Temporal.Instant.from("2027-04-25T10:00:00Z");
  expect(starts({ meeting: night, meetings: [night], now })).not.toContain("2027-04-30T00:15");
});

test.each(["Europe/Berlin", "America/New_York"])("tonight's change of clocks in %s moves no hour", (timeZone) => {
  const day = timeZone === "Europe/Berlin" ? "2026-10-23" : "2026-10-30"; // the Friday before
  const friday = meeting("m1", `${day}T10:00`, { timeZone });
  const now = Temporal.PlainDateTime.from(`${day}T08:30`).toZonedDateTime(timeZone).toInstant();
  const others = starts({ meeting: friday, meetings: [friday], now }).filter((start) => !start.startsWith(day));
  expect(new Set(others.map((start) => start.slice(11)))).toEqual(new Set(["10:00"]));
});

test("whatever is planned, a proposed time lies ahead, on a workday, and on no other meeting", () => {
  const zone = fc.constantFrom(
    "Europe/Berlin",
    "America/New_York",
    "Asia/Kolkata",
    "Pacific/Auckland",
    "Nowhere/At_All",
  );
  const when = fc
    .tuple(fc.nat(40), fc.integer({ min: 0, max: 23 }), fc.constantFrom(0, 15, 30))
    .map(([days, hour, minute]) =>
      Temporal.PlainDateTime.from("2026-10-15T00:00")
        .add({ days, hours: hour, minutes: minute })
        .toString()
        .slice(0, 16),
    );
  fc.assert(
    fc.property(
      fc.array(fc.tuple(when, zone), { minLength: 1, maxLength: 4 }),
      fc.tuple(fc.option(zone), fc.option(zone)),
      fc.integer({ min: 1, max: 4 }),
      fc.nat(60 * 24 * 30),
      (planned, zones, everyWeeks, minutesIn) => {
        const meetings = planned.map(([start, timeZone], at) => meeting(`m${at}`, start, { timeZone }));
        const [first, ...others] = meetings as [Meeting, ...Meeting[]];
        const now = Temporal.Instant.from("2026-10-15T00:00:00Z").add({ minutes: minutesIn });
        const offered = proposeTimes({ meeting: first, meetings, everyWeeks, zones, now });
        expect(new Set(offered.map(({ start }) => start)).size).toBe(offered.length);
        for (const { start, reasons } of offered) {
          const span = meetingSpan({ ...first, start });
          if (!span) throw new Error("no span");
          expect(Temporal.Instant.compare(span.from, now)).toBe(1);
          expect(Temporal.PlainDateTime.from(start).dayOfWeek).toBeLessThan(6);
          expect(reasons.length).toBeGreaterThan(0);
          for (const other of others) {
            const its = meetingSpan(other);
            if (!its) continue;
            const apart =
              Temporal.Instant.compare(span.until, its.from) <= 0 ||
              Temporal.Instant.compare(its.until, span.from) <= 0;
            expect(apart).toBe(true);
          }
        }
      },
    ),
    { seed: 31, numRuns: 150 },
  );
});

test("never when one of the two is known to be taken; where one may be, it comes after what is free for both", () => {
  const at = (day: number, hour: number, type: "taken" | "maybe" | "unknown") => {
    const from = Temporal.Instant.from(`2026-11-${day}T${hour}:00+01:00`).epochMilliseconds;
    return { from, until: from + 30 * 60_000, type };
  };
  const calendars = {
    mine: { known: true, times: [at(25, 10, "taken")] },
    theirs: { known: true, times: [at(26, 10, "maybe")] },
  };
  const proposed = propose({ calendars });
  expect(proposed.map(({ start }) => start)).not.toContain("2026-11-25T10:00");
  expect(proposed[0]?.reasons).toContainEqual({ type: "free", of: ["mine", "theirs"] });
  expect(proposed.map(({ start }) => start)).not.toContain("2026-11-26T10:00"); // 11 o'clock that day is free
});

test("what nobody knows of is not called free, and is offered all the same", () => {
  const calendars = { mine: { known: true, times: [] }, theirs: { known: false, times: [] } };
  expect(propose({ calendars }).map(({ reasons }) => reasons.at(-1))).toEqual(
    Array.from({ length: 4 }, () => ({ type: "free", of: ["mine"] })),
  );
});

test("when somebody has no free hour for three weeks, nothing is offered", () => {
  const always = { from: 0, until: Date.parse("2030-01-01"), type: "taken" as const };
  expect(
    propose({ calendars: { mine: { known: true, times: [always] }, theirs: { known: true, times: [] } } }),
  ).toEqual([]);
});
