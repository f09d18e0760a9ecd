import { escapeText, foldLine } from "./write-line.ts";
import { ruleLine, timeLine, timesLine } from "./write-times.ts";
import { sayWall, writeZone } from "./write-zone.ts";

export type WrittenEvent = {
  /** the same for good */
  uid: string;
  /** wall clock in the zone, YYYY-MM-DDTHH:MM */
  start: string;
  /** IANA, known to this machine */
  timeZone: string;
  minutes: number;
  summary: string;
  /** of a series that goes on; left out: it happens once, or is one time of a series */
  everyWeeks?: number;
  /** times of the series that are left out; wall clocks in its zone */
  skipped?: readonly string[];
  /** the time of the series that it stands for */
  instead?: { start: string; timeZone: string };
};

export type WrittenCalendar = {
  name: string;
  /** rises whenever anything of it changes, and with it `changedAt` */
  revision: number;
  changedAt: Date;
  events: readonly WrittenEvent[];
};

const YEARS_AHEAD = 10;

/** An iCalendar file that others subscribe to. */
export function writeCalendar({ name, revision, changedAt, events }: WrittenCalendar): string {
  const stamp = `${sayWall(changedAt.getTime())}Z`;
  const years = events.map(({ start }) => Number(start.slice(0, 4)));
  const span = { from: Math.min(...years), until: Math.max(...years) + YEARS_AHEAD };
  const zones = [...new Set(events.flatMap(({ timeZone, instead }) => [timeZone, instead?.timeZone ?? timeZone]))]
    .filter((id) => id !== "UTC")
    .sort();
  const lines = [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//Candor//Meetings//EN",
    "CALSCALE:GREGORIAN",
    "METHOD:PUBLISH",
    `X-WR-CALNAME:${escapeText(name)}`,
    "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
    "X-PUBLISHED-TTL:PT1H",
    ...zones.flatMap((id) => writeZone(id, span)),
    ...events.flatMap((event) => writeEvent(event, stamp, revision)),
    "END:VCALENDAR",
  ];
  return lines.map(foldLine).join("");
}

function writeEvent(
  { uid, start, timeZone, minutes, summary, everyWeeks, skipped = [], instead }: WrittenEvent,
  stamp: string,
  revision: number,
): string[] {
  return [
    "BEGIN:VEVENT",
    `UID:${escapeText(uid)}`,
    `DTSTAMP:${stamp}`,
    `LAST-MODIFIED:${stamp}`,
    `SEQUENCE:${revision}`,
    timeLine("DTSTART", start, timeZone),
    `DURATION:PT${minutes}M`,
    ...(instead ? [timeLine("RECURRENCE-ID", instead.start, instead.timeZone)] : []),
    ...(everyWeeks === undefined ? [] : [ruleLine(everyWeeks, null)]),
    ...(skipped.length === 0 ? [] : [timesLine("EXDATE", skipped, timeZone)]),
    `SUMMARY:${escapeText(summary)}`,
    "STATUS:CONFIRMED",
    "TRANSP:OPAQUE",
    "CLASS:PRIVATE",
    "END:VEVENT",
  ];
}
