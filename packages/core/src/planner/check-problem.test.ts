import { colleague, smallTeam, taken, weeklyWith } from "@candor/fixtures/small-team.ts";
import { expect, test } from "vitest";
import { faultsOf } from "./compose-plan.ts";
import type { PlannedSeries, PlanProblem } from "./plan-problem.ts";

const team = (changes: Partial<PlanProblem> = {}) => smallTeam([colleague("sam")], changes);
const faults = (changes: Partial<PlanProblem>) => faultsOf(team(changes)).map(({ type }) => type);
const withSam = (changes: Partial<PlannedSeries>) => ({ series: [weeklyWith("sam", changes)] });

test("an ordinary team has nothing wrong with it", () => {
  expect(faultsOf(team())).toEqual([]);
});

test("what is no number is said to be none, and where", () => {
  expect(faultsOf(team(withSam({ minutes: Number.NaN })))).toEqual([
    { type: "not_a_number", where: "minutes of series with-sam" },
  ]);
  expect(faults({ sliders: { spreadBatch: Number.NaN, stableIdeal: 0, mineTheirs: 0 } })).toEqual(["not_a_number"]);
  expect(faults({ frozenUntil: Number.POSITIVE_INFINITY })).toEqual(["not_a_number"]);
  const busy = [{ ...taken("2026-11-04T10:00", "2026-11-04T11:00"), until: Number.NaN }];
  expect(faults({ people: [colleague("sam", { busy })] })).toEqual(["not_a_number"]);
});

test("ten thousand series are too many, and nothing else is looked at", () => {
  const series = Array.from({ length: 10_000 }, (_, at) => weeklyWith("sam", { id: `s${at}` }));
  expect(faultsOf(team({ series }))).toEqual([{ type: "too_large", what: "series", count: 10_000, most: 80 }]);
  expect(faults({ weeks: 5000 })).toEqual(["too_large"]);
});

test("zones, dates and hours that don't exist are named", () => {
  expect(faults({ people: [colleague("sam", { timeZone: "Mars/Olympus" })] })).toEqual(["unknown_zone"]);
  expect(faults({ firstDay: "2026-11-31" })).toEqual(["bad_date"]);
  expect(faults({ firstDay: "2026-11-03" })).toEqual(["bad_date"]); // a Tuesday
  expect(faults({ people: [colleague("sam", { daysOff: ["tomorrow"] })] })).toEqual(["bad_date"]);
  expect(faults({ people: [colleague("sam", { hours: { 3: [{ from: 1020, until: 540 }] } })] })).toEqual(["bad_value"]);
  expect(faults(withSam({ current: { type: "weeks", every: 1, date: "2026-11-04", time: "25:00" } }))).toEqual([
    "bad_value",
  ]);
  expect(faults({ kickoff: { weekday: 9, isNever: true } })).toEqual(["bad_value"]);
});

test("a series with nobody, twice the same one, and one that is pinned to no hour are named", () => {
  expect(faults(withSam({ personId: "nobody" }))).toEqual(["nobody"]);
  expect(faults({ series: [weeklyWith("sam"), weeklyWith("sam")] })).toEqual(["twice"]);
  expect(faults(withSam({ isPinned: true }))).toEqual(["pinned_nowhere"]);
});
