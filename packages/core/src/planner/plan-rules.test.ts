import { colleague, smallTeam, taken, weeklyWith } from "@candor/fixtures/small-team.ts";
import { expect, test } from "vitest";
import { composeOutcome, faultsOf, preparePlan, pricePlan } from "./compose-plan.ts";
import type { PlanEvaluation, SeriesPlan } from "./plan.ts";
import type { SolvedPlan } from "./plan-outcome.ts";
import type { PlanProblem, SeriesPattern } from "./plan-problem.ts";
import { patternWeekday } from "./series-pattern.ts";

const even = () => 0.5;

function planned(problem: PlanProblem): SolvedPlan {
  expect(faultsOf(problem)).toEqual([]);
  const outcome = composeOutcome(preparePlan(problem, even, 40), { best: null, bound: null, ended: "timeout" });
  if (outcome.type !== "planned") throw new Error("faulty");
  expect(outcome.best.evaluation.violations).toEqual([]);
  return outcome.best;
}

function patternOf({ plan }: SolvedPlan, personId: string): SeriesPattern {
  const pattern = plan.series.find(({ seriesId }) => seriesId === `with-${personId}`)?.pattern;
  if (!pattern) throw new Error(`no pattern for ${personId}`);
  return pattern;
}

const weekly = (date: string, time: string): SeriesPattern => ({ type: "weeks", every: 1, date, time });
const priced = (problem: PlanProblem, ...series: SeriesPlan[]): PlanEvaluation => pricePlan(problem, { series });
const sam = (pattern: SeriesPattern | null, moves: SeriesPlan["moves"] = []): SeriesPlan => ({
  seriesId: "with-sam",
  pattern,
  moves,
});

test("a 1:1 comes mid-week rather than on a Monday, and never at the edge of somebody's day if it can be helped", () => {
  const best = planned(smallTeam([colleague("sam")]));
  expect([3, 4]).toContain(patternWeekday(patternOf(best, "sam")));
  expect(best.evaluation.parts.theirEdge + best.evaluation.parts.myEdge + best.evaluation.parts.weekday).toBe(0);
});

test("the day of the week's kickoff is kept clear, and where it is never to be, it never is", () => {
  const onlyWednesday = { 3: [{ from: 540, until: 1020 }] };
  const wednesdays = smallTeam([colleague("sam", { hours: onlyWednesday })], {
    kickoff: { weekday: 3, isNever: false },
  });
  expect(planned(wednesdays).evaluation.parts.kickoff).toBe(4 * 60);
  const never = planned({ ...wednesdays, kickoff: { weekday: 3, isNever: true } });
  expect(never.plan.series[0]?.pattern).toBeNull();
  expect(never.reasons[0]?.blocked?.by.map(({ type }) => type)).toContain("kickoff_day");
  const any = planned(smallTeam([colleague("sam")], { kickoff: { weekday: 3, isNever: false } }));
  expect(patternWeekday(patternOf(any, "sam"))).not.toBe(3);
});

test("1:1s gather on a day that is broken already, so that others keep long blocks", () => {
  const thursdays = ["05", "12", "19", "26"].flatMap((day) =>
    ["09:00", "10:30", "12:00", "14:00"].map((at) => {
      const hour = Number(at.slice(0, 2));
      return taken(`2026-11-${day}T${at}`, `2026-11-${day}T${String(hour + 1).padStart(2, "0")}${at.slice(2)}`);
    }),
  );
  const manager = colleague("mia", { busy: thursdays });
  const best = planned(smallTeam([colleague("sam"), colleague("lee")], { manager }));
  expect([patternWeekday(patternOf(best, "sam")), patternWeekday(patternOf(best, "lee"))]).toEqual([4, 4]);
});

test("never more than four a day, so that feedback doesn't drown", () => {
  const people = ["a", "b", "c", "d", "e"].map((id) => colleague(id, { hours: { 4: [{ from: 540, until: 1020 }] } }));
  const best = planned(smallTeam(people));
  expect(best.plan.series.filter(({ pattern }) => pattern === null)).toHaveLength(1);
  expect(best.evaluation.parts.crowded).toBe(4 * 40);
  const five = people.map(({ id }, at): SeriesPlan => {
    return { seriesId: `with-${id}`, pattern: weekly("2026-11-05", `${10 + at}:00`), moves: [] };
  });
  expect(priced(smallTeam(people), ...five).violations[0]).toEqual({ type: "too_many", date: "2026-11-05", count: 5 });
});

