import { dayTotal } from "./day-cost.ts";
import type { Plan } from "./plan.ts";
import type { Place } from "./plan-days.ts";
import type { OneOff } from "./plan-problem.ts";
import type { PlanSpace } from "./plan-space.ts";
import { type Choice, type Clash, isTooClose, type Option, type SeriesOptions } from "./series-options.ts";

/** What a series does in an arrangement; `choice` is null where the occurrence is left out. */
export type Placing = { option: Option | null; moves: readonly { clash: Clash; choice: Choice | null }[] };

export type Priced = Placing & { cost: number };

/**
 * A plan in the making: series are put and taken off one by one, and each change is priced by what it changes on its days
 * alone, exactly.
 */
export function createArrangement(space: PlanSpace, all: readonly SeriesOptions[]) {
  const held: Place[][] = space.days.map(() => []);
  const placings: (Placing | null)[] = all.map(() => null);
  for (const { settled } of all) for (const place of settled) held[place.day]?.push(place);
  const totals = held.map((places, day) => dayTotal(space, day, places));
  const settledCost = totals.reduce((sum, each) => sum + each, 0);

  function placesOf({ option, moves }: Placing): Place[] {
    return [...(option?.places ?? []), ...moves.flatMap(({ choice }) => choice?.place ?? [])];
  }

  function refresh(places: readonly Place[]): void {
    for (const { day } of places) totals[day] = dayTotal(space, day, held[day] ?? []);
  }

  function takeOff(series: number): Placing | null {
    const placing = placings[series] ?? null;
    if (placing === null) return null;
    const places = placesOf(placing);
    for (const place of places) held[place.day]?.splice(held[place.day]?.indexOf(place) ?? 0, 1);
    refresh(places);
    placings[series] = null;
    return placing;
  }

  function put(series: number, placing: Placing): void {
    const places = placesOf(placing);
    for (const place of places) held[place.day]?.push(place);
    refresh(places);
    placings[series] = placing;
  }

  /** What one more 1:1 changes on its day; Infinity where it doesn't fit. */
  function added(place: Place): number {
    const there = held[place.day] ?? [];
    if (there.length >= (space.mostPerDay[place.day] ?? 0)) return Number.POSITIVE_INFINITY;
    if (there.some(({ minute, ends }) => minute < place.ends && place.minute < ends)) return Number.POSITIVE_INFINITY;
    there.push(place);
    const total = dayTotal(space, place.day, there);
    there.pop();
    return total - (totals[place.day] ?? 0);
  }

  /** Prices for a series that is off; good until anything is put or taken off. */
  function pricesFor(series: number) {
    const { pools = [], notPlanned = null } = all[series] ?? {};
    const known = new Map<number, number>();
    const ranked = new Map<number, { choice: Choice; cost: number }[]>();
    const delta = (place: Place): number => {
      const key = place.day * 1440 + place.minute;
      const before = known.get(key);
      if (before !== undefined) return before;
      const cost = added(place);
      known.set(key, cost);
      return cost;
    };
    const choicesOf = (at: number) => {
      const before = ranked.get(at);
      if (before) return before;
      const priced = (pools[at]?.choices ?? [])
        .map((choice) => ({ choice, cost: choice.own + (choice.place === null ? 0 : delta(choice.place)) }))
        .filter(({ cost }) => Number.isFinite(cost))
        .sort((one, other) => one.cost - other.cost);
      ranked.set(at, priced);
      return priced;
    };

    /** With the best move for each clash; null: an occurrence overlaps. */
    function price(option: Option): Priced | null {
      let cost = option.own;
      for (const place of option.places) {
        cost += delta(place);
        if (cost === Number.POSITIVE_INFINITY) return null;
      }
      const moves: { clash: Clash; choice: Choice | null }[] = [];
      for (const clash of option.clashes) {
        const skip = pools[clash.pool]?.skipCost ?? 0;
        const best = choicesOf(clash.pool).find(({ choice }) => canMove(option, clash, choice, moves));
        const isMoved = best !== undefined && best.cost <= skip;
        cost += isMoved ? best.cost : skip;
        moves.push({ clash, choice: isMoved ? best.choice : null });
      }
      return { option, moves, cost };
    }

    function cheapest(): Priced {
      let best: Priced | null = notPlanned === null ? null : { option: null, moves: [], cost: notPlanned };
      for (const option of all[series]?.options ?? []) {
        if (best !== null && option.own >= best.cost) continue; // one more 1:1 only ever takes from its days
        const priced = price(option);
        if (priced !== null && (best === null || priced.cost < best.cost - 1e-9)) best = priced;
      }
      return best ?? { option: null, moves: [], cost: Number.POSITIVE_INFINITY };
    }

    return { price, cheapest, delta, notPlanned };
  }

  return {
    held,
    placings,
    put,
    takeOff,
    pricesFor,
    /** of the whole plan, as far as it is put; the same as the evaluator says of it, but for what is settled */
    sharedCost: () => totals.reduce((sum, each) => sum + each, 0) - settledCost,
    plan: (): Plan => planOf(space, placings),
  };
}

function canMove(
  option: Option,
  clash: Clash,
  { place, isAgreed }: Choice,
  moves: readonly { choice: Choice | null }[],
): boolean {
  if (isAgreed || place === null) return true;
  if (isTooClose(place.day, clash.day, option.period)) return false;
  const others = [...option.places, ...moves.flatMap(({ choice }) => choice?.place ?? [])];
  return !others.some(({ day, minute, ends }) => day === place.day && minute < place.ends && place.minute < ends);
}

export function planOf({ problem }: Pick<PlanSpace, "problem">, placings: readonly (Placing | null)[]): Plan {
  return {
    series: problem.series.map(({ id }, at) => {
      const placing = placings[at] ?? null;
      const moves = (placing?.moves ?? []).map(
        ({ clash, choice }): OneOff => ({ date: clash.date, to: choice?.to ?? null }),
      );
      return {
        seriesId: id,
        pattern: placing?.option?.pattern ?? null,
        moves: moves.sort((one, other) => (one.date < other.date ? -1 : 1)),
      };
    }),
  };
}
