import { type Placing, planOf } from "./arrangement.ts";
import { checkProblem } from "./check-problem.ts";
import { evaluatePlan, todaysPlan } from "./evaluate-plan.ts";
import { explainPlan } from "./explain-plan.ts";
import { firstFit } from "./first-fit.ts";
import { greedyPlan, placingsCost } from "./greedy-plan.ts";
import { improvePlan } from "./improve-plan.ts";
import { pinnedTwice } from "./pinned-twice.ts";
import type { Plan, PlanEvaluation } from "./plan.ts";
import type { PlanMethod, PlanOutcome, ProblemFault, SolvedPlan } from "./plan-outcome.ts";
import type { PlanProblem } from "./plan-problem.ts";
import { layOut, type PlanSpace } from "./plan-space.ts";
import { type SeriesOptions, seriesOptions } from "./series-options.ts";

/** Of the local search: about a second for a large team, and a good start for the solver. */
const [ROUNDS, ROUNDS_A_SERIES] = [4000, 200];
const POLISHING = 1500;

/** A problem with everything that planning it needs, and the plans that need no solver. */
export type Prepared = {
  space: PlanSpace;
  options: readonly SeriesOptions[];
  firstFit: readonly Placing[];
  greedy: readonly Placing[];
  /** never dearer than greedy */
  improved: readonly Placing[];
};

/** What is wrong with a problem, in words for whoever made it; empty: it can be planned. */
export function faultsOf(problem: PlanProblem): ProblemFault[] {
  const faults = checkProblem(problem);
  return faults.length > 0 ? faults : pinnedTwice(layOut(problem));
}

/**
 * @param problem one without faults, as of `faultsOf`.
 * @param random from 0 up to 1; the plan depends on it where there are many equally good ones.
 * @param most rounds of the local search.
 */
export function preparePlan(problem: PlanProblem, random: () => number, most = ROUNDS): Prepared {
  const space = layOut(problem);
  const options = seriesOptions(space);
  const greedy = greedyPlan(space, options);
  return {
    space,
    options,
    firstFit: firstFit(space, options),
    greedy,
    improved: improvePlan(space, options, greedy, {
      random,
      rounds: Math.min(most, ROUNDS_A_SERIES * problem.series.length),
    }),
  };
}

/** A plan that the solver had no time to prove, gone over once more. */
export function polishPlan(
  { space, options }: Prepared,
  best: readonly Placing[],
  random: () => number,
): readonly Placing[] {
  return improvePlan(space, options, best, { random, rounds: POLISHING });
}

/** What the search for the best plan came to; `best` is what the solver found, if it found any. */
export type Searched = {
  best: readonly Placing[] | null;
  bound: number | null;
  ended: "finished" | "timeout" | "cancelled" | "solver_failed";
};

/** The best of all plans that were found, with its reasons and how far from the best possible it is. */
export function composeOutcome({ space, options, ...ways }: Prepared, { best, bound, ended }: Searched): PlanOutcome {
  const candidates: { method: PlanMethod; placings: readonly Placing[] }[] = [
    { method: "greedy", placings: ways.greedy },
    { method: "local_search", placings: ways.improved },
    ...(best === null ? [] : [{ method: "optimal" as const, placings: best }]),
  ];
  const priced = candidates.map((each) => ({ ...each, cost: placingsCost(space, options, each.placings) }));
  const chosen = priced.reduce((one, other) => (other.cost < one.cost - 1e-9 ? other : one));
  const evaluation = evaluatePlan(space, planOf(space, chosen.placings));
  const aboveBound = bound === null ? null : Math.max(0, evaluation.cost - bound);
  const isProven = ended === "finished" && aboveBound !== null && aboveBound < 1e-4;
  const solved: SolvedPlan = {
    method: isProven ? "optimal" : chosen.method,
    plan: planOf(space, chosen.placings),
    evaluation,
    bound,
    aboveBound: isProven ? 0 : aboveBound,
    isProven,
    reasons: explainPlan(space, options, chosen.placings),
  };
  return {
    type: "planned",
    ended,
    best: solved,
    today: evaluatePlan(space, todaysPlan(space)),
    compare: {
      firstFit: evaluatePlan(space, planOf(space, ways.firstFit)).cost,
      greedy: evaluatePlan(space, planOf(space, ways.greedy)).cost,
    },
  };
}

/** What a plan costs that somebody changed by hand; milliseconds, so it can be asked at each step of a drag. */
export function pricePlan(problem: PlanProblem, plan: Plan): PlanEvaluation {
  return evaluatePlan(layOut(problem), plan);
}