test("both are within their hours in their own zones, also when only one of them changes clocks", () => {
  // On 1 November clocks went back in New York, a week after Berlin: this plan begins before both.
  const problem = smallTeam([colleague("sam", { timeZone: "America/New_York" })], {
    firstDay: "2026-10-19",
    frozenUntil: Date.parse("2026-10-18T22:00Z"),
  });
  const best = planned(problem);
  expect(best.evaluation.occurrences).toHaveLength(4);
  for (const { from, until, start } of best.evaluation.occurrences) {
    const there = Temporal.Instant.fromEpochMilliseconds(from).toZonedDateTimeISO("America/New_York");
    const ends = Temporal.Instant.fromEpochMilliseconds(until).toZonedDateTimeISO("America/New_York");
    expect(there.hour).toBeGreaterThanOrEqual(9);
    expect(ends.hour).toBeLessThan(17);
    expect(start.slice(11)).toBe(best.evaluation.occurrences[0]?.start.slice(11));
  }
  // At 14:00 in Berlin it is nine in New York in the third week only.
  const early = priced(problem, sam(weekly("2026-10-21", "14:00")));
  expect(early.violations.filter(({ type }) => type === "outside_hours")).toHaveLength(3);
});

test("a day off takes one occurrence out of the way, and the series stays", () => {
  const problem = smallTeam(
    [
      colleague("sam", {
        daysOff: ["2026-11-11"],
        hours: { 3: [{ from: 540, until: 1020 }], 5: [{ from: 540, until: 1020 }] },
      }),
    ],
    {
      manager: colleague("mia", { hours: { 3: [{ from: 540, until: 1020 }], 5: [{ from: 540, until: 600 }] } }),
    },
  );
  const best = planned(problem);
  expect(best.evaluation.occurrences.filter(({ start }) => start.startsWith("2026-11-11"))).toEqual([]);
  expect(best.plan.series[0]?.pattern).not.toBeNull();
});

test("what is pinned stays, whatever it costs, and the others go around it", () => {
  const monday = weekly("2026-11-02", "09:00");
  const problem = smallTeam([colleague("sam"), colleague("lee")]);
  const pinned = { ...problem, series: [weeklyWith("sam", { current: monday, isPinned: true }), weeklyWith("lee")] };
  const best = planned(pinned);
  expect(patternOf(best, "sam")).toEqual(monday);
  expect(priced(pinned, sam(weekly("2026-11-04", "10:00"))).violations).toContainEqual({
    type: "pinned_moved",
    seriesId: "with-sam",
  });
});

test("two that are pinned to one hour can't be planned, and both are named", () => {
  const at = { current: weekly("2026-11-04", "10:00"), isPinned: true };
  const problem = smallTeam([colleague("sam"), colleague("lee")], {
    series: [weeklyWith("sam", at), weeklyWith("lee", at)],
  });
  expect(faultsOf(problem)).toEqual([
    { type: "pinned_twice", seriesId: "with-sam", otherId: "with-lee", date: "2026-11-04", time: "10:00" },
  ]);
});

test("planning again without any change moves nothing", () => {
  const problem = smallTeam([colleague("sam"), colleague("lee"), colleague("kim", { timeZone: "Asia/Kolkata" })]);
  const first = planned(problem);
  const again = planned({
    ...problem,
    series: problem.series.map((each, at) => ({
      ...each,
      current: first.plan.series[at]?.pattern ?? null,
      currentMoves: first.plan.series[at]?.moves ?? [],
    })),
  });
  expect(again.plan).toEqual(first.plan);
  expect(again.evaluation.parts.seriesMoved).toBe(0);
});

test("one new meeting moves one 1:1, and not the series", () => {
  const pattern = weekly("2026-11-04", "09:00");
  const problem = smallTeam([colleague("sam", { busy: [taken("2026-11-11T09:00", "2026-11-11T10:00")] })], {
    series: [weeklyWith("sam", { current: pattern })],
  });
  const best = planned(problem);
  expect(patternOf(best, "sam")).toEqual(pattern);
  expect(best.plan.series[0]?.moves).toHaveLength(1);
  expect(best.plan.series[0]?.moves[0]?.date).toBe("2026-11-11");
});

