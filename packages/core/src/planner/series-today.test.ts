import { expect, test } from "vitest";
import type { Schedule } from "../invitation/schedule.ts";
import { seriesTimes } from "./series-times.ts";
import { inZone, seriesToday } from "./series-today.ts";

const VIEW = { zone: "Europe/Berlin", firstDay: "2026-11-30", weeks: 4 };

function schedule(slots: [slot: string, start: string | null][], everyWeeks = 1, timeZone = "Europe/Berlin"): Schedule {
  const planned = slots.map(([slot, start], at) => ({
    id: `m${at}`,
    slot,
    place: start === null ? null : { start, timeZone, minutes: 30 },
  }));
  return { rhythm: { timeZone, minutes: 30, everyWeeks }, planned, settled: [] };
}

test("a page with one meeting to come has its series from there on", () => {
  expect(seriesToday(schedule([["2026-12-01T10:00", "2026-12-01T10:00"]]), VIEW)).toEqual({
    current: { type: "weeks", every: 1, date: "2026-12-01", time: "10:00" },
    moves: [],
    apart: [],
  });
});

test("what was moved once, left out, or has no time is known as that", () => {
  const { moves } = seriesToday(
    schedule([
      ["2026-12-01T10:00", "2026-12-02T09:00"],
      ["2026-12-15T10:00", null],
      ["2026-12-22T10:00", "2026-12-22T10:00"],
    ]),
    VIEW,
  );
  expect(moves).toEqual([
    { date: "2026-12-01", to: "2026-12-02T09:00" },
    { date: "2026-12-08", to: null },
    { date: "2026-12-15", to: null },
  ]);
});

test("a meeting of before that stays stands for its week, and outside of the weeks it takes its time", () => {
  const moved = seriesToday(
    schedule([
      ["2026-11-27T10:00", "2026-11-27T10:00"],
      ["2026-12-01T10:00", "2026-12-01T10:00"],
      ["2026-12-10T15:00", "2026-12-10T15:00"],
    ]),
    VIEW,
  );
  expect(moved.moves).toEqual([{ date: "2026-12-03", to: "2026-12-01T10:00" }]);
  expect(moved.apart).toHaveLength(1);
});

test("what the page has moved or left out of the times to come is known as that, by the manager's clock", () => {
  const today = schedule([["2026-12-01T04:00", "2026-12-01T04:00"]], 1, "America/New_York");
  const place = (start: string) => ({ start, timeZone: "America/New_York", minutes: 30 });
  const later = [
    { slot: "2026-12-08T04:00", place: place("2026-12-09T09:00") },
    { slot: "2026-12-15T04:00", place: null },
    { slot: "2027-01-05T04:00", place: place("2026-12-24T05:00") },
  ];
  expect(seriesToday({ ...today, later }, VIEW)).toMatchObject({
    moves: [
      { date: "2026-12-08", to: "2026-12-09T15:00" },
      { date: "2026-12-15", to: null },
    ],
    apart: [{ from: Date.parse("2026-12-24T10:00:00Z") }],
  });
});

test("a plan that puts back what was moved writes the times up to there, so that nothing of the move is left", () => {
  const pattern = { type: "weeks" as const, every: 1, date: "2026-12-02", time: "17:00" };
  const occurrences = [
    { seriesId: "a", date: "2026-12-02", from: 0, until: 0, start: "2026-12-02T17:00", is: "by_pattern" as const },
  ];
  const zones = { managerZone: "Europe/Berlin", zone: "Europe/Berlin", planned: 1 };
  const currentMoves = [{ date: "2026-12-09", to: "2026-12-10T12:00" }];
  const times = seriesTimes({ seriesId: "a", pattern, moves: [] }, { occurrences }, { ...zones, currentMoves });
  expect(times.map(({ slot }) => slot)).toContain("2026-12-09T17:00");
});

test("a page in another zone is read by the manager's clock, and written by its own", () => {
  const { current } = seriesToday(schedule([["2026-12-01T10:00", "2026-12-01T10:00"]], 2, "America/New_York"), VIEW);
  expect(current).toEqual({ type: "weeks", every: 2, date: "2026-12-01", time: "16:00" });
  expect(inZone("2026-12-01T00:30", "Europe/Berlin", "America/New_York")).toBe("2026-11-30T18:30");
  const zones = { managerZone: "Europe/Berlin", zone: "America/New_York", planned: 1 };
  const occurrence = { seriesId: "a", from: 0, until: 0, is: "by_pattern" as const };
  const times = seriesTimes(
    { seriesId: "a", pattern: { type: "weeks", every: 2, date: "2026-12-02", time: "17:00" }, moves: [] },
    { occurrences: [{ ...occurrence, date: "2026-12-02", start: "2026-12-02T17:00" }] },
    zones,
  );
  expect(times).toEqual([{ slot: "2026-12-02T11:00", start: "2026-12-02T11:00" }]);
});

test("so many times are written that all that is elsewhere or left out is among them, and one more", () => {
  const dates = ["2026-12-02", "2026-12-09", "2026-12-23"];
  const occurrences = dates.map((date) => {
    const start = date === "2026-12-09" ? "2026-12-10T12:00" : `${date}T17:00`;
    return { seriesId: "a", date, from: 0, until: 0, start, is: "by_pattern" as const };
  });
  const moves = [
    { date: "2026-12-09", to: "2026-12-10T12:00" },
    { date: "2026-12-16", to: null },
  ];
  const pattern = { type: "weeks" as const, every: 1, date: "2026-12-02", time: "17:00" };
  const zones = { managerZone: "Europe/Berlin", zone: "Europe/Berlin", planned: 1 };
  expect(seriesTimes({ seriesId: "a", pattern, moves }, { occurrences }, zones)).toEqual([
    { slot: "2026-12-02T17:00", start: "2026-12-02T17:00" },
    { slot: "2026-12-09T17:00", start: "2026-12-10T12:00" },
    { slot: "2026-12-23T17:00", start: "2026-12-23T17:00" },
  ]);
});
