import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type InvitationMessage, judgeInvitations, NOTHING_SENT, type SentInvitations } from "./judge-invitations.ts";
import { momentOf, type Place, type PlannedMeeting, type Rhythm, type Schedule, slotAt, stepOf } from "./schedule.ts";

const BERLIN: Rhythm = { timeZone: "Europe/Berlin", minutes: 30, everyWeeks: 1 };
const uidOf = (name: string) => `${name}.p@meeting.candor`;
const at = (start: string, rhythm = BERLIN): Place => ({ start, timeZone: rhythm.timeZone, minutes: rhythm.minutes });
const planned = (id: string, slot: string, start: string | null = slot, rhythm = BERLIN): PlannedMeeting => ({
  ...{ id, slot },
  place: start === null ? null : at(start, rhythm),
});
const agreed = (...all: PlannedMeeting[]): Schedule => ({ rhythm: BERLIN, planned: all, settled: [] });

/** A pair whose calendars have been told of everything so far. */
function openPair(now = "2026-12-01T08:00:00Z") {
  const pair = {
    sent: NOTHING_SENT as SentInvitations,
    now: Temporal.Instant.from(now),
    told: [] as InvitationMessage[],
    judge(schedule: Schedule | null): InvitationMessage[] {
      const { sent, messages } = judgeInvitations({ sent: pair.sent, schedule, now: pair.now, uidOf });
      pair.sent = sent;
      pair.told.push(...messages);
      return messages;
    },
  };
  return pair;
}

/** Two people's calendars, which know nothing but what they were told. */
function calendarOf(messages: readonly InvitationMessage[]) {
  const series = new Map<string, { grid: InvitationMessage & { type: "series" }; places: Map<string, Place | null> }>();
  const singles = new Map<string, Place>();
  for (const message of messages) {
    if (message.type === "series") {
      const skipped = message.series.skipped.map(({ slot }): [string, null] => [slot, null]);
      const before = message.why === "ended" ? [...(series.get(message.uid)?.places ?? [])] : [];
      series.set(message.uid, { grid: message, places: new Map([...before, ...skipped]) });
    } else if (message.type === "cancel_series") series.delete(message.uid);
    else if (message.type === "occurrence") series.get(message.uid)?.places.set(message.moved.slot, message.moved);
    else if (message.type === "cancel_occurrence") series.get(message.uid)?.places.set(message.slot, null);
    else if (message.type === "single") singles.set(message.uid, message.single);
    else singles.delete(message.uid);
  }
  return {
    /** when one meets in a span, as instants */
    between(from: number, until: number): number[] {
      const times = [...singles.values()].map(momentOf);
      for (const { grid, places } of series.values()) {
        const end = grid.series.until === null ? Number.POSITIVE_INFINITY : Date.parse(grid.series.until);
        for (let step = 0; step < 60; step++) {
          const slot = slotAt(grid.series, step);
          if (momentOf({ ...grid.series, start: slot }) > end) break;
          const place = places.get(slot);
          if (place === undefined) times.push(momentOf({ ...grid.series, start: slot }));
          else if (place !== null) times.push(momentOf(place));
        }
      }
      return times.filter((time) => time > from && time <= until).sort((one, other) => one - other);
    },
  };
}

