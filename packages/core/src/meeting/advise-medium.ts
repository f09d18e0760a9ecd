import type { Medium, Meeting } from "./meeting.ts";
import { meetingSpan } from "./meeting-span.ts";

/** Fewer are a coincidence; only those count of which the two said how they met. */
const REMOTE_IN_A_ROW = 4;
/** A season: what research says is no more than that faces tell more than pictures (EVIDENCE.md 4, [T2], with [T3] mixed). */
const SETTLED_DAYS = 91;
/** New pairs gain from a day or two a month together in their first ninety days (EVIDENCE.md 4, [MS2]). */
const NEW_DAYS = 30;
const IS_NEW_FOR_DAYS = 90;

const TOGETHER: readonly (Medium | null)[] = ["in_person", "walk"]; // on a walk by phone both are outside, which counts as good
const REMOTE: readonly (Medium | null)[] = ["video", "audio"];

export type MediumAdvice =
  | { type: "keep" }
  | {
      type: "meet_in_person";
      /** how many in a row were remote, those of unknown medium left out */
      remote: number;
      /** since they last met in person or walked, or since the first of these where they never did */
      weeks: number;
      /** false: as far back as the page tells, they never did */
      everMet: boolean;
      /** they have met for less than ninety days */
      isNew: boolean;
    };

/** Whether a pair has met by screen and phone alone for so long that meeting in person, or walking, would do them good. */
export function adviseMedium(meetings: readonly Meeting[], now: Temporal.Instant): MediumAdvice {
  const next = meetings.filter(({ state }) => state === "planned").sort(byMoment)[0];
  if (next && TOGETHER.includes(next.medium)) return { type: "keep" }; // it is agreed already

  const held = meetings.filter((each) => each.state === "held" && meetingSpan(each) !== null).sort(byMoment);
  const lastTogether = held.findLastIndex(({ medium }) => TOGETHER.includes(medium));
  const remote = held.slice(lastTogether + 1).filter(({ medium }) => REMOTE.includes(medium));
  const [first, since] = [held[0], held[lastTogether] ?? remote[0]];
  if (!first || !since || remote.length < REMOTE_IN_A_ROW) return { type: "keep" };

  const isNew = daysSince(first, now) < IS_NEW_FOR_DAYS;
  const days = daysSince(since, now);
  if (days < (isNew ? NEW_DAYS : SETTLED_DAYS)) return { type: "keep" };
  return {
    type: "meet_in_person",
    remote: remote.length,
    weeks: Math.floor(days / 7),
    everMet: lastTogether >= 0,
    isNew,
  };
}

function byMoment(left: Meeting, right: Meeting): number {
  return momentOf(left) - momentOf(right);
}

function momentOf(meeting: Meeting): number {
  return meetingSpan(meeting)?.from.epochMilliseconds ?? Number.POSITIVE_INFINITY;
}

function daysSince(meeting: Meeting, now: Temporal.Instant): number {
  return (now.epochMilliseconds - momentOf(meeting)) / 86_400_000;
}
