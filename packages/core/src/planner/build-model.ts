import type { Placing } from "./arrangement.ts";
import { openingCost } from "./day-cost.ts";
import { placeCost } from "./open-hours.ts";
import { type PlanDay, SLOTS_A_DAY } from "./plan-days.ts";
import type { PlanSpace } from "./plan-space.ts";
import { SLOT_MINUTES, SLOTS_WITHOUT_BREAK } from "./plan-weights.ts";
import { isTooClose, type SeriesOptions } from "./series-options.ts";

/** What it means that a column is 1. Those without a meaning follow from the others. */
export type Column =
  | { type: "option"; series: number; option: number }
  | { type: "choice"; series: number; pool: number; choice: number }
  | { type: "skip"; series: number; pool: number }
  | { type: "not_planned"; series: number }
  | { type: "settled" }
  | { type: "focus"; day: number; slot: number; slots: number }
  | { type: "opened"; day: number }
  | { type: "crowded"; day: number }
  | { type: "no_break"; day: number };

export type Row = { lower: number; upper: number; columns: number[]; values: number[] };

/** A mixed-integer linear program, to be made as small as possible: `cost` is the plan's, to the minute. */
export type PlanModel = {
  columns: readonly Column[];
  cost: readonly number[];
  lower: readonly number[];
  upper: readonly number[];
  isWhole: readonly boolean[];
  rows: readonly Row[];
};

type Interval = { column: number; minute: number; ends: number; series: number };

/** The plan's choices and prices as columns and rows; its best solution is the best plan, and its bound the plan's. */
export function buildModel(space: PlanSpace, all: readonly SeriesOptions[]): PlanModel {
  const columns: Column[] = [];
  const [cost, lower, upper]: [number[], number[], number[]] = [[], [], []];
  const isWhole: boolean[] = [];
  const rows: Row[] = [];
  const add = (column: Column, price: number, { from = 0, to = 1, whole = true } = {}): number => {
    columns.push(column);
    cost.push(price);
    lower.push(from);
    upper.push(to);
    isWhole.push(whole);
    return columns.length - 1;
  };
  const row = (low: number, high: number, entries: readonly (readonly [number, number])[]): void => {
    const values = new Map<number, number>();
    for (const [column, value] of entries) values.set(column, (values.get(column) ?? 0) + value);
    rows.push({ lower: low, upper: high, columns: [...values.keys()], values: [...values.values()] });
  };
  const held: Interval[][] = space.days.map(() => []);
  const settled = new Set<number>();

  for (const [series, { options, pools, notPlanned, settled: places }] of all.entries()) {
    const owner = space.series[series];
    if (owner === undefined) continue;
    for (const place of places) {
      const column = add({ type: "settled" }, placeCost(space, owner, place), { from: 1, whole: false });
      settled.add(column);
      held[place.day]?.push({ column, minute: place.minute, ends: place.ends, series });
    }
    const one: [number, number][] = [];
    const leaving = pools.map((): [number, number][] => []);
    const near: { entry: [number, number]; day: number; period: number; pool: number }[] = [];
    for (const [option, { own, places, clashes, period }] of options.entries()) {
      const column = add({ type: "option", series, option }, own);
      one.push([column, 1]);
      for (const { day, minute, ends } of places) held[day]?.push({ column, minute, ends, series });
      for (const { pool, day } of clashes) {
        leaving[pool]?.push([column, -1]);
        near.push({ entry: [column, 1], day, period, pool });
      }
    }
    if (notPlanned !== null) one.push([add({ type: "not_planned", series }, notPlanned), 1]);
    row(1, 1, one);
    for (const [pool, { choices, skipCost }] of pools.entries()) {
      const going: [number, number][] = [];
      const byDay = new Map<number, [number, number][]>();
      for (const [choice, { own, place, isAgreed }] of choices.entries()) {
        const column = add({ type: "choice", series, pool, choice }, own);
        going.push([column, 1]);
        if (place === null) continue;
        held[place.day]?.push({ column, minute: place.minute, ends: place.ends, series });
        if (!isAgreed) byDay.set(place.day, [...(byDay.get(place.day) ?? []), [column, 1]]);
      }
      going.push([add({ type: "skip", series, pool }, skipCost, { whole: false }), 1]);
      row(0, 0, [...going, ...(leaving[pool] ?? [])]);
      for (const [day, entries] of byDay) {
        const tooNear = near.filter((each) => each.pool === pool && isTooClose(day, each.day, each.period));
        if (tooNear.length > 0) row(-Infinity, 1, [...entries, ...tooNear.map(({ entry }) => entry)]);
      }
    }
  }

  for (const [at, day] of space.days.entries()) {
    const there = held[at] ?? [];
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
    const opened = there.length > 0 ? add({ type: "opened", day: at }, opening, { whole: false }) : null;
    for (const clique of cliques([...there, ...focus])) {
      const free = clique.filter((column) => !settled.has(column));
      if (free.length > 1)
        row(
          -Infinity,
          1,
          free.map((column) => [column, 1] as const),
        );
    }
    if (opened !== null) {
      for (const clique of cliques(there))
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
      for (const window of windows(day, there)) {
        const column = add({ type: "no_break", day: at }, space.weights.noBreak, { whole: false });
        row(-Infinity, window.slots - 1, [[column, -1], ...window.columns.map((each) => [each, 1] as const)]);
        // Follows for whole numbers; said apart, it spares the solver most of its search.
        if (window.filling.length > 0 && window.slots > 1) {
          row(-Infinity, 0, [[column, -1], ...window.filling.map((each) => [each, 1] as const)]);
        }
      }
    }
  }
  return { columns, cost, lower, upper, isWhole, rows };
}

