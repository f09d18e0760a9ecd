import { createArrangement, type Placing } from "./arrangement.ts";
import { placed } from "./first-fit.ts";
import { placingsCost } from "./greedy-plan.ts";
import type { PlanSpace } from "./plan-space.ts";
import type { SeriesOptions } from "./series-options.ts";

const TAKEN_OFF = 3; // series at once; more hardly ever find something better

/**
 * Takes some series off and puts them back where they cost least, in another order, and keeps what is better.
 *
 * @param random from 0 up to 1.
 * @param rounds how often; a round takes a few milliseconds.
 */
export function improvePlan(
  space: PlanSpace,
  all: readonly SeriesOptions[],
  start: readonly Placing[],
  { random, rounds }: { random: () => number; rounds: number },
): Placing[] {
  const arrangement = createArrangement(space, all);
  for (const [at, placing] of start.entries()) arrangement.put(at, placing);
  const movable = [...all.keys()].filter((at) => all[at]?.notPlanned !== null);
  let best = placed(arrangement.placings);
  let cost = placingsCost(space, all, best);
  for (let round = 0; round < rounds && movable.length > 0; round += 1) {
    // First each by itself, then some together.
    const chosen = round < movable.length ? [movable[round] ?? 0] : pick(movable, random);
    for (const at of chosen) arrangement.takeOff(at);
    for (const at of chosen) arrangement.put(at, arrangement.pricesFor(at).cheapest());
    const now = placed(arrangement.placings);
    const price = placingsCost(space, all, now);
    if (price < cost - 1e-9) [best, cost] = [now, price];
    else {
      for (const at of chosen) arrangement.takeOff(at);
      for (const at of chosen) arrangement.put(at, best[at] ?? { option: null, moves: [] });
    }
  }
  return best;
}

function pick(from: readonly number[], random: () => number): number[] {
  const left = [...from];
  return Array.from({ length: Math.min(TAKEN_OFF, left.length) }, () =>
    left.splice(Math.floor(random() * left.length), 1).map((each) => each),
  ).flat();
}