describe("what calendars are told of a series", () => {
  test("is the series once, and then nothing while nothing changes", () => {
    const pair = openPair();
    const schedule = agreed(planned("m1", "2026-12-02T10:00"));
    expect(pair.judge(schedule)).toMatchObject([
      { type: "series", why: "new", uid: "s1.p@meeting.candor", sequence: 0, series: { start: "2026-12-02T10:00" } },
    ]);
    expect(pair.judge(schedule)).toEqual([]);
    pair.now = Temporal.Instant.from("2026-12-02T12:00:00Z");
    expect(pair.judge(agreed(planned("m1.2", "2026-12-09T10:00")))).toEqual([]);
  });

  test("of a moved meeting is that one time alone, and of one that is moved on again the same time", () => {
    const pair = openPair();
    pair.judge(agreed(planned("m1", "2026-12-02T10:00")));
    expect(pair.judge(agreed(planned("m1", "2026-12-02T10:00", "2026-12-03T14:00")))).toMatchObject([
      { type: "occurrence", sequence: 1, moved: { slot: "2026-12-02T10:00", start: "2026-12-03T14:00" } },
    ]);
    expect(pair.judge(agreed(planned("m1", "2026-12-02T10:00", "2026-12-04T09:00")))).toMatchObject([
      { type: "occurrence", sequence: 2, moved: { slot: "2026-12-02T10:00", start: "2026-12-04T09:00" } },
    ]);
  });

  test("of a cancelled meeting is that it is left out, and that it is on again where that was taken back", () => {
    const pair = openPair();
    pair.judge(agreed(planned("m1", "2026-12-02T10:00")));
    expect(pair.judge(agreed(planned("m1.2", "2026-12-09T10:00")))).toMatchObject([
      { type: "cancel_occurrence", slot: "2026-12-02T10:00" },
    ]);
    const both = agreed(planned("m1", "2026-12-02T10:00"), planned("m1.2", "2026-12-09T10:00"));
    expect(pair.judge(both)).toMatchObject([{ type: "occurrence", moved: { start: "2026-12-02T10:00" } }]);
  });

  test("of a meeting in years is that meeting alone, and the series goes on as it was", () => {
    const pair = openPair();
    const near = planned("m1", "2026-12-02T10:00");
    pair.judge(agreed(near));
    const [inOneYear, inTheLast] = [planned("x", "2027-12-01T10:00"), planned("y", "9999-12-29T10:00")];
    expect(pair.judge(agreed(near, inOneYear, inTheLast)).map(({ type }) => type)).toEqual(["single", "single"]);
    expect(pair.judge(agreed(near, inOneYear, inTheLast))).toEqual([]);
    const moved = planned("m1", "2026-12-02T10:00", "9999-12-30T10:00");
    expect(pair.judge(agreed(moved)).length).toBeLessThanOrEqual(30);
  });

  test("of very much at once is told little by little, the nearest first, until calendars hold all of it", () => {
    const pair = openPair();
    const later = Array.from({ length: 70 }, (_, at) => ({
      slot: slotAt({ ...BERLIN, start: "2026-12-09T10:00" }, at),
      place: null,
    }));
    const schedule = { ...agreed(planned("m1", "2026-12-02T10:00")), later };
    const counts = [1, 2, 3, 4].map(() => pair.judge(schedule).length);
    expect(counts).toEqual([30, 30, 11, 0]);
    const until = Date.parse("2027-12-01T00:00:00Z");
    expect(calendarOf(pair.told).between(pair.now.epochMilliseconds, until)).toHaveLength(1);
  });

  test("of a later meeting is that one time alone, with a higher number each time it moves, is left out and is back", () => {
    const pair = openPair();
    const first = agreed(planned("m1", "2026-12-02T10:00"));
    pair.judge(first);
    const slot = "2026-12-16T10:00";
    const later = (start: string | null): Schedule => ({
      ...first,
      later: [{ slot, place: start === null ? null : at(start) }],
    });
    expect(pair.judge(later("2026-12-17T14:00"))).toMatchObject([
      { type: "occurrence", sequence: 1, moved: { slot, start: "2026-12-17T14:00" } },
    ]);
    expect(pair.judge(later("2026-12-17T14:00"))).toEqual([]);
    expect(pair.judge(later("2026-12-18T09:00"))).toMatchObject([{ type: "occurrence", sequence: 2, moved: { slot } }]);
    expect(pair.judge(later(null))).toMatchObject([{ type: "cancel_occurrence", sequence: 3, slot }]);
    expect(pair.judge(first)).toMatchObject([{ type: "occurrence", sequence: 4, moved: { slot, start: slot } }]);
    const now = pair.now.epochMilliseconds;
    const hours = ["2026-12-02", "2026-12-09", "2026-12-16"].map((day) => Date.parse(`${day}T09:00:00Z`));
    expect(calendarOf(pair.told).between(now, Date.parse("2026-12-17T00:00:00Z"))).toEqual(hours);
  });

  test("of a later meeting that was moved is nothing more once it is the next one, and all of it when first told", () => {
    const pair = openPair();
    const slot = "2026-12-09T10:00";
    const later = [
      { slot, place: at("2026-12-10T14:00") },
      { slot: "2026-12-23T10:00", place: null },
    ];
    expect(pair.judge({ ...agreed(planned("m1", "2026-12-02T10:00")), later }).map(({ type }) => type)).toEqual([
      "series",
      "occurrence",
      "cancel_occurrence",
    ]);
    pair.now = Temporal.Instant.from("2026-12-03T08:00:00Z");
    expect(pair.judge({ ...agreed(planned("m1.2", slot, "2026-12-10T14:00")), later: later.slice(1) })).toEqual([]);
  });

  test("of a meeting that was ended a moment before its time is nothing", () => {
    const pair = openPair("2026-12-02T08:55:00Z");
    pair.judge(agreed(planned("m1", "2026-12-02T10:00")));
    expect(pair.judge({ ...agreed(planned("m1.2", "2026-12-09T10:00")), settled: ["2026-12-02T10:00"] })).toEqual([]);
  });

  test("from now on is an end of the old series, past times kept, and a new series under a name of its own", () => {
    const pair = openPair();
    pair.judge(agreed(planned("m1", "2026-12-02T10:00")));
    pair.now = Temporal.Instant.from("2026-12-03T08:00:00Z");
    const messages = pair.judge(agreed(planned("m1.2", "2026-12-10T15:00")));
    expect(messages).toMatchObject([
      { type: "series", why: "ended", uid: "s1.p@meeting.candor", series: { until: "2026-12-02T09:00:00.000Z" } },
      { type: "series", why: "new", uid: "s2.p@meeting.candor", series: { follows: "s1.p@meeting.candor" } },
    ]);
  });

  test("of a series that has not begun is the same series at another time", () => {
    const pair = openPair();
    pair.judge(agreed(planned("m1", "2026-12-02T10:00")));
    expect(pair.judge(agreed(planned("m1", "2026-12-08T15:00")))).toMatchObject([
      { type: "series", why: "changed", uid: "s1.p@meeting.candor", sequence: 1 },
    ]);
  });

  test("of a meeting beside the series is an invitation of its own, and the series stays", () => {
    const pair = openPair();
    pair.judge(agreed(planned("m1", "2026-12-02T10:00")));
    const beside = agreed(planned("x", "2026-12-01T16:00"), planned("m1", "2026-12-02T10:00"));
    expect(pair.judge(beside)).toMatchObject([{ type: "single", uid: "x.p@meeting.candor" }]);
    expect(pair.judge(agreed(planned("m1", "2026-12-02T10:00")))).toMatchObject([{ type: "cancel_single" }]);
  });

  test("is the series as it goes on, where a plan for later weeks leaves the next meeting where it was", () => {
    const pair = openPair("2027-03-08T07:00:00Z");
    const next = planned("m1", "2027-03-09T10:00");
    const later = planned("m1.2", "2027-03-17T16:00");
    expect(pair.judge(agreed(next, later))).toMatchObject([
      { type: "series", why: "new", series: { start: "2027-03-17T16:00" } },
      { type: "single", single: { start: "2027-03-09T10:00" } },
    ]);
    pair.now = Temporal.Instant.from("2027-03-09T12:00:00Z");
    expect(pair.judge(agreed(later))).toEqual([]);

    const told = openPair("2027-03-04T07:00:00Z");
    told.judge(agreed(planned("m0", "2027-03-02T10:00"), next));
    told.now = Temporal.Instant.from("2027-03-08T07:00:00Z");
    told.judge(agreed(next, later));
    const [from, until] = [told.now.epochMilliseconds, Date.parse("2027-03-25T00:00:00Z")];
    expect(calendarOf(told.told).between(from, until)).toEqual(
      ["2027-03-09T09:00Z", "2027-03-17T15:00Z", "2027-03-24T15:00Z"].map((time) => Date.parse(time)),
    );
  });

  test("when the page is archived is its end, or nothing but that it is off where it never began", () => {
    const pair = openPair();
    pair.judge(agreed(planned("m1", "2026-12-02T10:00")));
    expect(pair.judge(null)).toMatchObject([{ type: "cancel_series" }]);
    expect(pair.judge(null)).toEqual([]);
    pair.judge(agreed(planned("m1", "2026-12-02T10:00")));
    pair.now = Temporal.Instant.from("2026-12-02T12:00:00Z");
    expect(pair.judge(null)).toMatchObject([{ type: "series", why: "ended", uid: "s2.p@meeting.candor" }]);
  });

  test("over a change of clocks is nothing: the hour on the wall stays", () => {
    const pair = openPair("2027-03-20T08:00:00Z");
    pair.judge(agreed(planned("m1", "2027-03-24T10:00")));
    pair.now = Temporal.Instant.from("2027-03-25T08:00:00Z");
    expect(pair.judge(agreed(planned("m1.2", "2027-03-31T10:00")))).toEqual([]);
    const wall = calendarOf(pair.told).between(pair.now.epochMilliseconds, Date.parse("2027-04-01T00:00:00Z"));
    expect(wall).toEqual([Date.parse("2027-03-31T08:00:00Z")]);
  });
});

