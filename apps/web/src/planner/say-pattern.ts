import type { SeriesPattern } from "@candor/core/planner/plan-problem.ts";
import { patternWeekday } from "@candor/core/planner/series-pattern.ts";
import { plannerTexts as texts } from "./texts.ts";

/** "Tuesdays 10:00, every week" */
export function sayPattern(pattern: SeriesPattern): string {
  return pattern.type === "weeks"
    ? texts.series.pattern(patternWeekday(pattern), pattern.time, pattern.every)
    : texts.series.monthly(pattern.nth, pattern.weekday, pattern.time);
}

/** "Tue 1 Dec" */
export function sayDate(date: string): string {
  return Temporal.PlainDate.from(date).toLocaleString("en-GB", { weekday: "short", day: "numeric", month: "short" });
}

export function sayLongDate(date: string): string {
  return Temporal.PlainDate.from(date).toLocaleString("en-GB", { weekday: "long", day: "numeric", month: "long" });
}

/** "January 2027" */
export function sayMonth(month: string): string {
  return Temporal.PlainDate.from(`${month}-01`).toLocaleString("en-GB", { month: "long", year: "numeric" });
}

/** "10:00" */
export function sayMinute(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
}
