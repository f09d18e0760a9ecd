import type { Day } from "../chart/manager-edge.ts";

/** A month of the calendar, such as 2026-12; as text it compares as it does in time. */
export type Month = string;

export function monthOf(day: Day): Month {
  return day.slice(0, 7);
}

export function addMonths(month: Month, months: number): Month {
  const count = Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1 + months;
  return `${String(Math.floor(count / 12)).padStart(4, "0")}-${String((count % 12) + 1).padStart(2, "0")}`;
}

/** How many months from one to another; negative where the other comes before. */
export function monthsBetween(from: Month, until: Month): number {
  const count = (month: Month) => Number(month.slice(0, 4)) * 12 + Number(month.slice(5));
  return count(until) - count(from);
}

/** The Mondays to Fridays of a month from a day on. */
export function weekdaysOf(month: Month, from: Day): Day[] {
  const days: Day[] = [];
  for (let time = Date.parse(`${month}-01`); ; time += 86_400_000) {
    const date = new Date(time);
    const day = date.toISOString().slice(0, 10);
    if (monthOf(day) !== month) return days;
    if (day >= from && date.getUTCDay() % 6 !== 0) days.push(day);
  }
}
