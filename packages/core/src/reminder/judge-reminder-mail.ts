import { SEASON_DAYS } from "../cadence/cadence-rules.ts";
import { knownZone } from "../meeting/meeting-span.ts";
import { ASK_AGAIN_DAYS } from "../portrait/re-ask.ts";
import type { Reminder } from "./due-reminders.ts";
import { isQuiet, nextQuiet, type QuietHours, SATURDAY } from "./quiet-hours.ts";

/** One mail a week at most, whatever there is. */
const APART_DAYS = 7;
export type ReminderMail =
  /** `until`: what could not be sent by then is not sent in quiet hours */
  | { type: "send"; reminders: Reminder[]; until: Temporal.Instant }
  | { type: "wait"; because: "off" | "nothing_due" | "this_week" | "quiet_hours" };

/** Whether to remind somebody by mail now, and of what. On the screen what is due shows all the same. */
export function judgeReminderMail(
  reminders: readonly Reminder[],
  {
    on,
    mailedAt,
    portraitAt,
    timeZone,
    quiet,
  }: { on: boolean; mailedAt: string | null; portraitAt: string | null; timeZone: string; quiet: QuietHours },
  now: Temporal.Instant,
): ReminderMail {
  if (!on) return { type: "wait", because: "off" };
  const worthAMail = reminders.filter((each) =>
    each.type === "close_loop"
      ? each.days <= SEASON_DAYS // whoever heard it a dozen times has decided
      : portraitAt === null || isPast(portraitAt, ASK_AGAIN_DAYS, now),
  );
  if (worthAMail.length === 0) return { type: "wait", because: "nothing_due" };
  if (mailedAt !== null && !isPast(mailedAt, APART_DAYS, now)) return { type: "wait", because: "this_week" };
  const there = now.toZonedDateTimeISO(knownZone(timeZone));
  if (there.dayOfWeek >= SATURDAY || isQuiet(there, quiet)) return { type: "wait", because: "quiet_hours" };
  const midnight = there.startOfDay().add({ days: 1 }).toInstant();
  return { type: "send", reminders: worthAMail, until: nextQuiet(there, quiet) ?? midnight };
}

function isPast(instant: string, days: number, now: Temporal.Instant): boolean {
  return Temporal.Instant.compare(Temporal.Instant.from(instant).add({ hours: days * 24 }), now) <= 0;
}
