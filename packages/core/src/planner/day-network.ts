import { type PlanDay, SLOTS_A_DAY } from "./plan-days.ts";
import { type PlanWeights, SLOTS_WITHOUT_BREAK } from "./plan-weights.ts";

/** From one state of a day to the next, over none, one or more half hours. */
export type Step = {
  from: number;
  to: number;
  /** of what ends or begins with it: a block that stays, half hours without a break, one 1:1 more */
  price: number;
  /** the 1:1 that begins then, in half hours; null: none does */
  held: { slot: number; slots: number } | null;
};

/** Every way that a day with 1:1s can go: each path from the first state to the last is one. */
export type DayNetwork = { states: number; first: number; last: number; steps: readonly Step[] };

/** What a day remembers: for how long it goes on without a break, when the last 1:1 in that was, how many there were. */
type State = { slot: number; run: number; sinceHeld: number; met: number };

const LONG_AGO = SLOTS_WITHOUT_BREAK + 1;

/**
 * What 1:1s cost together hangs on how a day's hours follow one another. A day is gone through half hour by half hour; the
 * price of its path is the day's, to the minute. Half-way plans, from which a solver learns what cannot be, are priced as
 * the mix of whole days that they are: that is what makes the proof quick.
 *
 * @param lengths by slot: for how many slots a 1:1 could be that begins there.
 * @param prices of the day's first 1:1, the second, and so on; no more than these fit.
 */
export function dayNetwork(
  { isTaken, isFree }: PlanDay,
  lengths: readonly ReadonlySet<number>[],
  { focus, noBreak, prices }: Pick<PlanWeights, "focus" | "noBreak"> & { prices: readonly number[] },
): DayNetwork {
  const known = new Map<string, number>();
  const open: (State & { state: number })[] = [];
  const steps: Step[] = [];
  const newState = (key: string): number => {
    known.set(key, known.size);
    return known.size - 1;
  };
  const stateAt = (at: State): number => {
    const key = `${at.slot} ${at.run} ${at.run === 0 ? LONG_AGO : at.sinceHeld} ${at.met}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    const state = newState(key);
    open.push({ ...at, state });
    return state;
  };
  const broken = (slot: number, met: number) => stateAt({ slot, run: 0, sinceHeld: LONG_AGO, met });

  /** Through half hours that are filled, and on through those that are taken, where no 1:1 can begin. */
  const fill = ({ slot, run, sinceHeld }: State, held: number) => {
    let [at, length, since, price] = [slot, run, sinceHeld, 0];
    const isFilled = () => at < slot + Math.max(1, held) || (isTaken[at] === 1 && lengths[at]?.size === 0);
    while (at < SLOTS_A_DAY && isFilled()) {
      length = Math.min(length + 1, SLOTS_WITHOUT_BREAK + 1);
      since = at < slot + held && !isTaken[at] ? 0 : Math.min(since + 1, LONG_AGO);
      if (length > SLOTS_WITHOUT_BREAK && since <= SLOTS_WITHOUT_BREAK) price += noBreak;
      at += 1;
    }
    return { slot: at, run: length, sinceHeld: since, price };
  };

  /** A break: a half hour with nothing in it, or a block that stays. */
  const restAt = (slot: number, met: number): number => {
    const key = `rest ${slot} ${met}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    const state = newState(key);
    steps.push({ from: state, to: broken(slot + 1, met), price: 0, held: null });
    for (const { slots, worth } of focus) {
      const block = isFree.subarray(slot, slot + slots);
      if (worth <= 0 || block.length < slots || block.includes(0)) continue;
      steps.push({ from: state, to: broken(slot + slots, met), price: -worth, held: null });
    }
    return state;
  };

  const first = broken(0, 0);
  const last = newState("last");
  for (let next = open.shift(); next !== undefined; next = open.shift()) {
    const { slot, met, state } = next;
    if (slot >= SLOTS_A_DAY) {
      if (met > 0) steps.push({ from: state, to: last, price: 0, held: null });
      continue;
    }
    for (const slots of met < prices.length ? (lengths[slot] ?? []) : []) {
      const { price, ...then } = fill(next, slots);
      const held = { slot, slots };
      steps.push({ from: state, to: stateAt({ ...then, met: met + 1 }), price: price + (prices[met] ?? 0), held });
    }
    if (isTaken[slot]) {
      const { price, ...then } = fill(next, 0);
      steps.push({ from: state, to: stateAt({ ...then, met }), price, held: null });
    } else steps.push({ from: state, to: restAt(slot, met), price: 0, held: null });
  }
  return { states: known.size, first, last, steps };
}
