import { createArrangement, type Placing } from "./arrangement.ts";
import { placed } from "./first-fit.ts";
import type { PlanSpace } from "./plan-space.ts";
import type { SeriesOptions } from "./series-options.ts";

const [FEWEST, MOST] = [2, 5]; // series taken off at once
/** What a plan may become dearer by, at first, so that the search leaves a dead end; it falls to nothing. */
const WARMTH = 80;

/**
 * Takes some series off and puts them back where they cost least, in another order; goes on from what is better, and at
 * first from what is a little worse, too.
 *
 * @param random from 0 up to 1.
 * @param rounds how often; a round takes a few milliseconds.
 * @returns the best that it came by, never dearer than the start.
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
  const costNow = () => ownCost(all, arrangement.placings) + arrangement.sharedCost();
  let best = placed(arrangement.placings);
  let bestCost = costNow();
  let cost = bestCost;
  for (let round = 0; round < rounds && movable.length > 0; round += 1) {
    // First each by itself, then some together.
    const chosen = round < movable.length ? [movable[round] ?? 0] : pick(movable, random);
    const before = chosen.map((at) => arrangement.takeOff(at) ?? NOWHERE);
    for (const at of chosen) arrangement.put(at, arrangement.pricesFor(at).cheapest());
    const now = costNow();
    const allowed = -Math.log(1 - random()) * WARMTH * (1 - round / rounds) ** 2;
    if (now < cost + allowed - 1e-9) {
      cost = now;
      if (cost < bestCost - 1e-9) [best, bestCost] = [placed(arrangement.placings), cost];
      continue;
    }
    for (const at of chosen) arrangement.takeOff(at);
    for (const [nth, at] of chosen.entries()) arrangement.put(at, before[nth] ?? NOWHERE);
  }
  return best;
}

const NOWHERE: Placing = { option: null, moves: [] };

/** What each series pays by itself; what days cost together is the arrangement's. */
export function ownCost(all: readonly SeriesOptions[], placings: readonly (Placing | null)[]): number {
  let sum = 0;
  for (const [at, placing] of placings.entries()) {
    const { pools = [], notPlanned = null } = all[at] ?? {};
    sum += placing?.option ? placing.option.own : (notPlanned ?? 0);
    for (const { clash, choice } of placing?.moves ?? []) {
      sum += choice === null ? (pools[clash.pool]?.skipCost ?? 0) : choice.own;
    }
  }
  return sum;
}

function pick(from: readonly number[], random: () => number): number[] {
  const left = [...from];
  const count = Math.min(left.length, FEWEST + Math.floor(random() * (MOST - FEWEST + 1)));
  return Array.from({ length: count }, () => left.splice(Math.floor(random() * left.length), 1)).flat();
}
