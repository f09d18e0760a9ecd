import type { Page, PageSettings } from "../page/page.ts";
import type { Meeting } from "./meeting.ts";

const FIRST_MEETING_TIME = "10:00"; // mid-morning suits most; it is a guess, shown to be changed
const BEST_WEEKDAYS: readonly number[] = [2, 3, 4]; // ISO: Tuesday to Thursday, mid-week rather than the first day

/** The meeting whose agenda is being made: the earliest that is planned, dated before undated. */
export function nextMeeting(page: Pick<Page, "meetings">): Meeting | null {
  return page.meetings.filter((meeting) => meeting.state === "planned").sort(byStart)[0] ?? null;
}

/** Held and cancelled meetings, most recent first, as the page shows them. */
export function pastMeetings(page: Pick<Page, "meetings">): Meeting[] {
  return page.meetings
    .filter((meeting) => meeting.state !== "planned")
    .sort(byStart)
    .reverse();
}

/** Planned meetings after the next one, earliest first. */
export function laterMeetings(page: Pick<Page, "meetings">): Meeting[] {
  return page.meetings
    .filter((meeting) => meeting.state === "planned")
    .sort(byStart)
    .slice(1);
}

export function byStart(left: Meeting, right: Meeting): number {
  if (left.start !== right.start) {
    if (left.start === null) return 1;
    if (right.start === null) return -1;
    return left.start < right.start ? -1 : 1;
  }
  return left.id < right.id ? -1 : left.id > right.id ? 1 : 0;
}

/** A first guess for a new pair: the next day from Tuesday to Thursday that is not today, mid-morning. */
export function guessFirstStart(now: Temporal.Instant, timeZone: string): string {
  let day = now.toZonedDateTimeISO(timeZone).toPlainDate().add({ days: 1 });
  while (!BEST_WEEKDAYS.includes(day.dayOfWeek)) day = day.add({ days: 1 });
  return `${day.toString()}T${FIRST_MEETING_TIME}`;
}

/**
 * The start of the meeting after one that has been closed: by the cadence, at the same hour, and never in the past.
 *
 * @param start of the closed meeting, wall clock in the pair's zone; null where none was agreed.
 * @param elsewhere where a time of the series is instead; null: it is left out, undefined: it is where the series has it.
 * @returns the time in the series, wherever its meeting is.
 */
export function startAfter(
  start: string | null,
  settings: Pick<PageSettings, "everyWeeks" | "timeZone">,
  now: Temporal.Instant,
  elsewhere: (slot: string) => string | null | undefined = () => undefined,
): string {
  const today = now.toZonedDateTimeISO(settings.timeZone).toPlainDate().toString();
  if (start === null) return guessFirstStart(now, settings.timeZone);
  const step = { weeks: Math.max(1, settings.everyWeeks) };
  for (let next = Temporal.PlainDateTime.from(start).add(step); next.year <= LAST_YEAR; next = next.add(step)) {
    const slot = next.toString({ smallestUnit: "minute" });
    const at = elsewhere(slot);
    if (at !== null && (at ?? slot).slice(0, 10) > today) return slot;
  }
  return guessFirstStart(now, settings.timeZone);
}

const LAST_YEAR = 9999; // that a start can be written in