type Step =
  | { type: "wait"; hours: number }
  | { type: "move"; hours: number }
  | { type: "close"; outcome: "held" | "cancelled" }
  | { type: "from_now_on"; hours: number }
  | { type: "later"; after: number; hours: number | null }
  | { type: "rhythm"; everyWeeks: number; minutes: number; timeZone: string }
  | { type: "again" };

const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    fc.record({ type: fc.constant("wait" as const), hours: fc.integer({ min: 1, max: 400 }) }),
    fc.record({ type: fc.constant("move" as const), hours: fc.integer({ min: 1, max: 200 }) }),
    fc.record({ type: fc.constant("close" as const), outcome: fc.constantFrom("held" as const, "cancelled" as const) }),
    fc.record({ type: fc.constant("from_now_on" as const), hours: fc.integer({ min: 1, max: 300 }) }),
    fc.record({
      ...{ type: fc.constant("later" as const), after: fc.integer({ min: 1, max: 5 }) },
      hours: fc.option(fc.integer({ min: -60, max: 60 })),
    }),
    fc.record({
      ...{ type: fc.constant("rhythm" as const), everyWeeks: fc.integer({ min: 1, max: 4 }) },
      minutes: fc.constantFrom(30, 45),
      timeZone: fc.constantFrom("Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "UTC"),
    }),
    fc.constant<Step>({ type: "again" }),
  ),
  { maxLength: 25 },
);