test("what the two agreed for one week stays as they agreed it", () => {
  const moves = [
    { date: "2026-11-11", to: "2026-11-13T15:30" },
    { date: "2026-11-18", to: null },
  ];
  const problem = smallTeam([colleague("sam")], {
    series: [weeklyWith("sam", { current: weekly("2026-11-04", "09:00"), currentMoves: moves })],
  });
  const best = planned(problem);
  expect(best.plan.series[0]?.moves).toEqual(moves);
  expect(best.evaluation.parts.oneOff + best.evaluation.parts.skipped).toBe(0);
});

test("nothing that is too near moves any more", () => {
  const current = weekly("2026-11-02", "09:00"); // a Monday morning: anything else would be better
  const problem = smallTeam([colleague("sam")], {
    series: [weeklyWith("sam", { current })],
    sliders: { spreadBatch: 0, stableIdeal: 1, mineTheirs: 0 },
    frozenUntil: Date.parse("2026-11-03T23:00Z"),
  });
  const best = planned(problem);
  expect(patternWeekday(patternOf(best, "sam"))).not.toBe(1);
  expect(best.evaluation.occurrences[0]).toMatchObject({ start: "2026-11-02T09:00", is: "frozen" });
  expect(best.evaluation.occurrences).toHaveLength(4);
});

test("a report without a free hour is told why, and what would have to open", () => {
  const always = [taken("2026-10-30T00:00", "2026-12-05T00:00")];
  const best = planned(smallTeam([colleague("sam", { busy: always }), colleague("lee")]));
  expect(best.plan.series[0]?.pattern).toBeNull();
  expect(best.evaluation.parts.notPlanned).toBe(4 * 600);
  const blocked = best.reasons[0]?.blocked;
  expect(blocked?.by.map(({ type }) => type)).toContain("their_busy");
  expect(blocked?.nearest?.blockedOn).toHaveLength(4);
  expect(best.reasons[1]?.blocked).toBeNull();
});

test("the reasons say what the next best hour would cost, and the measure agrees", () => {
  const problem = smallTeam([colleague("sam"), colleague("lee")]);
  const best = planned(problem);
  for (const [at, { nextBest }] of best.reasons.entries()) {
    if (!nextBest) throw new Error("nothing else");
    const series = best.plan.series.map((each, of) =>
      of === at ? { ...each, pattern: nextBest.pattern, moves: [] } : each,
    );
    expect(pricePlan(problem, { series }).cost - best.evaluation.cost).toBeCloseTo(nextBest.extra, 6);
    expect(Object.values(nextBest.parts).reduce((sum, each) => sum + each, 0)).toBeCloseTo(nextBest.extra, 6);
  }
});

test("two dragged onto one hour are shown as such", () => {
  const problem = smallTeam([colleague("sam"), colleague("lee")]);
  const at = weekly("2026-11-04", "10:00");
  const evaluation = priced(problem, sam(at), { seriesId: "with-lee", pattern: at, moves: [] });
  expect(evaluation.violations.map(({ type }) => type)).toEqual(["overlap", "overlap", "overlap", "overlap"]);
});

test("an hour that may be taken costs more than a free one, and is not forbidden", () => {
  const maybe = { ...taken("2026-11-04T10:00", "2026-11-04T11:00"), type: "maybe" as const };
  const evaluation = priced(smallTeam([colleague("sam", { busy: [maybe] })]), sam(weekly("2026-11-04", "10:00")));
  expect(evaluation.parts.maybe).toBe(60);
  expect(evaluation.violations).toEqual([]);
});

test("turning the sliders turns the plan: batched on few days, or spread over the week", () => {
  const people = ["a", "b", "c", "d"].map((id) => colleague(id));
  const daysOf = (spreadBatch: number) => {
    const best = planned(smallTeam(people, { sliders: { spreadBatch, stableIdeal: 0, mineTheirs: 0 } }));
    return new Set(best.plan.series.map(({ pattern }) => (pattern ? patternWeekday(pattern) : 0))).size;
  };
  expect(daysOf(1)).toBeLessThan(daysOf(-1));
});

test("four hours to oneself are worth more than twice two", () => {
  const whole = priced(smallTeam([colleague("sam")]), sam(null));
  const split = priced(smallTeam([colleague("sam")]), sam(weekly("2026-11-04", "13:00")));
  expect(whole.parts.focus).toBe(-20 * 2 * 290);
  expect(split.parts.focus).toBe(-(16 * 2 * 290 + 4 * (290 + 200)));
});
