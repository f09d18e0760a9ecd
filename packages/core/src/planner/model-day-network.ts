import { dayTotal, openingCost } from "./day-cost.ts";
import { dayNetwork } from "./day-network.ts";
import { SLOTS_A_DAY } from "./plan-days.ts";
import { bySeries, type Entry, type Interval, type ModelDraft } from "./plan-model.ts";
import type { PlanSpace } from "./plan-space.ts";
import { SLOT_MINUTES } from "./plan-weights.ts";

/**
 * A day as a path through its network: either nothing is on it, or one path goes through, and its 1:1s are those that begin
 * on it.
 *
 * @param there 1:1s that could be on the day, each from a half hour on, none settled.
 */
export function addDayNetwork(
  { add, row }: ModelDraft,
  space: PlanSpace,
  { at, there }: { at: number; there: readonly Interval[] },
): void {
  const day = space.days[at];
  if (day === undefined) return;
  const untouched = dayTotal(space, at, []);
  if (there.length === 0) {
    if (untouched !== 0) add({ type: "untouched", day: at }, untouched, { from: 1, whole: false });
    return;
  }
  const closed = add({ type: "untouched", day: at }, untouched, { whole: false });
  const opened = add({ type: "opened", day: at }, openingCost(day, space.weights), { whole: false });
  row(1, 1, [
    [closed, 1],
    [opened, 1],
  ]);
  const lengths = Array.from({ length: SLOTS_A_DAY }, () => new Set<number>());
  const begin = new Map<string, Entry[]>();
  const beginning = (slot: number, slots: number): Entry[] => {
    const entries = begin.get(`${slot} ${slots}`) ?? [];
    begin.set(`${slot} ${slots}`, entries);
    return entries;
  };
  for (const { column, minute, ends } of there) {
    const [slot, slots] = [minute / SLOT_MINUTES, Math.ceil((ends - minute) / SLOT_MINUTES)];
    lengths[slot]?.add(slots);
    beginning(slot, slots).push([column, 1]);
  }
  const { crowded, focus, noBreak } = space.weights;
  const nth = Array.from(
    { length: space.mostPerDay[at] ?? 0 },
    (_, of) => crowded[Math.min(of, crowded.length - 1)] ?? 0,
  );
  const { states, first, last, steps } = dayNetwork(day, lengths, { focus, noBreak, prices: nth });
  const flow = Array.from({ length: states }, (): Entry[] => []);
  for (const { from, to, price, held } of steps) {
    const column = add({ type: "step", day: at }, price);
    flow[from]?.push([column, -1]);
    flow[to]?.push([column, 1]);
    if (held !== null) beginning(held.slot, held.slots).push([column, -1]);
  }
  flow[first]?.push([opened, 1]);
  flow[last]?.push([opened, -1]);
  for (const entries of flow) row(0, 0, entries);
  for (const entries of begin.values()) row(0, 0, entries);
  for (const one of bySeries(there)) row(-Infinity, 0, [[opened, -1], ...one.map(({ column }): Entry => [column, 1])]);
}
