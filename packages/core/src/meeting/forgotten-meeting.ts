import type { Meeting } from "./meeting.ts";
import { meetingSpan } from "./meeting-span.ts";

/** Long after the end: nobody still talks, and whoever does has a lunch's time to go on; the day is mostly the same. */
const CLOSES_AFTER = { hours: 4 };
/** Before the planned end, so long that it is another day's meeting and not one begun a little early. */
const EARLY = { hours: 12 };
/** Soon enough to remember, late enough that a talk which runs over is not asked whether it takes place. */
const ASKS_AFTER = { hours: 1 };

export type Forgotten =
  | { type: "no" }
  /** begun by the two and ended by nobody: it is over, and was held */
  | { type: "close" }
  /** its time has passed and nobody began it here: only the two know */
  | { type: "ask" };

/**
 * Whether somebody forgot to end a meeting. A clock that jumps back only asks later; one that was begun after what the
 * clock now says is left alone.
 */
export function forgottenMeeting(
  meeting: Pick<Meeting, "state" | "start" | "timeZone" | "minutes" | "startedAt">,
  now: Temporal.Instant,
): Forgotten {
  if (meeting.state !== "planned") return { type: "no" };
  const planned = meetingSpan(meeting)?.until ?? null;
  const begun = instantOf(meeting.startedAt);
  if (begun !== null) {
    // Its own length counts where it was begun late; on another day than was planned, nothing else does.
    const own = begun.add({ minutes: meeting.minutes });
    const isEarly = planned !== null && Temporal.Instant.compare(own.add(EARLY), planned) < 0;
    const end = isEarly ? own : latest(own, planned);
    return isPast(end.add(CLOSES_AFTER), now) ? { type: "close" } : { type: "no" };
  }
  return planned !== null && isPast(planned.add(ASKS_AFTER), now) ? { type: "ask" } : { type: "no" };
}

function latest(begun: Temporal.Instant, planned: Temporal.Instant | null): Temporal.Instant {
  return planned !== null && Temporal.Instant.compare(planned, begun) > 0 ? planned : begun;
}

function isPast(end: Temporal.Instant, now: Temporal.Instant): boolean {
  return Temporal.Instant.compare(end, now) <= 0;
}

function instantOf(iso: string | null): Temporal.Instant | null {
  try {
    return iso === null ? null : Temporal.Instant.from(iso);
  } catch {
    return null; // a peer wrote nonsense: as if nobody had begun it
  }
}
