import type { CancelReason, Meeting } from "./meeting.ts";
import { knownZone, meetingSpan } from "./meeting-span.ts";

const MONTHS = 12; // what lies further back is in a year's volume, and says little about how the two meet now

export type Outcome =
  | "held"
  | "cancelled"
  | "upcoming"
  /** its time has passed, and nobody has said what became of it */
  | "unsettled";

export type Occurrence = {
  meeting: Meeting;
  outcome: Outcome;
  /** YYYY-MM-DD by the pair's own clock; null where no time was agreed */
  day: string | null;
  /** the wall-clock starts it was moved away from, earliest first; without the one it has now */
  movedFrom: readonly string[];
};

export type Gap = {
  days: number;
  from: string;
  /** the day of the meeting that ended it; null: it goes on */
  until: string | null;
};

/** What became of a pair's meetings. It is for the two alone. */
export type MeetingRecord = {
  held: number;
  /** how many were moved at least once, whatever became of them; a move is no fault */
  moved: number;
  cancelled: Readonly<Record<CancelReason | "unsaid", number>> & { total: number };
  upcoming: number;
  unsettled: number;
  /** of those that were to take place, how many did; null where there were none yet */
  heldShare: { held: number; of: number } | null;
  /** the most days between two that were held, or since the last one; null before the second, or the first without now */
  longestGap: Gap | null;
  /** latest first, those without a time before all others */
  occurrences: Occurrence[];
};

/**
 * The record of the last twelve months and of what is to come.
 *
 * @param now left out: everything given counts, what is planned is upcoming, and no gap goes on.
 */
export function meetingRecord(meetings: readonly Meeting[], now?: Temporal.Instant): MeetingRecord {
  const all = meetings.map((meeting) => occurrenceOf(meeting, now)).sort(latestFirst);
  const since = now?.toZonedDateTimeISO("UTC").toPlainDate().subtract({ months: MONTHS }).toString() ?? "";
  const occurrences = all.filter(({ day }) => day === null || day >= since);

  const count = (outcome: Outcome) => occurrences.filter((each) => each.outcome === outcome).length;
  const held = count("held");
  const cancelled = cancelledBy(occurrences);
  const of = held + cancelled.total;
  return {
    held,
    moved: occurrences.filter(({ movedFrom }) => movedFrom.length > 0).length,
    cancelled,
    upcoming: count("upcoming"),
    unsettled: count("unsettled"),
    heldShare: of === 0 ? null : { held, of },
    longestGap: longestGap(all, since, now),
    occurrences,
  };
}

function occurrenceOf(meeting: Meeting, now: Temporal.Instant | undefined): Occurrence {
  const { start, state, movedFrom, closedAt, timeZone } = meeting;
  const span = meetingSpan(meeting);
  const isOver = span !== null && now !== undefined && Temporal.Instant.compare(span.until, now) <= 0;
  return {
    meeting,
    outcome: state !== "planned" ? state : isOver ? "unsettled" : "upcoming",
    day: start?.slice(0, 10) ?? dayOf(closedAt, timeZone),
    movedFrom: movedFrom.filter((each) => each !== start),
  };
}

/** One that was held without a time was held when it was closed. */
function dayOf(instant: string | null, timeZone: string): string | null {
  try {
    if (instant === null) return null;
    return Temporal.Instant.from(instant).toZonedDateTimeISO(knownZone(timeZone)).toPlainDate().toString();
  } catch {
    return null; // a peer wrote nonsense
  }
}

/** By the time itself and not by what the clock says, since a meeting may have a zone of its own. */
function latestFirst(left: Occurrence, right: Occurrence): number {
  if (left.day === null || right.day === null) return Number(right.day === null) - Number(left.day === null);
  const [one, other] = [momentOf(left), momentOf(right)];
  return other - one || (left.meeting.id < right.meeting.id ? 1 : -1);
}

function momentOf({ meeting, day }: Occurrence): number {
  const from =
    meetingSpan(meeting)?.from ??
    Temporal.PlainDate.from(day ?? "")
      .toZonedDateTime("UTC")
      .toInstant();
  return from.epochMilliseconds;
}

function cancelledBy(occurrences: readonly Occurrence[]): MeetingRecord["cancelled"] {
  const cancelled = { total: 0, sick: 0, travel: 0, other: 0, unsaid: 0 };
  for (const { outcome, meeting } of occurrences) {
    if (outcome !== "cancelled") continue;
    cancelled.total += 1;
    cancelled[meeting.cancelReason ?? "unsaid"] += 1;
  }
  return cancelled;
}

/** @param since YYYY-MM-DD: a gap that ended before it is forgotten. */
function longestGap(all: readonly Occurrence[], since: string, now: Temporal.Instant | undefined): Gap | null {
  const held = all.filter(({ outcome, day }) => outcome === "held" && day !== null).reverse();
  const days = held.map(({ day }) => day as string);
  const last = held.at(-1);
  const gaps = days.slice(1).map((until, index): Gap => gapBetween(days[index] as string, until));
  if (last && now) {
    const today = now.toZonedDateTimeISO(knownZone(last.meeting.timeZone)).toPlainDate().toString();
    gaps.push({ ...gapBetween(days.at(-1) as string, today), until: null });
  }
  return gaps
    .filter(({ until, days: count }) => count > 0 && (until === null || until >= since))
    .reduce<Gap | null>((longest, gap) => (longest && longest.days >= gap.days ? longest : gap), null);
}

/** Calendar days, so that a change of clocks neither adds nor takes one. */
function gapBetween(from: string, until: string): Gap {
  return { days: Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(until)).days, from, until };
}
