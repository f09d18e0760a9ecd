import type { Meeting } from "@candor/core/meeting/meeting.ts";
import { sayDay } from "../ui/say-day.ts";

export type MeetingTime = {
  /** on the reader's clock, YYYY-MM-DD */
  day: string;
  /** "10:00" */
  time: string;
  /** "10:30" */
  end: string;
  /** the clock the pair agreed on, where it shows something else: "09:00 London"; else null */
  agreed: string | null;
};

/** When a meeting is for the reader. @returns null where no time is agreed. */
export function meetingTime(
  { start, timeZone, minutes }: Pick<Meeting, "start" | "timeZone" | "minutes">,
  readerZone: string,
): MeetingTime | null {
  if (start === null) return null;
  const agreed = Temporal.PlainDateTime.from(start).toZonedDateTime(knownZone(timeZone));
  const here = agreed.withTimeZone(readerZone);
  const city = timeZone.split("/").at(-1)?.replaceAll("_", " ");
  return {
    day: here.toPlainDate().toString(),
    time: clock(here),
    end: clock(here.add({ minutes })),
    agreed: clock(agreed) === clock(here) ? null : `${clock(agreed)} ${city}`,
  };
}

/** The day of a meeting as a heading names it, or null where none is agreed. */
export function meetingDay(
  meeting: Pick<Meeting, "start" | "timeZone" | "minutes">,
  readerZone: string,
  today: string,
): string | null {
  const time = meetingTime(meeting, readerZone);
  return time && sayDay(time.day, today);
}

function clock(at: Temporal.ZonedDateTime): string {
  return at.toPlainTime().toString({ smallestUnit: "minute" });
}

/** The zone itself, or UTC where this browser has never heard of it. */
export function knownZone(timeZone: string): string {
  try {
    return Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(timeZone).timeZoneId;
  } catch {
    return "UTC";
  }
}
