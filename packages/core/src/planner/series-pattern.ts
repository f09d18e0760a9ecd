import type { PlanCadence, SeriesPattern } from "./plan-problem.ts";

/** Days between two dates, YYYY-MM-DD. Dates without a zone all last 24 hours, so plain reckoning is exact. */
export function daysBetween(from: string, until: string): number {
  return Math.round((Date.parse(`${until}T00:00Z`) - Date.parse(`${from}T00:00Z`)) / 86_400_000);
}

/** YYYY-MM-DD so many days later. */
export function addDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

/** The days, counted from the first, on which a pattern has an occurrence, in order. */
export function patternDays(pattern: SeriesPattern, firstDay: string, weeks: number): number[] {
  const days = Array.from({ length: weeks * 7 }, (_, day) => day);
  if (pattern.type === "weeks") {
    const phase = daysBetween(firstDay, pattern.date);
    const period = pattern.every * 7;
    return days.filter((day) => (day - phase) % period === 0);
  }
  const firstWeekday = weekdayOf(firstDay);
  return days.filter((day) => {
    if ((firstWeekday - 1 + day) % 7 !== pattern.weekday - 1) return false;
    const ofMonth = Number(addDays(firstDay, day).slice(8));
    return Math.ceil(ofMonth / 7) === pattern.nth;
  });
}

/** Whether two patterns have the same occurrences for ever. */
export function isSamePattern(one: SeriesPattern, other: SeriesPattern): boolean {
  if (one.time !== other.time) return false;
  if (one.type === "month") return other.type === "month" && one.nth === other.nth && one.weekday === other.weekday;
  return (
    other.type === "weeks" && one.every === other.every && daysBetween(one.date, other.date) % (one.every * 7) === 0
  );
}

/**
 * Whether a series stays where it is: the same pattern, or the same weekday and hour where it is the cadence that changed.
 */
export function staysAt(pattern: SeriesPattern, current: SeriesPattern): boolean {
  if (isSamePattern(pattern, current)) return true;
  const isOtherCadence =
    pattern.type !== current.type ||
    (pattern.type === "weeks" && current.type === "weeks" && pattern.every !== current.every);
  return isOtherCadence && pattern.time === current.time && patternWeekday(pattern) === patternWeekday(current);
}

export function fitsCadence(pattern: SeriesPattern, cadence: PlanCadence): boolean {
  if (cadence.type === "month") return pattern.type === "month";
  return pattern.type === "weeks" && pattern.every === cadence.every;
}

/** How many days lie between two occurrences, about. */
export function periodDays(pattern: SeriesPattern): number {
  return pattern.type === "weeks" ? pattern.every * 7 : 28;
}

export function patternWeekday(pattern: SeriesPattern): number {
  return pattern.type === "month" ? pattern.weekday : weekdayOf(pattern.date);
}

/**
 * Every pattern that a cadence can have, at one time of the day.
 *
 * @param weekdays ISO
 */
export function patternsOf(
  cadence: PlanCadence,
  { firstDay, weeks, weekdays, time }: { firstDay: string; weeks: number; weekdays: readonly number[]; time: string },
): SeriesPattern[] {
  if (cadence.type === "month") {
    return weekdays.flatMap((weekday) => [1, 2, 3, 4].map((nth) => ({ type: "month" as const, nth, weekday, time })));
  }
  const phases = Math.min(cadence.every, weeks);
  return weekdays.flatMap((weekday) =>
    Array.from({ length: phases }, (_, week) => ({
      type: "weeks" as const,
      every: cadence.every,
      date: addDays(firstDay, week * 7 + weekday - 1),
      time,
    })),
  );
}

function weekdayOf(date: string): number {
  return new Date(`${date}T00:00Z`).getUTCDay() || 7;
}
