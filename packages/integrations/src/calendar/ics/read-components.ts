import { WANTED_LINES } from "@candor/core/calendar/wanted-lines.ts";
import { readContentLines } from "./content-lines.ts";
import {
  type DateValue,
  type Duration,
  type Period,
  parseDateList,
  parseDateValue,
  parseDuration,
  parsePeriod,
} from "./date-value.ts";

/** What of an event bears on whether somebody is busy; what it is about is not read at all. */
export type EventEntry = {
  uid: string;
  start: DateValue | null;
  end: DateValue | null;
  duration: Duration | null;
  rules: string[];
  exceptRules: string[];
  extra: (DateValue | Period)[];
  except: DateValue[];
  /** false: more were added to it than are read */
  hasAllDates: boolean;
  recurrenceId: DateValue | null;
  /** its change holds for all later occurrences too */
  thisAndFuture: boolean;
  sequence: number;
  /** milliseconds since 1970; 0: it does not say */
  stamp: number;
  status: string;
  transparency: string;
  /** as Microsoft's calendars say it */
  busyStatus: string;
  /** what the calendar's owner answered, by address; lower case */
  answers: { address: string; partStat: string }[];
};

/** One of the two kinds of times that a zone's definition knows. */
export type Observance = {
  start: DateValue | null;
  from: string;
  to: string;
  rule: string | null;
  dates: DateValue[];
};

export type CalendarFile = {
  events: EventEntry[];
  /** the definitions of zones, by their TZID */
  zones: Map<string, Observance[]>;
  /** of free-and-busy entries; those that are free are left out */
  periods: { period: Period; type: string }[];
  /** as the file says of itself */
  timeZone: string | null;
  /** false: there was more than is read */
  isWhole: boolean;
  /** true: something of it looks like a calendar */
  isCalendar: boolean;
  /** true: it ends within a calendar, so that nobody knows what else there was */
  isCutOff: boolean;
};

const MAX_EVENTS = 50_000;
const MAX_DATES = 10_000; // of one event
const MAX_ZONES = 500;
const MAX_ANSWERS = 500;

/**
 * Reads the events and zones of a file. One bad line costs what it says and nothing else; several calendars in one
 * file, events outside of any, and a file that ends in the middle are read as far as they go.
 */
export function readComponents(text: string): CalendarFile {
  const file: CalendarFile = {
    ...{ events: [], zones: new Map(), periods: [], timeZone: null, isWhole: true, isCalendar: false, isCutOff: false },
  };
  const open: string[] = [];
  let event: EventEntry | null = null;
  let zone: { id: string; observances: Observance[] } | null = null;
  let observance: Observance | null = null;

  function endEvent(): void {
    if (event !== null) file.events.push(event);
    event = null;
  }
  function endZone(): void {
    if (zone !== null && zone.id !== "" && !file.zones.has(zone.id) && file.zones.size < MAX_ZONES)
      file.zones.set(zone.id, zone.observances);
    zone = null;
    observance = null;
  }

  readContentLines(text, WANTED_LINES, ({ name, params, value }) => {
    if (name === "BEGIN") {
      const component = value.trim().toUpperCase();
      file.isCalendar ||= component === "VCALENDAR" || component === "VEVENT";
      if (component === "VEVENT" || component === "VCALENDAR" || component === "VTIMEZONE") {
        // Whatever was not ended before has ended with this: none of them stands within another event.
        endEvent();
        endZone();
        open.length = 0;
      }
      if (component === "VEVENT") {
        if (file.events.length >= MAX_EVENTS) {
          file.isWhole = false;
          return "stop";
        }
        event = newEvent();
      } else if (component === "VTIMEZONE") zone = { id: "", observances: [] };
      else if (zone !== null && (component === "STANDARD" || component === "DAYLIGHT")) {
        observance = { start: null, from: "", to: "", rule: null, dates: [] };
        zone.observances.push(observance);
      }
      if (component === "VCALENDAR") file.isCutOff = true;
      open.push(component);
      return;
    }
    if (name === "END") {
      const component = value.trim().toUpperCase();
      const at = open.lastIndexOf(component);
      if (at >= 0) open.length = at;
      if (component === "VCALENDAR") file.isCutOff = false;
      if (component === "VEVENT") endEvent();
      else if (component === "VTIMEZONE") endZone();
      else if (component === "STANDARD" || component === "DAYLIGHT") observance = null;
      return;
    }
    const within = open.at(-1) ?? "";
    const tzid = params.TZID ?? null;
    if (within === "VEVENT" && event !== null) takeOfEvent(event, name, params, value, tzid);
    else if (observance !== null) takeOfObservance(observance, name, value);
    else if (zone !== null && name === "TZID") zone.id = value.trim();
    else if (within === "VFREEBUSY" && name === "FREEBUSY") {
      const type = (params.FBTYPE ?? "BUSY").toUpperCase();
      for (const each of value.split(",").slice(0, MAX_DATES)) {
        const period = type === "FREE" ? null : parsePeriod(each, tzid);
        if (period !== null && file.periods.length < MAX_EVENTS) file.periods.push({ period, type });
      }
    } else if (name === "X-WR-TIMEZONE" && file.timeZone === null) file.timeZone = value.trim();
    return undefined;
  });
  endEvent();
  endZone();
  return file;
}

