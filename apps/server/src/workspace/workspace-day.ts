import type { Day } from "@candor/core/chart/manager-edge.ts";

/** The day that it is in a time zone. */
export function dayIn(timeZone: string, now: Date): Day {
  return Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(timeZone).toPlainDate().toString();
}

/** When a day begins in a time zone, as the ISO text that the database keeps. */
export function startOfDay(timeZone: string, day: Day): string {
  const { epochMilliseconds } = Temporal.PlainDate.from(day).toZonedDateTime(timeZone);
  return new Date(epochMilliseconds).toISOString();
}

export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
