import fc from "fast-check";
import { expect, test } from "vitest";
import { type Balance, balanceOfTime } from "./balance-of-time.ts";
import { quarterCalled, quarterOf } from "./quarter.ts";
import type { PairTime, TimedMeeting, TimeFacts } from "./time-facts.ts";

const NOW = Temporal.Instant.from("2026-11-24T08:00:00Z"); // a Tuesday, eight weeks into the quarter
const Q4 = { name: "2026-Q4", from: "2026-10-01", until: "2027-01-01" };

function meeting(day: string, state: TimedMeeting["state"], more: Partial<TimedMeeting> = {}): TimedMeeting {
  return { start: `${day}T10:00`, minutes: 30, state, closedAt: null, wasMoved: false, ...more };
}

/** A report met every two weeks, as agreed. */
function pair(more: Partial<PairTime> = {}): PairTime {
  const held = ["2026-10-06", "2026-10-20", "2026-11-03", "2026-11-17"].map((day) => meeting(day, "held"));
  return {
    ...{ pair: "p", name: "Sam", iLead: true, agreed: { everyWeeks: 2, minutes: 30 }, advised: null },
    ...{ begun: "2025-01-07", ended: null, leaves: [], meetings: [...held, meeting("2026-12-01", "planned")] },
    ...more,
  };
}

function look(pairs: PairTime[], more: Partial<TimeFacts> = {}, quarter = Q4): Balance {
  const facts = { budgetMinutes: null, ahead: { type: "none" } as const, timeZone: "Europe/Berlin", ...more };
  return balanceOfTime({ ...facts, pairs }, quarter, NOW);
}

const kinds = (balance: Balance) => balance.signals.map(({ type }) => type);

test("a quarter says what was planned, held, moved and cancelled, and how many hours a week it took", () => {
  const meetings = [
    meeting("2026-09-30", "held"), // of the quarter before
    meeting("2026-10-06", "held", { wasMoved: true }),
    meeting("2026-10-20", "cancelled"),
    meeting("2026-11-03", "held", { minutes: 60 }),
    meeting("2026-11-17", "planned"),
    meeting("2026-12-01", "planned", { wasMoved: true }),
    meeting("2027-01-12", "planned"),
  ];
  const { total, aWeek, weeks } = look([pair({ meetings })]);
  expect(total).toEqual({
    ...{ held: 2, moved: 2, cancelled: 1, planned: 1, unsaid: 1 },
    ...{ heldMinutes: 90, plannedMinutes: 30 },
  });
  expect(weeks).toBeCloseTo(55 / 7);
  expect(aWeek.held).toBeCloseTo(90 / (55 / 7));
  expect(aWeek.agreed).toBe(15);
});

test("where everybody gets what was agreed there is nothing to say", () => {
  expect(look([pair()]).signals).toEqual([]);
});

test("whoever got less than agreed is named with the count; a holiday and a cold are no reason", () => {
  const once = [meeting("2026-10-06", "held")];
  expect(look([pair({ meetings: once })]).signals).toEqual([
    { type: "got_less", pair: "p", name: "Sam", held: 1, of: 3, action: "plan" },
  ]);
  const weekly = pair({
    agreed: { everyWeeks: 1, minutes: 30 },
    meetings: Array.from({ length: 6 }, (_, week) => meeting(`2026-10-${String(6 + week * 3)}`, "held")),
  });
  expect(kinds(look([weekly]))).toEqual([]);
});

test("who began or was away in the quarter is owed the rest of it alone", () => {
  expect(look([pair({ begun: "2026-11-20", meetings: [] })]).signals).toEqual([]);
  const away = pair({ meetings: [], leaves: [{ from: "2026-09-01", back: "2026-11-20" }] });
  expect(look([away]).byPerson).toMatchObject([{ agreed: 0, gotLess: false }]);
});

test("of a page that was imported what was agreed counts from its first meeting, not from the day of the import", () => {
  expect(look([pair({ begun: "2026-11-24" })]).byPerson).toMatchObject([{ agreed: 3, held: 4, gotLess: false }]);
});

test("nobody got less while it is not said what became of the meetings", () => {
  const meetings = ["2026-10-06", "2026-10-20", "2026-11-03"].map((day) => meeting(day, "planned"));
  expect(kinds(look([pair({ meetings })]))).toEqual([]);
});

test("hours beyond those one has are said, those with one's own manager not among them", () => {
  const mine = pair({ pair: "up", name: "Mia", iLead: false });
  const { aWeek, signals } = look([pair(), mine], { budgetMinutes: 10 });
  expect(aWeek.held).toBeCloseTo(120 / (55 / 7));
  expect(signals).toEqual([{ type: "over_hours", minutes: aWeek.held, budget: 10, action: "rhythm" }]);
  expect(kinds(look([mine], { budgetMinutes: 0 }))).toEqual([]);
});

test("a page with one's own manager, or one that has ended, counts its hours and asks for nothing", () => {
  const { byPerson, total } = look([
    pair({ pair: "up", name: "Mia", iLead: false, meetings: [meeting("2026-10-06", "held")] }),
    pair({ pair: "old", name: "Lee", ended: "2026-11-01", meetings: [meeting("2026-10-06", "held")] }),
  ]);
  expect(byPerson.map(({ name, agreed, gotLess }) => [name, agreed, gotLess])).toEqual([
    ["Lee", null, false],
    ["Mia", null, false],
  ]);
  expect(total.held).toBe(2);
});