/** What the page does, told in a few lines: one planned meeting, and after it the next. */
function walk(all: readonly Step[], pair: ReturnType<typeof openPair>, after: (schedule: Schedule) => void): void {
  let rhythm = BERLIN;
  let meeting = { id: "m1", slot: "2027-03-10T10:00", start: "2027-03-10T10:00" };
  const wall = (hours: number) =>
    pair.now.add({ hours }).toZonedDateTimeISO(rhythm.timeZone).toPlainDateTime().round("hour").toString().slice(0, 16);
  const elsewhere = new Map<string, string | null>();
  const schedule = (): Schedule => ({
    ...{ rhythm, settled: [] },
    planned: [planned(meeting.id, meeting.slot, meeting.start, rhythm)],
    later: [...elsewhere]
      .filter(([slot]) => (stepOf({ ...rhythm, start: meeting.slot }, slot) ?? 0) > 0)
      .map(([slot, start]) => ({ slot, place: start === null ? null : at(start, rhythm) })),
  });
  after(schedule());
  for (const [index, step] of all.entries()) {
    if (step.type === "wait") pair.now = pair.now.add({ hours: step.hours });
    else if (step.type === "move") meeting = { ...meeting, start: wall(step.hours) };
    else if (step.type === "from_now_on") meeting = { ...meeting, slot: wall(step.hours), start: wall(step.hours) };
    else if (step.type === "rhythm") rhythm = { ...step };
    else if (step.type === "later") {
      const slot = slotAt({ ...rhythm, start: meeting.slot }, step.after);
      const moved = step.hours === null ? null : Temporal.PlainDateTime.from(slot).add({ hours: step.hours });
      elsewhere.set(slot, moved?.toString({ smallestUnit: "minute" }) ?? null);
    } else if (step.type === "close") {
      let slot = slotAt({ ...rhythm, start: meeting.slot }, 1);
      const isOver = () => {
        const start = elsewhere.has(slot) ? elsewhere.get(slot) : slot;
        return start == null || momentOf({ ...rhythm, start }) <= pair.now.epochMilliseconds;
      };
      while (isOver()) slot = slotAt({ ...rhythm, start: slot }, 1);
      meeting = { id: `m${index + 2}`, slot, start: elsewhere.get(slot) ?? slot };
    }
    after(schedule());
  }
}

describe("whatever two people do to their series", () => {
  test("numbers and times of messages only rise, no name is used for two series, and nothing is told twice", () => {
    fc.assert(
      fc.property(steps, (all) => {
        const pair = openPair("2027-03-01T08:00:00Z");
        walk(all, pair, (schedule) => {
          pair.judge(schedule);
          expect(pair.judge(schedule)).toEqual([]);
        });
        for (const [index, message] of pair.told.entries()) {
          const before = pair.told[index - 1];
          expect(message.sequence).toBe(index);
          if (before) expect(message.stamp).toBeGreaterThan(before.stamp);
          expect(message.stamp % 1000).toBe(0);
        }
        const begun = pair.told.filter((message) => message.type === "series" && message.why === "new");
        expect(new Set(begun.map(({ uid }) => uid)).size).toBe(begun.length);
      }),
      { seed: 6, numRuns: 500 },
    );
  });

  test("calendars that follow what they are told hold the planned meeting, and nothing else before it", () => {
    fc.assert(
      fc.property(steps, (all) => {
        const pair = openPair("2027-03-01T08:00:00Z");
        walk(all, pair, (schedule) => {
          pair.judge(schedule);
          const now = pair.now.epochMilliseconds;
          const [meeting] = schedule.planned;
          const time = meeting?.place ? momentOf(meeting.place) : 0;
          const slot = momentOf({ ...schedule.rhythm, start: meeting?.slot ?? "" });
          if (time <= now) return; // it is over, and its page waits for somebody to say so
          const until = Math.max(time, slot);
          const later = (schedule.later ?? []).flatMap(({ place }) => (place === null ? [] : momentOf(place)));
          const held = calendarOf(pair.told).between(now, until);
          expect(held).toEqual([time, ...later.filter((each) => each > now && each <= until)].sort((a, b) => a - b));
        });
      }),
      { seed: 7, numRuns: 500 },
    );
  });
});
