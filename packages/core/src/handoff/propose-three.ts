import { addDays } from "../cadence/days.ts";
import type { Day } from "../chart/manager-edge.ts";
import { PLAIN_MEETING } from "../meeting/meeting.ts";
import { type KnownTimes, type ProposedTime, proposeTimes } from "../meeting/propose-times.ts";

/** As with a first 1:1: what is said in the first week is said in time. */
export const WITHIN_DAYS = 7;
export const THREE_MINUTES = 30;

export type ThreeTimes = {
  times: ProposedTime[];
  /** the last day that is still within a week of the start, or of today where that has passed */
  by: Day;
  /** false: none of the three has time by then, and these are the first after */
  isInTime: boolean;
};

/**
 * When the direct, who led them until now and who leads them next can talk for half an hour, the best first: from the
 * day of the change on, and within a week of it where that goes.
 *
 * @param zone of the meeting. @param zones where the three are; null: nobody said.
 * @param calendars of the three, what is known of each.
 */
export function proposeThree(
  day: Day,
  {
    zone,
    zones,
    calendars,
    now,
  }: {
    zone: string;
    zones: readonly (string | null)[];
    calendars: readonly KnownTimes[];
    now: Temporal.Instant;
  },
): ThreeTimes {
  const today = now.toZonedDateTimeISO(zone).toPlainDate().toString();
  const begin = day > today ? day : today;
  const by = addDays(begin, WITHIN_DAYS);
  const from = day > today ? Temporal.PlainDate.from(day).toZonedDateTime(zone).toInstant() : now;
  const [mine = NOTHING_KNOWN, ...others] = calendars;
  const all = proposeTimes({
    meeting: { ...PLAIN_MEETING, id: "three", start: null, timeZone: zone, minutes: THREE_MINUTES, medium: null },
    ...{ meetings: [], everyWeeks: 1, zones, now: from },
    calendars: { mine, theirs: together(others) },
  });
  const soon = all.filter(({ start }) => start.slice(0, 10) <= by);
  return soon.length > 0 ? { times: soon, by, isInTime: true } : { times: all, by, isInTime: false };
}

const NOTHING_KNOWN: KnownTimes = { known: false, times: [] };

/** Several people as one: taken when any is, and known only where all are. */
function together(others: readonly KnownTimes[]): KnownTimes {
  return {
    known: others.length > 0 && others.every(({ known }) => known),
    times: others.flatMap(({ times }) => times),
  };
}