function newEvent(): EventEntry {
  return {
    uid: "",
    ...{ start: null, end: null, duration: null, recurrenceId: null, thisAndFuture: false },
    ...{ rules: [], exceptRules: [], extra: [], except: [], answers: [], hasAllDates: true },
    ...{ sequence: 0, stamp: 0, status: "", transparency: "", busyStatus: "" },
  };
}

function takeOfEvent(
  event: EventEntry,
  name: string,
  params: Readonly<Record<string, string>>,
  value: string,
  tzid: string | null,
): void {
  switch (name) {
    case "UID":
      event.uid = value.trim();
      break;
    case "DTSTART":
      event.start ??= parseDateValue(value, tzid);
      break;
    case "DTEND":
      event.end ??= parseDateValue(value, tzid);
      break;
    case "DURATION":
      event.duration ??= parseDuration(value);
      break;
    case "RRULE":
      if (event.rules.length < 20) event.rules.push(value);
      break;
    case "EXRULE":
      if (event.exceptRules.length < 20) event.exceptRules.push(value);
      break;
    case "RDATE":
      event.hasAllDates &&= addSome(event.extra, extraOf(value, tzid));
      break;
    case "EXDATE":
      addSome(event.except, parseDateList(value, tzid));
      break;
    case "RECURRENCE-ID":
      event.recurrenceId ??= parseDateValue(value, tzid);
      event.thisAndFuture = params.RANGE?.toUpperCase() === "THISANDFUTURE";
      break;
    case "SEQUENCE":
      event.sequence = /^\d{1,9}$/.test(value.trim()) ? Number(value) : 0;
      break;
    case "DTSTAMP":
      event.stamp = parseDateValue(value, null)?.wall ?? 0;
      break;
    case "STATUS":
      event.status = value.trim().toUpperCase();
      break;
    case "TRANSP":
      event.transparency = value.trim().toUpperCase();
      break;
    case "X-MICROSOFT-CDO-BUSYSTATUS":
      event.busyStatus = value.trim().toUpperCase();
      break;
    case "ATTENDEE":
      if (event.answers.length < MAX_ANSWERS) {
        const address = value
          .trim()
          .replace(/^mailto:/i, "")
          .toLowerCase();
        event.answers.push({ address, partStat: (params.PARTSTAT ?? "NEEDS-ACTION").toUpperCase() });
      }
      break;
    default:
  }
}

function takeOfObservance(observance: Observance, name: string, value: string): void {
  if (name === "DTSTART") observance.start = parseDateValue(value, null);
  else if (name === "TZOFFSETFROM") observance.from = value.trim();
  else if (name === "TZOFFSETTO") observance.to = value.trim();
  else if (name === "RRULE") observance.rule = value;
  else if (name === "RDATE") addSome(observance.dates, parseDateList(value, null));
}

function extraOf(value: string, tzid: string | null): (DateValue | Period)[] {
  return value
    .split(",")
    .flatMap((each) => (each.includes("/") ? parsePeriod(each, tzid) : parseDateValue(each, tzid)) ?? []);
}

/** @returns whether there was room for all of them. */
function addSome<T>(list: T[], more: readonly T[]): boolean {
  for (const each of more) {
    if (list.length >= MAX_DATES) return false;
    list.push(each);
  }
  return true;
}
