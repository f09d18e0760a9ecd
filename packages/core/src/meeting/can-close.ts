import type { Meeting } from "./meeting.ts";

const BEFORE = { minutes: 5 }; // people begin a little early
const SURELY_SEEN_SECONDS = 10;

/** Whether there is anything to close: a meeting to come with nothing on its agenda can only be cancelled. */
export function canClose(
  { state, start, timeZone }: Pick<Meeting, "state" | "start" | "timeZone">,
  topics: number,
  now: Temporal.Instant,
): boolean {
  if (state !== "planned") return false;
  if (topics > 0 || start === null) return topics > 0;
  const begins = Temporal.PlainDateTime.from(start).toZonedDateTime(timeZone).toInstant();
  return Temporal.Instant.compare(now.add(BEFORE), begins) >= 0;
}

/**
 * Whether a meeting was closed just now: then whoever closes the next one meant that one, and the other person was
 * faster.
 */
export function isJustClosed(meetings: readonly Pick<Meeting, "closedAt">[], now: Temporal.Instant): boolean {
  const since = now.subtract({ seconds: SURELY_SEEN_SECONDS }).epochMilliseconds;
  return meetings.some(({ closedAt }) => {
    const closed = closedAt === null ? Number.NaN : Date.parse(closedAt);
    return closed >= since && closed <= now.epochMilliseconds + SURELY_SEEN_SECONDS * 1000;
  });
}
