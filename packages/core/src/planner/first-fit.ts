import { createArrangement, type Placing } from "./arrangement.ts";
import type { PlanSpace } from "./plan-space.ts";
import type { SeriesOptions } from "./series-options.ts";

/**
 * Each series in turn at the first hour that fits, as one would do it by hand: what is there stays if it can, and nothing
 * is weighed. The yardstick for what planning brings.
 */
export function firstFit(space: PlanSpace, all: readonly SeriesOptions[]): Placing[] {
  const arrangement = createArrangement(space, all);
  for (const at of givenFirst(all)) {
    const { options } = all[at] ?? { options: [] };
    const prices = arrangement.pricesFor(at);
    const ordered = [...options].sort((one, other) => Number(other.isCurrent) - Number(one.isCurrent));
    let found: Placing | null = null;
    for (const option of ordered) {
      found = prices.price(option);
      if (found !== null) break;
    }
    arrangement.put(at, found ?? { option: null, moves: [] });
  }
  return placed(arrangement.placings);
}

/** What is pinned comes before all, so that nothing stands in its way. */
export function givenFirst(all: readonly SeriesOptions[]): number[] {
  return [...all.keys()].sort(
    (one, other) => Number(all[one]?.notPlanned !== null) - Number(all[other]?.notPlanned !== null) || one - other,
  );
}

export function placed(placings: readonly (Placing | null)[]): Placing[] {
  return placings.map((each) => each ?? { option: null, moves: [] });
}
