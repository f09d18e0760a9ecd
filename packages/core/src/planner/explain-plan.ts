import { createArrangement, type Placing, type Priced, planOf } from "./arrangement.ts";
import { COST_PARTS, evaluatePlan } from "./evaluate-plan.ts";
import { findBlocking } from "./find-blocking.ts";
import type { PlanEvaluation } from "./plan.ts";
import type { CostChange, OtherPattern, SeriesReasons } from "./plan-outcome.ts";
import type { PlanSpace } from "./plan-space.ts";
import type { SeriesOptions } from "./series-options.ts";
import { isSamePattern } from "./series-pattern.ts";

/**
 * Why each series is where it is: what it costs there, what moving it gains, the best other hour while all else stays, and
 * what stands in the way of one that has no place. All prices are exact.
 */
export function explainPlan(
  space: PlanSpace,
  all: readonly SeriesOptions[],
  placings: readonly Placing[],
): SeriesReasons[] {
  const arrangement = createArrangement(space, all);
  for (const [at, placing] of placings.entries()) arrangement.put(at, placing);
  const chosen = evaluatePlan(space, planOf(space, placings));
  return space.series.map(({ series }, at): SeriesReasons => {
    const placing = placings[at] ?? { option: null, moves: [] };
    arrangement.takeOff(at);
    const prices = arrangement.pricesFor(at);
    const others: Priced[] = [];
    for (const option of all[at]?.options ?? []) {
      const priced = option === placing.option ? null : prices.price(option);
      if (priced !== null) others.push(priced);
    }
    const instead = (other: Placing | undefined): OtherPattern | null => {
      if (other?.option === undefined || other.option === null) return null;
      const evaluation = evaluatePlan(space, planOf(space, placings.with(at, other)));
      return { pattern: other.option.pattern, extra: evaluation.cost - chosen.cost, parts: change(chosen, evaluation) };
    };
    const best = others.reduce<Priced | undefined>(
      (one, other) => (one && one.cost <= other.cost ? one : other),
      undefined,
    );
    const { current } = series;
    const isMoved = current !== null && placing.option !== null && !isSamePattern(placing.option.pattern, current);
    const today = isMoved ? others.find(({ option }) => option?.isCurrent) : undefined;
    const reasons: SeriesReasons = {
      seriesId: series.id,
      pays: placing.option === null ? {} : change(withoutSeries(space, placings, at), chosen),
      insteadOfToday: instead(today),
      nextBest: series.isPinned ? null : instead(best),
      blocked: placing.option === null ? findBlocking(space, at, arrangement.held) : null,
      isUnknown: {
        mine: !space.problem.manager.isCalendarKnown,
        theirs: !(space.problem.people.find(({ id }) => id === series.personId)?.isCalendarKnown ?? false),
      },
    };
    arrangement.put(at, placing);
    return reasons;
  });
}

/** The plan as it would cost if the series weren't met at all, and nobody minded. */
function withoutSeries(space: PlanSpace, placings: readonly Placing[], at: number): PlanEvaluation {
  const without = evaluatePlan(space, planOf(space, placings.with(at, { option: null, moves: [] })));
  const { notPlanned } = without.parts;
  const kept = evaluatePlan(space, planOf(space, placings)).parts.notPlanned;
  return { ...without, cost: without.cost - notPlanned + kept, parts: { ...without.parts, notPlanned: kept } };
}

/** What changes from one evaluation to another, part by part. */
export function change(from: Pick<PlanEvaluation, "parts">, to: Pick<PlanEvaluation, "parts">): CostChange {
  return Object.fromEntries(
    COST_PARTS.map((part) => [part, to.parts[part] - from.parts[part]] as const).filter(
      ([, minutes]) => Math.abs(minutes) > 1e-9,
    ),
  );
}