test("a week to come that is far fuller than the others is said, one that is over is not", () => {
  const many = (day: string, state: TimedMeeting["state"]) =>
    Array.from({ length: 4 }, () => meeting(day, state, { minutes: 45 }));
  const ahead = look([pair({ meetings: [...pair().meetings, ...many("2026-12-10", "planned")] })]);
  expect(ahead.signals).toEqual([
    { type: "full_week", week: "2026-12-07", minutes: 180, usual: 30, action: "planner" },
  ]);
  expect(kinds(look([pair({ meetings: [...pair().meetings, ...many("2026-10-08", "held")] })]))).toEqual([]);
});

test("more 1:1s on a day than one can listen in are said", () => {
  const meetings = Array.from({ length: 5 }, () => meeting("2026-12-03", "planned", { minutes: 15 }));
  expect(look([pair({ meetings: [...pair().meetings, ...meetings] })]).signals[0]).toEqual({
    ...{ type: "crowded_days", days: 1, most: 5, action: "planner" },
  });
});

test("what the advice would change is said as hours a week", () => {
  const advised = { everyWeeks: 1, minutes: 30 };
  expect(look([pair({ advised })]).signals).toEqual([
    { type: "advised", pairs: 1, agreed: 15, advised: 30, action: "rhythm" },
  ]);
});

test("people stand by name, whatever their counts are", () => {
  const names = look([pair({ pair: "1", name: "Zoe" }), pair({ pair: "2", name: "Abe", meetings: [] })]).byPerson;
  expect(names.map(({ name }) => name)).toEqual(["Abe", "Zoe"]);
});

test("a quarter that is still to come has plans and no averages; one that is over is whole", () => {
  const next = { name: "2027-Q1", from: "2027-01-01", until: "2027-04-01" };
  const coming = look([pair({ meetings: [meeting("2027-01-12", "planned")] })], { budgetMinutes: 0 }, next);
  expect(coming).toMatchObject({ weeks: 0, aWeek: { held: null }, total: { planned: 1 }, signals: [] });
  const over = look([pair()], {}, { name: "2026-Q3", from: "2026-07-01", until: "2026-10-01" });
  expect(over.weeks).toBeCloseTo(92 / 7);
});

test("a day ends by the clock of the reader, wherever the other one is", () => {
  const planned = pair({ meetings: [meeting("2026-11-24", "planned")] });
  const at = (timeZone: string) => {
    const facts = { pairs: [planned], budgetMinutes: null, ahead: { type: "none" } as const, timeZone };
    return balanceOfTime(facts, Q4, Temporal.Instant.from("2026-11-24T23:30:00Z")).total;
  };
  expect(at("Europe/Berlin")).toMatchObject({ unsaid: 1, planned: 0 });
  expect(at("America/New_York")).toMatchObject({ unsaid: 0, planned: 1 });
});

test("nonsense that a peer wrote for a time or a zone breaks nothing", () => {
  const meetings = [meeting("x", "held", { start: "soon" }), meeting("", "held", { start: null })];
  expect(look([pair({ meetings })], { timeZone: "Mars/Base" }).total.held).toBe(0);
});

test("weeks and people add up to the same, whatever there is", () => {
  const anyMeeting = fc.record({
    day: fc.integer({ min: 0, max: 91 }).map((days) => Temporal.PlainDate.from(Q4.from).add({ days }).toString()),
    state: fc.constantFrom("planned" as const, "held" as const, "cancelled" as const),
    minutes: fc.integer({ min: 5, max: 120 }),
  });
  fc.assert(
    fc.property(fc.array(fc.array(anyMeeting, { maxLength: 12 }), { maxLength: 6 }), (pages) => {
      const pairs = pages.map((those, at) =>
        pair({
          ...{ pair: String(at), name: `N${at}` },
          meetings: those.map(({ day, state, minutes }) => meeting(day, state, { minutes })),
        }),
      );
      const { total, byWeek, byPerson } = look(pairs);
      const sum = (values: number[]) => values.reduce((all, value) => all + value, 0);
      expect(sum(byWeek.map(({ heldMinutes }) => heldMinutes))).toBe(total.heldMinutes);
      expect(sum(byPerson.map(({ heldMinutes }) => heldMinutes))).toBe(total.heldMinutes);
      expect(sum(byPerson.map(({ unsaid, planned }) => unsaid + planned))).toBe(total.planned + total.unsaid);
      expect(look(structuredClone(pairs))).toEqual(look(pairs));
    }),
    { seed: 77, numRuns: 200 },
  );
});

test("a quarter is known by its name, and nothing else is one", () => {
  expect(quarterCalled("2026-Q4")).toEqual(Q4);
  expect(["2026-Q5", "2026", "26-Q1", "0000-Q1", "2026-Q4x"].map(quarterCalled)).toEqual([
    null,
    null,
    null,
    null,
    null,
  ]);
  expect(["2026-01-01", "2026-12-31T10:00", "2026-06"].map(quarterOf)).toEqual(["2026-Q1", "2026-Q4", "2026-Q2"]);
});
