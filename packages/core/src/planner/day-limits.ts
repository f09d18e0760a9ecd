import { type PlanDay, SLOTS_A_DAY } from "./plan-days.ts";
import { type PlanWeights, SLOTS_WITHOUT_BREAK } from "./plan-weights.ts";

/** value <= start + slope * slots */
export type Line = { start: number; slope: number };

/**
 * The most that a day can keep when so many of its free half hours go to 1:1s, wherever they lie: what its blocks are
 * worth, less what is paid for going without a break. No plan does better, so the solver may be told.
 *
 * @param paysForBreaks false: leaves that part out.
 * @returns by the number of half hours, from 0; -Infinity where the day hasn't as many.
 */
export function mostKept(day: PlanDay, weights: PlanWeights, most: number, paysForBreaks: boolean): number[] {
  const { isFree, isTaken } = day;
  const noBreak = paysForBreaks ? weights.noBreak : 0;
  // A state is how many half hours are given away, how long it goes without a break, and since when a 1:1 was in it.
  const [long, gone] = [SLOTS_WITHOUT_BREAK + 1, SLOTS_WITHOUT_BREAK + 1];
  const states = (most + 1) * (long + 1) * (gone + 1);
  const at = (given: number, run: number, since: number) => (given * (long + 1) + run) * (gone + 1) + since;
  const best = Array.from({ length: SLOTS_A_DAY + 1 }, () => new Float64Array(states).fill(Number.NEGATIVE_INFINITY));
  const raise = (slot: number, state: number, value: number) => {
    const values = best[slot];
    if (values !== undefined && value > (values[state] ?? 0)) values[state] = value;
  };
  raise(0, at(0, 0, gone), 0);
  const freeFrom = new Uint8Array(SLOTS_A_DAY + 1);
  for (let slot = SLOTS_A_DAY - 1; slot >= 0; slot -= 1)
    freeFrom[slot] = isFree[slot] ? (freeFrom[slot + 1] ?? 0) + 1 : 0;
  for (let slot = 0; slot < SLOTS_A_DAY; slot += 1) {
    for (let given = 0; given <= most; given += 1) {
      for (let run = 0; run <= long; run += 1) {
        for (let since = 0; since <= gone; since += 1) {
          const value = best[slot]?.[at(given, run, since)] ?? Number.NEGATIVE_INFINITY;
          if (value === Number.NEGATIVE_INFINITY) continue;
          const further = Math.min(run + 1, long);
          if (isTaken[slot]) {
            const ago = Math.min(since + 1, gone);
            const pays = further === long && ago <= SLOTS_WITHOUT_BREAK ? noBreak : 0;
            raise(slot + 1, at(given, further, ago), value - pays);
            continue;
          }
          raise(slot + 1, at(given, 0, gone), value);
          if (!isFree[slot]) continue;
          if (given < most) raise(slot + 1, at(given + 1, further, 0), value - (further === long ? noBreak : 0));
          for (const { slots, worth } of weights.focus) {
            if ((freeFrom[slot] ?? 0) >= slots) raise(slot + slots, at(given, 0, gone), value + worth);
          }
        }
      }
    }
  }
  const last = best[SLOTS_A_DAY] ?? new Float64Array();
  return Array.from({ length: most + 1 }, (_, given) =>
    Math.max(...last.subarray(at(given, 0, 0), at(given + 1, 0, 0))),
  );
}

/** The straight lines that lie over all points from one on, as low as lines can. */
export function linesOver(values: readonly number[], from: number): Line[] {
  const hull: { at: number; value: number }[] = [];
  for (const [at, value] of values.entries()) {
    if (at < from || value === Number.NEGATIVE_INFINITY) continue;
    while (hull.length >= 2) {
      const [one, other] = hull.slice(-2);
      if (!one || !other) break;
      const isAbove = (other.value - one.value) * (at - one.at) > (value - one.value) * (other.at - one.at);
      if (isAbove) break;
      hull.pop();
    }
    hull.push({ at, value });
  }
  if (hull.length === 1) return [{ start: hull[0]?.value ?? 0, slope: 0 }];
  return hull.slice(1).map((point, before) => {
    const start = hull[before] ?? point;
    const slope = (point.value - start.value) / (point.at - start.at);
    return { start: point.value - slope * point.at, slope };
  });
}
