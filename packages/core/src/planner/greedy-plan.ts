import { createArrangement, type Placing } from "./arrangement.ts";
import { firstFit, givenFirst, placed } from "./first-fit.ts";
import { ownCost } from "./improve-plan.ts";
import type { PlanSpace } from "./plan-space.ts";
import type { SeriesOptions } from "./series-options.ts";

/**
 * Each series where it costs least at that moment, the choosiest first, to the minute; and what first fit finds where that
 * happens to be better.
 */
export function greedyPlan(space: PlanSpace, all: readonly SeriesOptions[]): Placing[] {
  const arrangement = createArrangement(space, all);
  const order = givenFirst(all);
  const pinned = order.filter((at) => all[at]?.notPlanned === null);
  const others = order
    .filter((at) => all[at]?.notPlanned !== null)
    .sort((one, other) => (all[one]?.options.length ?? 0) - (all[other]?.options.length ?? 0) || one - other);
  for (const at of [...pinned, ...others]) arrangement.put(at, arrangement.pricesFor(at).cheapest());
  const greedy = placed(arrangement.placings);
  const first = firstFit(space, all);
  return placingsCost(space, all, first) < placingsCost(space, all, greedy) ? first : greedy;
}

/** Of two plans the one that costs less can be told by this; what is settled is in neither. */
export function placingsCost(space: PlanSpace, all: readonly SeriesOptions[], placings: readonly Placing[]): number {
  const arrangement = createArrangement(space, all);
  for (const [at, placing] of placings.entries()) arrangement.put(at, placing);
  return ownCost(all, placings) + arrangement.sharedCost();
}
