import type { PageSettings } from "../page/page.ts";
import type { Meeting } from "./meeting.ts";
import { startAfter } from "./next-meeting.ts";

const BEGAN_AT_MOST = { hours: 12 }; // before its end: a beginning further back is another day's, or another clock's

/**
 * When a meeting really was that is ended before the day it was planned for: then it stands in the record on the day the
 * two met.
 *
 * @returns wall clock in the meeting's zone, YYYY-MM-DDTHH:MM; null where it was not early.
 */
export function heldEarlyAt(
  { start, timeZone, startedAt }: Pick<Meeting, "start" | "timeZone" | "startedAt">,
  now: Temporal.Instant,
): string | null {
  if (start === null) return null;
  const met = (beganAt(startedAt, now) ?? now).toZonedDateTimeISO(timeZone).toPlainDateTime();
  if (Temporal.PlainDate.compare(met.toPlainDate(), Temporal.PlainDateTime.from(start).toPlainDate()) >= 0) return null;
  return met.toString({ smallestUnit: "minute" });
}

/**
 * The start of the meeting after one that was held early: its own time in the series, where that is still well ahead,
 * else the one after.
 *
 * @param start the time it had in the series, wall clock in the pair's zone.
 */
export function startAfterEarly(
  start: string,
  settings: Pick<PageSettings, "everyWeeks" | "timeZone">,
  now: Temporal.Instant,
  elsewhere?: Parameters<typeof startAfter>[3],
): string {
  const today = now.toZonedDateTimeISO(settings.timeZone).toPlainDate();
  const days = today.until(Temporal.PlainDateTime.from(start).toPlainDate()).days;
  return days * 2 >= settings.everyWeeks * 7 ? start : startAfter(start, settings, now, elsewhere);
}

function beganAt(startedAt: string | null, now: Temporal.Instant): Temporal.Instant | null {
  const began = startedAt === null ? Number.NaN : Date.parse(startedAt);
  if (Number.isNaN(began) || began > now.epochMilliseconds) return null;
  return began >= now.subtract(BEGAN_AT_MOST).epochMilliseconds ? Temporal.Instant.fromEpochMilliseconds(began) : null;
}
