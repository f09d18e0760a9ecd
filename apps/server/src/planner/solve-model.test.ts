import { planOf } from "@candor/core/planner/arrangement.ts";
import { buildModel, columnsOf, readColumns } from "@candor/core/planner/build-model.ts";
import { type Prepared, preparePlan } from "@candor/core/planner/compose-plan.ts";
import { evaluatePlan } from "@candor/core/planner/evaluate-plan.ts";
import type { PlanProblem } from "@candor/core/planner/plan-problem.ts";
import { planProblemLike } from "@candor/fixtures/plan-problem-like.ts";
import { seededRandom } from "@candor/fixtures/random.ts";
import { expect, test } from "vitest";
import { type ModelSolution, solveModel } from "./solve-model.ts";

const SEEDS = [3, 4, 7];

const size = { reports: 3, skipLevels: 1 };
const ready = (problem: PlanProblem): Prepared => preparePlan(problem, seededRandom(1).next, 50);

/** All meet first on one day, at ten or so many minutes later each, and that too soon to be moved. */
function settledAtOnce(problem: PlanProblem, minutesApart: number): PlanProblem {
  const { firstDay, manager } = problem;
  const date = Temporal.PlainDate.from(firstDay).add({ days: 1 });
  const timeOf = (at: number) =>
    Temporal.PlainTime.from("10:00")
      .add({ minutes: at * minutesApart })
      .toString()
      .slice(0, 5);
  return {
    ...problem,
    frozenUntil: date.add({ days: 1 }).toZonedDateTime(manager.timeZone).epochMilliseconds,
    series: problem.series.map((each, at) => ({
      ...{ ...each, isPinned: false, currentMoves: [] },
      current: { type: "weeks", every: 1, date: date.toString(), time: timeOf(at) },
    })),
  };
}

async function best(problem: PlanProblem): Promise<{ cost: number; solution: ModelSolution; off: number }> {
  const { space, options, improved } = ready(problem);
  const model = buildModel(space, options);
  const solution = await solveModel(model, { ...QUIET, start: columnsOf(model, improved, options) });
  const { cost } = evaluatePlan(space, planOf(space, readColumns(model, solution.values ?? [], options)));
  return { cost, solution, off: Math.abs(objective(model.cost, solution) - cost) };
}

test("what the solver calls best costs to the minute what the evaluator says, and no other way is better", async () => {
  for (const seed of SEEDS) {
    const problem = planProblemLike(seed, size);
    const { space, greedy } = ready(problem);
    const { cost, solution, off } = await best(problem);
    expect(solution.ended).toBe("finished");
    expect(off).toBeLessThan(1e-6);
    expect(cost).toBeLessThanOrEqual(evaluatePlan(space, planOf(space, greedy)).cost + 1e-6);
    expect(Math.abs((solution.bound ?? 0) - cost)).toBeLessThan(1e-3);
  }
});

test("what is settled already and clashes keeps no plan from being the best", async () => {
  for (const seed of SEEDS) {
    for (const apart of [0, 15]) {
      const { cost, solution, off } = await best(
        settledAtOnce(planProblemLike(seed, { reports: 4, skipLevels: 0 }), apart),
      );
      expect(solution.ended).toBe("finished");
      expect(off).toBeLessThan(1e-6);
      expect(Math.abs((solution.bound ?? 0) - cost)).toBeLessThan(1e-3);
    }
  }
});

test("every plan of whatever make is one of the model's, at the same cost", async () => {
  const evenly = SEEDS.map((seed) => planProblemLike(seed, { reports: 6, skipLevels: 3 }));
  for (const problem of [...evenly, ...evenly.map(askew)]) {
    const { space, options, firstFit, greedy, improved } = ready(problem);
    const model = buildModel(space, options);
    for (const placings of [firstFit, greedy, improved]) {
      const chosen = new Set(columnsOf(model, placings, options));
      const fixed = model.columns.map((column, at) => ("series" in column ? Number(chosen.has(at)) : null));
      const solution = await solveModel(
        {
          ...model,
          lower: model.lower.map((low, at) => fixed[at] ?? low),
          upper: model.upper.map((high, at) => fixed[at] ?? high),
        },
        { ...QUIET, start: [...chosen] },
      );
      expect(objective(model.cost, solution)).toBeCloseTo(evaluatePlan(space, planOf(space, placings)).cost, 6);
    }
  }
});

test("whether the weekly ones are settled first or all at once, the best plan costs the same", async () => {
  for (const seed of SEEDS) {
    const { space, options, improved } = ready(planProblemLike(seed, { reports: 3, skipLevels: 5 }));
    const model = buildModel(space, options);
    expect(model.isRare).toContain(true);
    const start = columnsOf(model, improved, options);
    const [first, atOnce] = [
      await solveModel(model, { ...QUIET, start }),
      await solveModel({ ...model, isRare: model.isRare.map(() => false) }, { ...QUIET, start }),
    ];
    expect([first.ended, atOnce.ended]).toEqual(["finished", "finished"]);
    expect(objective(model.cost, first)).toBeCloseTo(objective(model.cost, atOnce), 6);
    expect(first.bound).toBeCloseTo(atOnce.bound ?? 0, 6);
    const { cost, violations } = evaluatePlan(space, planOf(space, readColumns(model, first.values ?? [], options)));
    expect([cost.toFixed(6), violations]).toEqual([objective(model.cost, first).toFixed(6), []]);
  }
});

test("time that becomes free never makes the best plan worse", async () => {
  for (const seed of SEEDS) {
    const problem = planProblemLike(seed, size);
    const freer = { ...problem, people: problem.people.map((each) => ({ ...each, busy: each.busy.slice(0, -8) })) };
    expect((await best(freer)).cost).toBeLessThanOrEqual((await best(problem)).cost + 1e-6);
  }
});

test("planning again without any change moves nothing", async () => {
  for (const seed of SEEDS) {
    const problem = planProblemLike(seed, size);
    const { space, options, improved } = ready(problem);
    const model = buildModel(space, options);
    const solution = await solveModel(model, { ...QUIET, start: columnsOf(model, improved, options) });
    const { series } = planOf(space, readColumns(model, solution.values ?? [], options));
    const today = problem.series.map((each, at) => {
      return { ...each, current: series[at]?.pattern ?? null, currentMoves: series[at]?.moves ?? [] };
    });
    const again = ready({ ...problem, series: today });
    const second = buildModel(again.space, again.options);
    const found = await solveModel(second, { ...QUIET, start: columnsOf(second, again.improved, again.options) });
    expect(planOf(again.space, readColumns(second, found.values ?? [], again.options)).series).toEqual(series);
  }
});

/** Some of it is settled, and some begins at a quarter past. */
function askew(problem: PlanProblem): PlanProblem {
  const weekly = problem.series.filter(({ cadence }) => cadence.type === "weeks" && cadence.every === 1);
  const dates = ["2026-10-12", "2026-10-13", "2026-10-15"];
  return {
    ...problem,
    frozenUntil: problem.frozenUntil + 2 * 86_400_000,
    series: problem.series.map((each) => {
      const date = dates[weekly.indexOf(each)];
      return date === undefined ? each : { ...each, current: { type: "weeks", every: 1, date, time: "10:15" } };
    }),
  };
}

const QUIET = { seconds: 60, start: [], onProgress() {}, onSolution() {}, shouldStop: () => false };

function objective(cost: readonly number[], { values }: ModelSolution): number {
  return cost.reduce((sum, price, at) => sum + price * (values?.[at] ?? Number.NaN), 0);
}
