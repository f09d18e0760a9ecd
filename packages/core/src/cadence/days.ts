import type { Day } from "../chart/manager-edge.ts";

const DAY_MILLISECONDS = 86_400_000;

/** Whole days from one day to another; negative where the other comes before. */
export function daysBetween(from: Day, until: Day): number {
  return Math.round((Date.parse(until) - Date.parse(from)) / DAY_MILLISECONDS);
}

export function addDays(day: Day, days: number): Day {
  return new Date(Date.parse(day) + days * DAY_MILLISECONDS).toISOString().slice(0, 10);
}
