import { expect, test } from "vitest";
import { goneMoves, judgeOccurrenceMove, laterOccurrences, type MoveAsked, standingMoves } from "./moved-occurrence.ts";

const END = { last: "2026-12-02T10:00", everyWeeks: 1 };
const MOVED = [
  { slot: "2026-12-16T10:00", start: "2026-12-17T14:00" },
  { slot: "2026-12-23T10:00", start: null },
];

test("a series goes on at its hour, with what is elsewhere and what is left out, also where clocks change", () => {
  expect(laterOccurrences(END, MOVED, 4)).toEqual([
    { slot: "2026-12-09T10:00", start: "2026-12-09T10:00", isMoved: false },
    { slot: "2026-12-16T10:00", start: "2026-12-17T14:00", isMoved: true },
    { slot: "2026-12-23T10:00", start: null, isMoved: true },
    { slot: "2026-12-30T10:00", start: "2026-12-30T10:00", isMoved: false },
  ]);
  const spring = laterOccurrences({ last: "2027-03-24T10:00", everyWeeks: 2 }, [], 1);
  expect(spring[0]?.slot).toBe("2027-04-07T10:00");
});

test("what was moved in a rhythm that is no more means nothing any more; what is planned or past is nobody's concern", () => {
  const old = { slot: "2026-11-25T10:00", start: null };
  const own = { slot: END.last, start: "2026-12-03T10:00" };
  const all = [...MOVED, old, own];
  const known = { owned: [END.last], now: "2026-12-01T09:00" };
  expect([standingMoves(END, all), goneMoves(END, all, known)]).toEqual([MOVED, []]);
  const every = { ...END, everyWeeks: 2 };
  expect([standingMoves(every, MOVED), goneMoves(every, MOVED, known)]).toEqual([[MOVED[0]], [MOVED[1]]]);
  const hour = { last: "2026-12-02T11:00", everyWeeks: 1 };
  expect([standingMoves(hour, MOVED), goneMoves(hour, MOVED, known)]).toEqual([[], MOVED]);
});

test("what lies before a series that begins later now is gone, but for what a meeting has", () => {
  const later = { last: "2027-03-25T10:00", everyWeeks: 1 };
  expect(goneMoves(later, MOVED, { owned: [], now: "2026-12-01T09:00" })).toEqual(MOVED);
  expect(goneMoves(later, MOVED, { owned: ["2026-12-16T10:00"], now: "2026-12-01T09:00" })).toEqual([MOVED[1]]);
  expect(goneMoves(later, MOVED, { owned: [], now: "2026-12-20T09:00" })).toEqual([MOVED[1]]);
});

const judge = (slot: string, start: string, more: Partial<MoveAsked> = {}) =>
  judgeOccurrenceMove({ ...END, slot, start, moved: MOVED, lastStart: END.last, now: "2026-12-01T09:00", ...more });

test("a later meeting goes to any day between the one before it and the one after it", () => {
  expect(judge("2026-12-09T10:00", "2026-12-10T15:00")).toEqual({ type: "fits" });
  expect(judge("2026-12-16T10:00", "2026-12-28T15:00")).toEqual({ type: "fits" }); // the one after is left out
  expect(judge("2026-12-09T10:00", "2026-12-16T15:00")).toEqual({ type: "fits" }); // the one after is a day later
  expect(judge("2026-12-23T10:00", "2026-12-18T09:00")).toEqual({ type: "fits" });
});

test("and nowhere past them, into the past, or where the series has none", () => {
  const refused = (why: string, by: string | null) => ({ type: "refused", why, by });
  expect(judge("2026-12-09T10:00", "2026-12-17T09:00")).toEqual(refused("not_before_after", "2026-12-17T14:00"));
  expect(judge("2026-12-09T10:00", "2026-12-02T15:00")).toEqual(refused("not_after_before", "2026-12-02T10:00"));
  expect(judge("2026-12-09T10:00", "2026-12-03T15:00", { lastStart: "2026-12-04T10:00" })).toEqual(
    refused("not_after_before", "2026-12-04T10:00"),
  );
  expect(judge("2026-12-09T10:00", "2026-11-30T15:00")).toEqual(refused("past", null));
  expect(judge("2026-12-10T10:00", "2026-12-11T10:00")).toEqual(refused("not_in_series", null));
  expect(judge("2026-12-02T10:00", "2026-12-03T10:00")).toEqual(refused("not_in_series", null));
  expect(judge("9999-12-29T10:00", "9999-12-30T10:00")).toEqual(refused("not_in_series", null));
});
