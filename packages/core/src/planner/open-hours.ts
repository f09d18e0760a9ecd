import type { CostPart } from "./plan.ts";
import type { Place } from "./plan-days.ts";
import type { BlockingReason } from "./plan-outcome.ts";
import type { PlanSpace, SeriesSpace } from "./plan-space.ts";
import { SLOT_MINUTES } from "./plan-weights.ts";

/**
 * What keeps a 1:1 from being at a place, by the calendars and hours of the two alone; null: it can be there.
 *
 * @param isFixed it was pinned: hours and the kickoff's day were known to whoever did it.
 */
export function whyClosed(
  { me, problem, days, series: all }: PlanSpace,
  { them, series }: SeriesSpace,
  { day, minute, ends, from, until }: Place,
  { isFixed }: { isFixed: boolean },
): BlockingReason | null {
  if (!isFixed) {
    if (problem.kickoff?.isNever && days[day]?.weekday === problem.kickoff.weekday) return "kickoff_day";
    const mine = me.whyNot(from, until);
    if (mine !== null) return mine === "hours" ? "my_hours" : mine === "day_off" ? "my_day_off" : "my_busy";
    const theirs = them.whyNot(from, until);
    if (theirs !== null)
      return theirs === "hours" ? "their_hours" : theirs === "day_off" ? "their_day_off" : "their_busy";
  } else if (me.isBusy(from, until)) return "my_busy";
  else if (them.isBusy(from, until)) return "their_busy";
  const isSettled = all.some((other) =>
    other.settled.some(
      ({ place }) =>
        place !== null &&
        place.day === day &&
        place.minute < ends &&
        place.ends > minute &&
        !(other.series.id === series.id && place.minute === minute),
    ),
  );
  return isSettled ? "other_one_on_one" : null;
}

/** What a 1:1 pays for being at a place, whatever else is that day. */
export function placeParts(
  { me, problem, weights, days }: PlanSpace,
  { them, series }: SeriesSpace,
  { day, from, until }: Place,
): Partial<Record<CostPart, number>> {
  const weekday = days[day]?.weekday ?? 1;
  return {
    weekday: Math.ceil(series.minutes / SLOT_MINUTES) * (weights.weekday[weekday - 1] ?? 0),
    kickoff: problem.kickoff?.weekday === weekday ? weights.kickoff : 0,
    theirEdge: them.edgeSlots(from, until) * weights.theirEdge,
    myEdge: me.edgeSlots(from, until) * weights.myEdge,
    maybe: me.isMaybe(from, until) || them.isMaybe(from, until) ? weights.maybe : 0,
  };
}

export function placeCost(space: PlanSpace, series: SeriesSpace, place: Place): number {
  const parts = placeParts(space, series, place);
  let sum = 0;
  for (const part in parts) sum += parts[part as CostPart] ?? 0;
  return sum;
}
