import { momentOf, type Place } from "@candor/core/invitation/schedule.ts";
import { knownZone } from "@candor/core/meeting/meeting-span.ts";
import { escapeText, foldLine } from "../ics/write-line.ts";
import { ruleLine, timeLine, timesLine } from "../ics/write-times.ts";
import { sayWall, writeZone } from "../ics/write-zone.ts";

const YEARS_AHEAD = 10;

export type Invitee = { name: string; address: string };

/** One component of an invitation. */
export type InvitedEvent = {
  uid: string;
  sequence: number;
  /** milliseconds since 1970 */
  stamp: number;
  place: Place;
  /** null: it happens once, or is one time of a series */
  everyWeeks: number | null;
  /** ISO instant of the last time; null: it goes on */
  until: string | null;
  /** wall clocks in the event's zone */
  skipped: readonly string[];
  /** the time of a series that it stands for; wall clock in the series' zone */
  instead: Pick<Place, "start" | "timeZone"> | null;
  /** the UID that it follows */
  follows: string | null;
};

export type Invitation = {
  method: "REQUEST" | "CANCEL" | "DECLINECOUNTER";
  organizer: Invitee;
  attendees: readonly Invitee[];
  /** whether they are asked to answer */
  asks: boolean;
  summary: string;
  /** where the two have their agenda: all that an invitation says of it */
  link: string;
  event: InvitedEvent;
};

/** An invitation as an iCalendar file (RFC 5546), with the zones that it names as this machine knows them. */
export function writeInvitation(invitation: Invitation): string {
  const { method, event } = invitation;
  const zones = [...new Set([event.place, ...(event.instead ? [event.instead] : [])].map(zoneOf))];
  const year = Number(event.place.start.slice(0, 4));
  const lines = [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//Candor//Invitations//EN",
    "CALSCALE:GREGORIAN",
    `METHOD:${method}`,
    ...zones.filter((id) => id !== "UTC").flatMap((id) => writeZone(id, { from: year, until: year + YEARS_AHEAD })),
    ...writeEvent(invitation),
    "END:VCALENDAR",
  ];
  return lines.map(foldLine).join("");
}

function writeEvent({ method, organizer, attendees, asks, summary, link, event }: Invitation): string[] {
  const { uid, sequence, stamp, place, everyWeeks, until, skipped, instead, follows } = event;
  const zone = zoneOf(place);
  const end = Temporal.Instant.fromEpochMilliseconds(momentOf(place)).add({ minutes: place.minutes });
  const endWall = end.toZonedDateTimeISO(zone).toPlainDateTime().toString();
  return [
    "BEGIN:VEVENT",
    `UID:${escapeText(uid)}`,
    `SEQUENCE:${sequence}`,
    `DTSTAMP:${sayWall(stamp)}Z`,
    timeLine("DTSTART", place.start, zone),
    timeLine("DTEND", endWall, zone),
    ...(instead === null ? [] : [timeLine("RECURRENCE-ID", instead.start, zoneOf(instead))]),
    ...(everyWeeks === null ? [] : [ruleLine(everyWeeks, until)]),
    ...(skipped.length === 0 ? [] : [timesLine("EXDATE", skipped, zone)]),
    ...(follows === null ? [] : [`RELATED-TO:${escapeText(follows)}`]),
    `ORGANIZER;CN=${parameter(organizer.name)}:mailto:${organizer.address}`,
    ...attendees.map(
      ({ name, address }) =>
        `ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=${asks ? "TRUE" : "FALSE"};CN=${parameter(name)}:mailto:${address}`,
    ),
    `SUMMARY:${escapeText(summary)}`,
    `DESCRIPTION:${escapeText(link)}`,
    `URL:${link.replace(/[\p{Cc}\s]/gu, "")}`,
    `STATUS:${method === "CANCEL" ? "CANCELLED" : "CONFIRMED"}`,
    "TRANSP:OPAQUE",
    "CLASS:PRIVATE",
    "END:VEVENT",
  ];
}

function zoneOf({ timeZone }: Pick<Place, "timeZone">): string {
  return knownZone(timeZone);
}

/** A name as the value of a parameter: in quotes, with what may not stand in them said otherwise (RFC 6868). */
function parameter(text: string): string {
  const said = text
    .replaceAll("^", "^^")
    .replaceAll('"', "^'")
    .replace(/\r\n|[\r\n\u0085\u2028\u2029]/g, "^n")
    .replace(/\p{Cc}/gu, "");
  return `"${said}"`;
}
