import { openingCost } from "./day-cost.ts";
import { type PlanDay, SLOTS_A_DAY } from "./plan-days.ts";
import { bySeries, type Interval, type ModelDraft } from "./plan-model.ts";
import type { PlanSpace } from "./plan-space.ts";
import { SLOT_MINUTES, SLOTS_WITHOUT_BREAK } from "./plan-weights.ts";

/**
 * A day on which a 1:1 begins off the half hours, or is settled: blocks, and stretches without a break, each with its own
 * price. What a network says of the same day lets the solver see further.
 */
export function addDayWindows(
  { add, row }: ModelDraft,
  space: PlanSpace,
  { at, there, settled }: { at: number; there: readonly Interval[]; settled: ReadonlySet<number> },
): void {
  const day = space.days[at];
  if (day === undefined) return;
  const focus = focusColumns(
    day,
    there.filter(({ column }) => settled.has(column)),
    space,
  ).map(({ slot, slots, worth }) => ({
    column: add({ type: "focus", day: at, slot, slots }, -worth),
    minute: slot * SLOT_MINUTES,
    ends: (slot + slots) * SLOT_MINUTES,
    series: -1,
  }));
  const opening = openingCost(day, space.weights);
  const apart = mergeSettled(there, settled);
  const opened = there.length > 0 ? add({ type: "opened", day: at }, opening, { whole: false }) : null;
  for (const clique of cliques([...apart, ...focus])) {
    const free = clique.filter((column) => !settled.has(column));
    if (free.length > 1)
      row(
        -Infinity,
        1,
        free.map((column) => [column, 1] as const),
      );
  }
  if (opened !== null) {
    for (const clique of cliques(apart))
      row(-Infinity, 0, [[opened, -1], ...clique.map((column) => [column, 1] as const)]);
    for (const ofSeries of bySeries(there)) {
      row(-Infinity, 0, [[opened, -1], ...ofSeries.map(({ column }) => [column, 1] as const)]);
    }
  }
  if (there.length > 0) {
    const taken = crowdedColumns(space, at).map(({ price, most }) =>
      add({ type: "crowded", day: at }, price, { to: most, whole: false }),
    );
    row(-Infinity, 0, [
      ...there.map(({ column }) => [column, 1] as const),
      ...taken.map((column) => [column, -1] as const),
    ]);
  }
  if (space.weights.noBreak > 0) {
    for (const window of windows(day, apart)) {
      const column = add({ type: "no_break", day: at }, space.weights.noBreak, { whole: false });
      row(-Infinity, window.slots - 1, [[column, -1], ...window.columns.map((each) => [each, 1] as const)]);
      // Follows for whole numbers; said apart, it spares the solver most of its search.
      if (window.filling.length > 0 && window.slots > 1) {
        row(-Infinity, 0, [[column, -1], ...window.filling.map((each) => [each, 1] as const)]);
      }
    }
  }
}

/** What is settled may clash, and nothing can be done about it: the time that is taken counts once. */
function mergeSettled(there: readonly Interval[], settled: ReadonlySet<number>): Interval[] {
  const merged: Interval[] = [];
  const fixed = there.filter(({ column }) => settled.has(column)).sort((one, other) => one.minute - other.minute);
  for (const each of fixed) {
    const last = merged.at(-1);
    if (last !== undefined && each.minute < last.ends)
      merged[merged.length - 1] = { ...last, ends: Math.max(last.ends, each.ends) };
    else merged.push(each);
  }
  return [...merged, ...there.filter(({ column }) => !settled.has(column))];
}

/** Every block that a day has room for, unless something settled is in it. */
function focusColumns({ isFree }: PlanDay, settled: readonly Interval[], { weights }: PlanSpace) {
  return weights.focus.flatMap(({ slots, worth }) =>
    Array.from({ length: SLOTS_A_DAY - slots + 1 }, (_, slot) => ({ slot, slots, worth })).filter(
      ({ slot }) =>
        worth > 0 &&
        isFree.subarray(slot, slot + slots).every((each) => each === 1) &&
        !settled.some(({ minute, ends }) => minute < (slot + slots) * SLOT_MINUTES && slot * SLOT_MINUTES < ends),
    ),
  );
}

/** Sets of which at most one can be, none within another; in a line of spans each begins where one of them does. */
function cliques(intervals: readonly Interval[]): number[][] {
  const starts = [...new Set(intervals.map(({ minute }) => minute))].sort((one, other) => one - other);
  const sets = starts.map((start) => intervals.filter(({ minute, ends }) => minute <= start && start < ends));
  return sets
    .filter((set, at) => {
      const next = sets[at + 1];
      return next === undefined || !set.every((each) => next.includes(each));
    })
    .map((set) => [...new Set(set.map(({ column }) => column))]);
}

/** The prices of a day's first, second, third 1:1, those alike together. */
function crowdedColumns({ weights, mostPerDay }: PlanSpace, day: number): { price: number; most: number }[] {
  const steps: { price: number; most: number }[] = [];
  for (let nth = 0; nth < (mostPerDay[day] ?? 0); nth += 1) {
    const price = weights.crowded[Math.min(nth, weights.crowded.length - 1)] ?? 0;
    const last = steps.at(-1);
    if (last?.price === price) last.most += 1;
    else steps.push({ price, most: 1 });
  }
  return steps;
}

/** Stretches of half hours that would be too long without a break, with what would have to fill them. */
function windows(
  { isTaken }: PlanDay,
  held: readonly Interval[],
): { slots: number; columns: number[]; filling: number[] }[] {
  const length = SLOTS_WITHOUT_BREAK + 1;
  const covering = Array.from({ length: SLOTS_A_DAY }, (_, slot) =>
    held.filter(({ minute, ends }) => minute <= slot * SLOT_MINUTES && slot * SLOT_MINUTES < ends),
  );
  return Array.from({ length: SLOTS_A_DAY - length + 1 }, (_, from) => {
    const open = covering.slice(from, from + length).filter((_, at) => !isTaken[from + at]);
    const isPossible = open.length > 0 && open.every((each) => each.length > 0);
    if (!isPossible) return null;
    const [first = [], ...others] = open;
    return {
      slots: open.length,
      columns: open.flat().map(({ column }) => column),
      filling: first.filter((each) => others.every((covering) => covering.includes(each))).map(({ column }) => column),
    };
  }).filter((window) => window !== null);
}
