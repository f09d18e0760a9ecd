import { knownZone } from "../meeting/meeting-span.ts";
import { FROM_HOUR, isQuiet, SATURDAY, UNTIL_HOUR } from "./quiet-hours.ts";

/** "digest": in the morning of the last working day before a 1:1; "reminder": a while before it begins. */
export type NoticeKind = "digest" | "reminder";

const REMINDER_FROM_MINUTES = 75;
const REMINDER_UNTIL_MINUTES = 10; // whoever is told later has no time left to think of anything

export type NoticeFacts = {
  kind: NoticeKind;
  /** when the 1:1 begins; null: nobody said, and nothing can come before it */
  start: Temporal.Instant | null;
  /** one of the two said by their calendar that they do not come */
  isDeclined: boolean;
  /** something of theirs stands on the agenda */
  isPrepared: boolean;
  wasTold: boolean;
  /** where they are, IANA */
  timeZone: string;
};

export type NoticeVerdict =
  /** `until`: what could not be told by then is told no more */
  | { type: "tell"; until: Temporal.Instant }
  | { type: "wait"; because: "told" | "no_time" | "declined" | "prepared" | "too_early" | "too_late" | "quiet_hours" };

/** Whether to tell somebody of their next 1:1 now. Nobody is told of what they have prepared, or of what does not happen. */
export function judgeNotice(
  { kind, start, isDeclined, isPrepared, wasTold, timeZone }: NoticeFacts,
  now: Temporal.Instant,
): NoticeVerdict {
  if (wasTold) return { type: "wait", because: "told" };
  if (start === null) return { type: "wait", because: "no_time" };
  if (isDeclined) return { type: "wait", because: "declined" };
  if (isPrepared) return { type: "wait", because: "prepared" };
  const zone = knownZone(timeZone);
  const there = now.toZonedDateTimeISO(zone);
  const [from, until] = kind === "digest" ? digestSpan(start.toZonedDateTimeISO(zone)) : reminderSpan(start);
  if (Temporal.Instant.compare(now, from) < 0) return { type: "wait", because: "too_early" };
  if (Temporal.Instant.compare(now, until) >= 0) return { type: "wait", because: "too_late" };
  if (isQuiet(there)) return { type: "wait", because: "quiet_hours" };
  return { type: "tell", until };
}

/** Of a Monday's 1:1 one is told on Friday, since work can wait over the weekend. */
function digestSpan(start: Temporal.ZonedDateTime): [Temporal.Instant, Temporal.Instant] {
  let day = start.toPlainDate().subtract({ days: 1 });
  while (day.dayOfWeek >= SATURDAY) day = day.subtract({ days: 1 });
  const at = (hour: number) => day.toZonedDateTime({ timeZone: start.timeZoneId, plainTime: { hour } }).toInstant();
  return [at(FROM_HOUR), at(UNTIL_HOUR)];
}

function reminderSpan(start: Temporal.Instant): [Temporal.Instant, Temporal.Instant] {
  return [start.subtract({ minutes: REMINDER_FROM_MINUTES }), start.subtract({ minutes: REMINDER_UNTIL_MINUTES })];
}
