import type { Placing } from "./arrangement.ts";
import { addDayNetwork } from "./model-day-network.ts";
import { addDayWindows } from "./model-day-windows.ts";
import { placeCost } from "./open-hours.ts";
import { createModel, type Interval, type PlanModel } from "./plan-model.ts";
import type { PlanSpace } from "./plan-space.ts";
import { SLOT_MINUTES } from "./plan-weights.ts";
import { isTooClose, type SeriesOptions } from "./series-options.ts";

const RARE_MEETINGS = 2;

/** The plan's choices and prices as columns and rows; its best solution is the best plan, and its bound the plan's. */
export function buildModel(space: PlanSpace, all: readonly SeriesOptions[]): PlanModel {
  const draft = createModel();
  const { add, row } = draft;
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
    const rare =
      pools.length === 0 && options.every(({ places, clashes }) => places.length + clashes.length <= RARE_MEETINGS);
    const one: [number, number][] = [];
    const leaving = pools.map((): [number, number][] => []);
    const near: { entry: [number, number]; day: number; period: number; pool: number }[] = [];
    for (const [option, { own, places, clashes, period }] of options.entries()) {
      const column = add({ type: "option", series, option }, own, { rare });
      one.push([column, 1]);
      for (const { day, minute, ends } of places) held[day]?.push({ column, minute, ends, series });
      for (const { pool, day } of clashes) {
        leaving[pool]?.push([column, -1]);
        near.push({ entry: [column, 1], day, period, pool });
      }
    }
    if (notPlanned !== null) one.push([add({ type: "not_planned", series }, notPlanned, { rare }), 1]);
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

  for (const [at, there] of held.entries()) {
    const isEven = there.every(({ column, minute }) => minute % SLOT_MINUTES === 0 && !settled.has(column));
    if (isEven) addDayNetwork(draft, space, { at, there });
    else addDayWindows(draft, space, { at, there, settled });
  }
  return draft.model();
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
