import type { Reply } from "@candor/core/invitation/reply.ts";
import { readContentLines } from "../ics/content-lines.ts";
import { type DateValue, parseDateValue, parseDuration } from "../ics/date-value.ts";
import { readComponents } from "../ics/read-components.ts";
import { resolveZones } from "../ics/resolve-zone.ts";
import { toInstant } from "../ics/zone-table.ts";

const NAMES: ReadonlySet<string> = new Set(
  "BEGIN END METHOD UID SEQUENCE DTSTAMP RECURRENCE-ID DTSTART DTEND DURATION ATTENDEE COMMENT".split(" "),
);
const MAX_REPLIES = 60; // one mail may answer for a year of a series
const MAX_WORDS = 500;
const YEAR = 366 * 86_400_000;

type Entry = {
  uid: string;
  sequence: number | null;
  stamp: DateValue | null;
  instance: DateValue | null;
  start: DateValue | null;
  end: DateValue | null;
  minutes: number | null;
  words: string | null;
  attendees: { address: string; partStat: string; sentBy: string | null }[];
};

export type ReadReplies = { method: string; replies: Reply[] };

/**
 * Reads what a calendar answers (RFC 5546): REPLY and COUNTER, as the makers of calendars write them, with what they leave
 * out. What cannot be read is left out, and never guessed.
 *
 * @param now zones are known for some years around it, and nothing was written after it.
 */
export function readReplies(text: string, now: number): ReadReplies {
  let method = "";
  const entries: Entry[] = [];
  let entry: Entry | null = null;
  let depth = 0; // within something that lies in an event, such as an alarm
  readContentLines(text, NAMES, ({ name, params, value }) => {
    const component = value.trim().toUpperCase();
    if (name === "BEGIN" && component === "VEVENT") {
      if (entries.length >= MAX_REPLIES) return "stop";
      entry = newEntry();
      entries.push(entry);
      depth = 0;
    } else if (name === "BEGIN") depth += 1;
    else if (name === "END" && component === "VEVENT") entry = null;
    else if (name === "END") depth -= 1;
    else if (name === "METHOD") method ||= component;
    else if (entry !== null && depth === 0) takeLine(entry, name, params, value);
    return undefined;
  });
  const zones = resolveZones(readComponents(text).zones, { ownerZone: "UTC", from: now - YEAR, until: now + 2 * YEAR });
  const at = (date: DateValue | null): number | null => {
    if (date === null || date.type === "date" || (date.type === "local" && date.tzid === null)) return null;
    const instant = date.type === "utc" ? date.wall : toInstant(zones.of(date.tzid), date.wall);
    return date.tzid !== null && zones.unknown.has(date.tzid) ? null : instant;
  };
  const isCounter = method === "COUNTER";
  if (method !== "REPLY" && !isCounter) return { method, replies: [] };
  return {
    method,
    replies: entries.flatMap((each) => {
      // Whoever asks others along lists them, too: the answer is of the first.
      const [attendee] = each.attendees;
      const instance = at(each.instance);
      if (each.uid === "" || !attendee || (each.instance !== null && instance === null)) return [];
      const from = at(each.start);
      const until = at(each.end) ?? (from !== null && each.minutes !== null ? from + each.minutes * 60_000 : null);
      const proposed = isCounter && from !== null && until !== null && until > from ? { from, until } : null;
      if (isCounter && proposed === null) return [];
      return {
        ...{ uid: each.uid, attendee: attendee.address, sentBy: attendee.sentBy, instance, sequence: each.sequence },
        ...{ type: isCounter ? "counter" : typeOf(attendee.partStat), words: each.words, proposed },
        // A clock that is ahead would keep out whatever its owner answers until then.
        stamp: Math.min(at(each.stamp) ?? 0, now),
      };
    }),
  };
}

function newEntry(): Entry {
  return {
    ...{ uid: "", sequence: null, stamp: null, instance: null, start: null, end: null, minutes: null, words: null },
    attendees: [],
  };
}

function takeLine(entry: Entry, name: string, params: Readonly<Record<string, string>>, value: string): void {
  const date = () => parseDateValue(value, params.TZID ?? null);
  if (name === "UID") entry.uid = value.trim();
  else if (name === "SEQUENCE") entry.sequence = /^\d{1,9}$/.test(value.trim()) ? Number(value) : null;
  else if (name === "DTSTAMP") entry.stamp ??= date();
  else if (name === "RECURRENCE-ID") entry.instance ??= date();
  else if (name === "DTSTART") entry.start ??= date();
  else if (name === "DTEND") entry.end ??= date();
  else if (name === "DURATION") {
    const duration = parseDuration(value);
    entry.minutes ??= duration && duration.days * 1440 + duration.milliseconds / 60_000;
  } else if (name === "COMMENT") entry.words ??= wordsOf(value);
  else if (name === "ATTENDEE" && entry.attendees.length < MAX_REPLIES) {
    const partStat = (params.PARTSTAT ?? "NEEDS-ACTION").toUpperCase();
    const sentBy = params["SENT-BY"] === undefined ? null : addressOf(params["SENT-BY"]);
    entry.attendees.push({ address: addressOf(value), partStat, sentBy });
  }
}

function addressOf(value: string): string {
  return value
    .trim()
    .replace(/^mailto:/i, "")
    .trim()
    .toLowerCase();
}

function wordsOf(value: string): string | null {
  const text = value
    .replace(/\\n/gi, "\n")
    .replace(/\\([\\;,])/g, "$1")
    .replace(/(?!\n)\p{Cc}/gu, "")
    .trim();
  return text === "" ? null : text.slice(0, MAX_WORDS).toWellFormed();
}

function typeOf(partStat: string): Reply["type"] {
  if (partStat === "ACCEPTED" || partStat === "DECLINED" || partStat === "TENTATIVE" || partStat === "DELEGATED")
    return partStat.toLowerCase() as Reply["type"];
  return "nothing";
}