function bySeries(held: readonly Interval[]): Interval[][] {
  const groups = new Map<number, Interval[]>();
  for (const each of held) groups.set(each.series, [...(groups.get(each.series) ?? []), each]);
  return [...groups.values()].filter((each) => each.length > 1);
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

/** A solution's columns as what each series does; half-way values count for what they are nearest. */
export function readColumns(
  { columns }: PlanModel,
  values: ArrayLike<number>,
  all: readonly SeriesOptions[],
): Placing[] {
  const chosen = all.map((): { option: number | null; choices: Map<number, number> } => ({
    option: null,
    choices: new Map(),
  }));
  for (const [at, column] of columns.entries()) {
    if ((values[at] ?? 0) < 0.5) continue;
    if (column.type === "option") Object.assign(chosen[column.series] ?? {}, { option: column.option });
    if (column.type === "choice") chosen[column.series]?.choices.set(column.pool, column.choice);
  }
  return chosen.map(({ option, choices }, series): Placing => {
    const { options = [], pools = [] } = all[series] ?? {};
    const found = option === null ? undefined : options[option];
    if (found === undefined) return { option: null, moves: [] };
    const moves = found.clashes.map((clash) => {
      const at = choices.get(clash.pool);
      return { clash, choice: at === undefined ? null : (pools[clash.pool]?.choices[at] ?? null) };
    });
    return { option: found, moves };
  });
}

/** The columns that say what each series does are 1 where a plan has them so: a start for the solver. */
export function columnsOf(
  { columns }: PlanModel,
  placings: readonly Placing[],
  all: readonly SeriesOptions[],
): number[] {
  return columns.flatMap((column, at) => {
    if (!("series" in column)) return [];
    const { option = null, moves = [] } = placings[column.series] ?? {};
    const { options = [], pools = [] } = all[column.series] ?? {};
    const isSo =
      column.type === "option"
        ? option !== null && options[column.option] === option
        : column.type === "not_planned"
          ? option === null
          : column.type === "skip"
            ? moves.some(({ clash, choice }) => clash.pool === column.pool && choice === null)
            : moves.some(({ choice }) => choice !== null && pools[column.pool]?.choices[column.choice] === choice);
    return isSo ? [at] : [];
  });
}
