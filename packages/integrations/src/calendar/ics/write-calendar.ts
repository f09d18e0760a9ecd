import { escapeText, foldLine } from "./write-line.ts";
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
  const zones = [...new Set(events.map(({ timeZone }) => timeZone))].filter((id) => id !== "UTC").sort();
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
  { uid, start, timeZone, minutes, summary }: WrittenEvent,
  stamp: string,
  revision: number,
): string[] {
  const wall = `${start.slice(0, 16).replace(/[-:]/g, "")}00`;
  return [
    "BEGIN:VEVENT",
    `UID:${escapeText(uid)}`,
    `DTSTAMP:${stamp}`,
    `LAST-MODIFIED:${stamp}`,
    `SEQUENCE:${revision}`,
    timeZone === "UTC" ? `DTSTART:${wall}Z` : `DTSTART;TZID=${timeZone}:${wall}`,
    `DURATION:PT${minutes}M`,
    `SUMMARY:${escapeText(summary)}`,
    "STATUS:CONFIRMED",
    "TRANSP:OPAQUE",
    "CLASS:PRIVATE",
    "END:VEVENT",
  ];
}
