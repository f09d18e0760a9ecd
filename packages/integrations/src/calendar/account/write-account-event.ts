import { escapeText, foldLine } from "../ics/write-line.ts";
import { sayWall, writeZone } from "../ics/write-zone.ts";
import type { AccountEvent, EventOverride, EventPerson } from "./calendar-account.ts";

const YEARS_AHEAD = 10;

/**
 * An event as it is put into somebody's own calendar. It has no METHOD, since it is no message, and tells the server that
 * inviting people is not its affair (RFC 6638, 7.1).
 */
export function writeAccountEvent(event: AccountEvent): string {
  const { timeZone } = event;
  const years = [event.start, ...event.overrides.map(({ start }) => start)].map((start) => Number(start.slice(0, 4)));
  const span = { from: Math.min(...years), until: Math.max(...years) + YEARS_AHEAD };
  const lines = [
    ...["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Candor//Meetings//EN", "CALSCALE:GREGORIAN"],
    ...(timeZone === "UTC" ? [] : writeZone(timeZone, span)),
    ...writeOne(event, event, [
      ...(event.rule === null ? [] : [`RRULE:${event.rule}`]),
      ...event.excluded.map((start) => `EXDATE${wallIn(timeZone, start)}`),
    ]),
    ...event.overrides.flatMap((override) =>
      writeOne(event, override, [`RECURRENCE-ID${wallIn(timeZone, override.recurrenceStart)}`]),
    ),
    "END:VCALENDAR",
  ];
  return lines.map(foldLine).join("");
}

function writeOne(
  { uid, sequence, changedAt, timeZone, description, people }: AccountEvent,
  { start, minutes, summary }: Pick<EventOverride, "start" | "minutes" | "summary">,
  recurrence: readonly string[],
): string[] {
  const stamp = `${sayWall(changedAt.getTime())}Z`;
  return [
    "BEGIN:VEVENT",
    `UID:${escapeText(uid)}`,
    `DTSTAMP:${stamp}`,
    `LAST-MODIFIED:${stamp}`,
    `SEQUENCE:${sequence}`,
    `DTSTART${wallIn(timeZone, start)}`,
    `DURATION:PT${minutes}M`,
    ...recurrence,
    `SUMMARY:${escapeText(summary)}`,
    ...(description === "" ? [] : [`DESCRIPTION:${escapeText(description)}`]),
    ...(people === null
      ? []
      : [
          `ORGANIZER;SCHEDULE-AGENT=CLIENT${person(people.organizer)}`,
          ...people.attendees.map((each) => `ATTENDEE;SCHEDULE-AGENT=CLIENT;PARTSTAT=${each.partStat}${person(each)}`),
        ]),
    ...["STATUS:CONFIRMED", "TRANSP:OPAQUE", "CLASS:PRIVATE", "END:VEVENT"],
  ];
}

function wallIn(timeZone: string, start: string): string {
  const wall = `${start.slice(0, 16).replace(/[-:]/g, "")}00`;
  return timeZone === "UTC" ? `:${wall}Z` : `;TZID=${timeZone}:${wall}`;
}

/** A name as a parameter (RFC 6868), and the address as the value; neither can hold another line. */
function person({ name, address }: EventPerson): string {
  const plain = name.replace(/\p{Cc}+/gu, " ").replace(/[\^"]/g, (char) => (char === "^" ? "^^" : "^'"));
  return `;CN="${plain}":mailto:${address.replace(/[\p{Cc}\s]/gu, "")}`;
}
