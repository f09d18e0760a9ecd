import { type Place, type PlanDay, SLOTS_A_DAY } from "./plan-days.ts";
import type { PlanSpace } from "./plan-space.ts";
import { type PlanWeights, SLOT_MINUTES, SLOTS_WITHOUT_BREAK } from "./plan-weights.ts";

/** What the 1:1s of a day cost together; `focus` is negative. */
export type DayCost = { dayOpened: number; crowded: number; noBreak: number; focus: number };

type Held = Pick<Place, "minute" | "ends">;

/** @param held all 1:1s of the day, in any order. */
export function dayCost(
  { days, weights }: Pick<PlanSpace, "days" | "weights">,
  at: number,
  held: readonly Held[],
): DayCost {
  const day = days[at];
  if (day === undefined) return { dayOpened: 0, crowded: 0, noBreak: 0, focus: 0 };
  return {
    dayOpened: held.length === 0 ? 0 : openingCost(day, weights),
    crowded: crowdedCost(held.length, weights),
    noBreak: held.length === 0 ? 0 : weights.noBreak * windowsWithoutBreak(day, held),
    focus: -focusWorth(day, held, weights),
  };
}

export function dayTotal(space: Pick<PlanSpace, "days" | "weights">, at: number, held: readonly Held[]): number {
  const { dayOpened, crowded, noBreak, focus } = dayCost(space, at, held);
  return dayOpened + crowded + noBreak + focus;
}

export function openingCost(day: PlanDay, weights: PlanWeights): number {
  return day.isHeavy ? weights.heavyDayOpened : weights.dayOpened;
}

/** The n-th 1:1 costs what the list says, and whatever comes after its end as much as its last. */
export function crowdedCost(count: number, { crowded }: PlanWeights): number {
  let sum = 0;
  for (let nth = 0; nth < count; nth += 1) sum += crowded[Math.min(nth, crowded.length - 1)] ?? 0;
  return sum;
}

/** Half hours that come after two hours of meetings without a break, where a 1:1 is among what fills them. */
function windowsWithoutBreak({ isTaken }: PlanDay, held: readonly Held[]): number {
  const isHeld = new Uint8Array(SLOTS_A_DAY);
  for (const { minute, ends } of held) {
    for (let slot = Math.ceil(minute / SLOT_MINUTES); slot * SLOT_MINUTES < ends; slot += 1) isHeld[slot] = 1;
  }
  let [count, run, lastHeld] = [0, 0, -1];
  for (let slot = 0; slot < SLOTS_A_DAY; slot += 1) {
    if (!isTaken[slot] && !isHeld[slot]) run = 0;
    else {
      run += 1;
      if (!isTaken[slot]) lastHeld = slot;
    }
    if (run > SLOTS_WITHOUT_BREAK && slot - lastHeld <= SLOTS_WITHOUT_BREAK) count += 1;
  }
  return count;
}

const best = new Float64Array(SLOTS_A_DAY + 1);
const free = new Uint8Array(SLOTS_A_DAY);

/** The most that the free hours of a day are worth, cut into blocks in the best way. */
function focusWorth(day: PlanDay, held: readonly Held[], weights: PlanWeights): number {
  fillBest(day, held, weights);
  return best[SLOTS_A_DAY] ?? 0;
}

/** @returns by the first slot and how many, in order of time. */
export function focusBlocks(
  day: PlanDay,
  held: readonly Held[],
  weights: PlanWeights,
): { slot: number; slots: number }[] {
  fillBest(day, held, weights);
  const blocks: { slot: number; slots: number }[] = [];
  let end = SLOTS_A_DAY;
  while (end > 0) {
    const block = weights.focus.find(
      ({ slots, worth }) =>
        freeUpTo(end) >= slots && Math.abs((best[end - slots] ?? 0) + worth - (best[end] ?? 0)) < 1e-9,
    );
    if (block === undefined || best[end] === best[end - 1]) end -= 1;
    else {
      end -= block.slots;
      blocks.unshift({ slot: end, slots: block.slots });
    }
  }
  return blocks;
}

function fillBest({ isFree }: PlanDay, held: readonly Held[], { focus }: PlanWeights): void {
  free.set(isFree);
  for (const { minute, ends } of held) {
    for (let slot = Math.floor(minute / SLOT_MINUTES); slot * SLOT_MINUTES < ends; slot += 1) free[slot] = 0;
  }
  let run = 0;
  for (let end = 1; end <= SLOTS_A_DAY; end += 1) {
    run = free[end - 1] ? run + 1 : 0;
    let most = best[end - 1] ?? 0;
    for (const { slots, worth } of focus) if (run >= slots) most = Math.max(most, (best[end - slots] ?? 0) + worth);
    best[end] = most;
  }
}

function freeUpTo(end: number): number {
  let run = 0;
  while (run < end && free[end - 1 - run]) run += 1;
  return run;
}
