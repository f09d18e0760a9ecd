import { knownZone } from "../meeting/meeting-span.ts";
import { heardOn, isQuiet, nextQuiet, type QuietHours, SATURDAY } from "./quiet-hours.ts";

/**
 * "digest": in the morning of the last working day before a 1:1; "reminder": a while before it begins; "week_ahead": on Monday,
 * how much waits for the 1:1s of the week.
 */
export type NoticeKind = "digest" | "reminder" | "week_ahead";

const REMINDER_FROM_MINUTES = 75;
const REMINDER_UNTIL_MINUTES = 10; // whoever is told later has no time left to think of anything

export type NoticeFacts = {
  kind: NoticeKind;
  /** when the 1:1 begins; null: nobody said, and nothing can come before it */
  start: Temporal.Instant | null;
  /** one of the two said by their calendar that they do not come */
  isDeclined: boolean;
  /** one of the two said that they are on leave, then or now */
  isAway: boolean;
  /** something of theirs stands on the agenda */
  isPrepared: boolean;
  /** how many topics are on the agenda and in the Hopper */
  waiting: number;
  wasTold: boolean;
  /** where they are, IANA */
  timeZone: string;
  quiet: QuietHours;
};

export type NoticeVerdict =
  /** `until`: what could not be told by then is told no more */
  { type: "tell"; until: Temporal.Instant } | { type: "wait"; because: WaitReason };

type WaitReason =
  | "told"
  | "no_time"
  | "declined"
  | "away"
  | "prepared"
  | "nothing_waits"
  | "too_early"
  | "too_late"
  | "quiet_hours";

/** Whether to tell somebody of their next 1:1 now. Nobody is told of what they have prepared, or of what does not happen. */
export function judgeNotice(
  { kind, start, isDeclined, isAway, isPrepared, waiting, wasTold, timeZone, quiet }: NoticeFacts,
  now: Temporal.Instant,
): NoticeVerdict {
  if (wasTold) return { type: "wait", because: "told" };
  if (start === null) return { type: "wait", because: "no_time" };
  if (isDeclined) return { type: "wait", because: "declined" };
  if (isAway) return { type: "wait", because: "away" };
  if (isPrepared) return { type: "wait", because: "prepared" };
  if (kind === "week_ahead" && waiting === 0) return { type: "wait", because: "nothing_waits" };
  const zone = knownZone(timeZone);
  const there = now.toZonedDateTimeISO(zone);
  const [from, until] = spanOf(kind, start, there, quiet);
  if (Temporal.Instant.compare(now, from) < 0) return { type: "wait", because: "too_early" };
  if (Temporal.Instant.compare(now, until) >= 0) return { type: "wait", because: "too_late" };
  if (isQuiet(there, quiet)) return { type: "wait", because: "quiet_hours" };
  return { type: "tell", until: earlier(until, nextQuiet(there, quiet)) };
}

/** By which week somebody is told once of what waits in it: its Monday, where they are. */
export function weekAhead(there: Temporal.ZonedDateTime): string {
  return there
    .toPlainDate()
    .subtract({ days: there.dayOfWeek - 1 })
    .toString();
}

function spanOf(
  kind: NoticeKind,
  start: Temporal.Instant,
  there: Temporal.ZonedDateTime,
  quiet: QuietHours,
): [Temporal.Instant, Temporal.Instant] {
  if (kind === "reminder") return reminderSpan(start);
  const [from, until] =
    kind === "digest" ? digestSpan(start.toZonedDateTimeISO(there.timeZoneId), quiet) : weekSpan(start, there, quiet);
  return [from, earlier(until, start)];
}

/** Of a Monday's 1:1 one is told on Friday, since work can wait over the weekend. */
function digestSpan(start: Temporal.ZonedDateTime, quiet: QuietHours): [Temporal.Instant, Temporal.Instant] {
  let day = start.toPlainDate().subtract({ days: 1 });
  while (day.dayOfWeek >= SATURDAY) day = day.subtract({ days: 1 });
  return heardOn(day, start.timeZoneId, quiet);
}

function reminderSpan(start: Temporal.Instant): [Temporal.Instant, Temporal.Instant] {
  return [start.subtract({ minutes: REMINDER_FROM_MINUTES }), start.subtract({ minutes: REMINDER_UNTIL_MINUTES })];
}

/** The Monday of its week; before it nothing is due, and after it nothing any more. */
function weekSpan(
  start: Temporal.Instant,
  there: Temporal.ZonedDateTime,
  quiet: QuietHours,
): [Temporal.Instant, Temporal.Instant] {
  const day = start.toZonedDateTimeISO(there.timeZoneId).toPlainDate();
  const monday = day.subtract({ days: day.dayOfWeek - 1 });
  return heardOn(monday, there.timeZoneId, quiet);
}

function earlier(one: Temporal.Instant, other: Temporal.Instant | null): Temporal.Instant {
  return other !== null && Temporal.Instant.compare(other, one) < 0 ? other : one;
}
