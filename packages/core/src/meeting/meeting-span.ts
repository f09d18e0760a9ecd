import type { Meeting } from "./meeting.ts";

/** From when until when something lasts, half-open, as in iCalendar. */
export type Span = { from: Temporal.Instant; until: Temporal.Instant };

/**
 * When a meeting is, as points in time: two wall clocks in two zones, or on two sides of a change of clocks, compare
 * only so. An hour that a change of clocks leaves out counts as the one after it.
 *
 * @returns null where no time is agreed.
 */
export function meetingSpan({
  start,
  timeZone,
  minutes,
}: Pick<Meeting, "start" | "timeZone" | "minutes">): Span | null {
  if (start === null) return null;
  const from = Temporal.PlainDateTime.from(start).toZonedDateTime(knownZone(timeZone)).toInstant();
  return { from, until: from.add({ minutes }) };
}

/** The zone itself, or UTC where this machine has never heard of it. */
export function knownZone(timeZone: string): string {
  try {
    return Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(timeZone).timeZoneId;
  } catch {
    return "UTC";
  }
}
