import type { Topic } from "./topic.ts";

const CARRIES_BEFORE_ASKING = 3;
const DAYS_BEFORE_ASKING = 56; // eight weeks
const DAYS_BEFORE_SHOWING = 14; // younger than this, an age says nothing

export type TopicAge = {
  /** nights since it was written or last kept */
  days: number;
  /** how often, ever */
  carried: number;
  /** "fresh": say nothing; "ageing": show the age; "still_matters": ask; "snoozed": rest until the day */
  type: "fresh" | "ageing" | "still_matters" | "snoozed";
  reasons: ("carried_often" | "waited_long")[];
};

/**
 * Whether a Hopper topic should ask *still matters?*. A yes starts both counts anew, that of days and that of carries.
 *
 * @param timeZone of the reader: days are calendar days there, so that a change of clocks neither adds nor takes one.
 */
export function ageTopic(topic: Topic, now: Temporal.Instant, timeZone: string): TopicAge {
  const since = instantOr(topic.keptAt ?? topic.createdAt, now);
  const today = now.toZonedDateTimeISO(timeZone).toPlainDate();
  const days = Math.max(0, since.toZonedDateTimeISO(timeZone).toPlainDate().until(today).days);
  const carried = topic.carriedFrom.length;
  if (topic.snoozedUntil !== null && today.toString() < topic.snoozedUntil)
    return { type: "snoozed", days, carried, reasons: [] };

  const reasons: TopicAge["reasons"] = [];
  if (carried - topic.keptCarries >= CARRIES_BEFORE_ASKING) reasons.push("carried_often");
  if (days >= DAYS_BEFORE_ASKING) reasons.push("waited_long");
  if (reasons.length > 0) return { type: "still_matters", days, carried, reasons };
  return { type: carried > 0 || days >= DAYS_BEFORE_SHOWING ? "ageing" : "fresh", days, carried, reasons };
}

function instantOr(iso: string, fallback: Temporal.Instant): Temporal.Instant {
  try {
    return Temporal.Instant.from(iso);
  } catch {
    return fallback; // a peer wrote nonsense; an unreadable age is no age
  }
}
