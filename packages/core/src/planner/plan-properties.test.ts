import { planProblemLike } from "@candor/fixtures/plan-problem-like.ts";
import { seededRandom } from "@candor/fixtures/random.ts";
import fc from "fast-check";
import { expect, test } from "vitest";
import { type Placing, planOf } from "./arrangement.ts";
import { preparePlan } from "./compose-plan.ts";
import { evaluatePlan, todaysPlan } from "./evaluate-plan.ts";
import { placingsCost } from "./greedy-plan.ts";
import type { PlanProblem } from "./plan-problem.ts";
import { layOut } from "./plan-space.ts";

const RUNS = { numRuns: 12, seed: 20261126 };

/** Some problem: a few people, any sliders, and for a part of the series an hour that they have today. */
const problems = fc
  .record({
    seed: fc.nat(10_000),
    reports: fc.integer({ min: 1, max: 6 }),
    skipLevels: fc.integer({ min: 0, max: 3 }),
    busy: fc.double({ min: 0, max: 0.6, noNaN: true }),
    slider: fc.double({ min: -1, max: 1, noNaN: true }),
    frozenDays: fc.integer({ min: 0, max: 3 }),
  })
  .map(({ seed, reports, skipLevels, busy, slider, frozenDays }): PlanProblem => {
    const problem = planProblemLike(seed, { reports, skipLevels, managerBusy: busy / 2, reportsBusy: busy });
    const random = seededRandom(seed);
    return {
      ...problem,
      sliders: { spreadBatch: slider, stableIdeal: -slider, mineTheirs: slider / 2 },
      kickoff: { weekday: 1 + random.whole(5), isNever: random.chance(0.5) },
      frozenUntil: problem.frozenUntil + frozenDays * 86_400_000,
      series: problem.series.map((each) => {
        if (each.cadence.type !== "weeks" || random.chance(0.4)) return each;
        const date = `2026-10-${12 + random.whole(5)}`;
        const time = `${10 + random.whole(6)}:${random.pick(["00", "15", "30"])}`;
        return {
          ...each,
          current: { type: "weeks", every: each.cadence.every, date, time },
          movedLately: random.chance(0.3),
        };
      }),
    };
  });

function price(problem: PlanProblem, placings: readonly Placing[]): number {
  const space = layOut(problem);
  return evaluatePlan(space, planOf(space, placings)).cost;
}

test("greedy is never worse than first fit, nor the search after it than greedy, and every plan holds", () => {
  fc.assert(
    fc.property(problems, (problem) => {
      const { space, firstFit, greedy, improved } = preparePlan(problem, seededRandom(1).next, 60);
      const [first, second, third] = [firstFit, greedy, improved].map((each) =>
        evaluatePlan(space, planOf(space, each)),
      );
      expect(second?.cost).toBeLessThanOrEqual((first?.cost ?? 0) + 1e-6);
      expect(third?.cost).toBeLessThanOrEqual((second?.cost ?? 0) + 1e-6);
      for (const evaluation of [first, second, third]) expect(evaluation?.violations).toEqual([]);
    }),
    RUNS,
  );
});

test("a change is priced on its days alone exactly as the whole plan is", () => {
  fc.assert(
    fc.property(problems, (problem) => {
      const { space, options, firstFit, improved } = preparePlan(problem, seededRandom(2).next, 20);
      const inMaking = placingsCost(space, options, improved) - placingsCost(space, options, firstFit);
      expect(inMaking).toBeCloseTo(price(problem, improved) - price(problem, firstFit), 6);
    }),
    RUNS,
  );
});

test("a plan's cost is the sum of its parts, and crosses a wire as it is", () => {
  fc.assert(
    fc.property(problems, (problem) => {
      const space = layOut(problem);
      const evaluation = evaluatePlan(space, todaysPlan(space));
      expect(Object.values(evaluation.parts).reduce((sum, each) => sum + each, 0)).toBeCloseTo(evaluation.cost, 6);
      expect(JSON.parse(JSON.stringify(evaluation))).toEqual(evaluation);
      expect(evaluatePlan(layOut(JSON.parse(JSON.stringify(problem))), todaysPlan(space))).toEqual(evaluation);
    }),
    RUNS,
  );
});

test("what people and series are called changes no price", () => {
  fc.assert(
    fc.property(problems, (problem) => {
      const renamed: PlanProblem = JSON.parse(JSON.stringify(problem).replaceAll("report-", "zz-"));
      const [one, other] = [problem, renamed].map((each) => preparePlan(each, seededRandom(3).next, 20));
      if (!one || !other) throw new Error("nothing prepared");
      expect(price(renamed, other.improved)).toBeCloseTo(price(problem, one.improved), 6);
    }),
    { ...RUNS, numRuns: 5 },
  );
});
