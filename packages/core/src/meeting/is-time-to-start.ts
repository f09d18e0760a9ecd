import type { Meeting } from "./meeting.ts";

const BEFORE = { minutes: 5 }; // people begin a little early
const AFTER = { minutes: 15 }; // and late; whoever comes later than that has most likely not met

/** Whether now is when a meeting would begin: the screen then offers it first of all. */
export function isTimeToStart(
  { state, start, timeZone }: Pick<Meeting, "state" | "start" | "timeZone">,
  now: Temporal.Instant,
): boolean {
  if (state !== "planned" || start === null) return false;
  const begins = Temporal.PlainDateTime.from(start).toZonedDateTime(timeZone).toInstant();
  const [from, until] = [begins.subtract(BEFORE), begins.add(AFTER)];
  return Temporal.Instant.compare(now, from) >= 0 && Temporal.Instant.compare(now, until) <= 0;
}
