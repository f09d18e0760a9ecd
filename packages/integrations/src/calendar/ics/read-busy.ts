import { type BusySpan, type BusyType, mergeBusy } from "@candor/core/calendar/busy.ts";
import { DAY } from "./date-value.ts";
import { expandSeries, type Instance } from "./expand-series.ts";
import { patienceForFile } from "./patience.ts";
import { type CalendarFile, type EventEntry, readComponents } from "./read-components.ts";

import { resolveZones, type Zones } from "./resolve-zone.ts";
import { gatherSeries } from "./series.ts";
import { toInstant } from "./zone-table.ts";

export type ReadBusyOptions = {
  /** milliseconds since 1970, half-open; at most two years */
  from: number;
  until: number;
  /** IANA; where days begin, and where a time is that names no zone */
  ownerZone: string;
  /** the owner's own, in lower case: what they declined doesn't take their time */
  ownAddresses: readonly string[];
  /** false: a whole day takes the time only where it says *out of office* */
  allDayCounts: boolean;
  /** the events that Candor itself put there */
  isOwn: (uid: string) => boolean;
};

/** What of a file can't be taken at its word; told to whoever connected it, without what any event is about. */
export type ReadProblem =
  | { type: "no_calendar" }
  | { type: "too_many_events" }
  /** it ends in the middle */
  | { type: "cut_off" }
  /** such a time is taken for the owner's own zone */
  | { type: "unknown_zone"; names: string[] }
  /** these may take place on any day; `starts`: when the first of them begin, as the file has it */
  | { type: "unread_rules"; count: number; starts: string[] }
  /** by the minute or the second: nothing after their start is known */
  | { type: "too_often"; count: number; starts: string[] }
  /** entries without a time that can be read */
  | { type: "without_time"; count: number };

export type BusyReading = {
  /** merged and in order */
  spans: BusySpan[];
  problems: ReadProblem[];
  /** how many entries the file has */
  events: number;
};

const LONGEST = 2 * 366 * DAY;
const MAX_INSTANCES = 200_000;
const MAX_NAMES = 5;

/**
 * When a calendar's owner is taken, from the text of an iCalendar file. Nothing of it is thrown away for one bad line, and
 * nothing depends on the clock or the zone of the machine. What nobody can know counts as `unknown`, never as free.
 */
export function readBusy(text: string, options: ReadBusyOptions): BusyReading {
  const window = { from: options.from, until: Math.min(options.until, options.from + LONGEST) };
  const file = readComponents(text);
  const zones = resolveZones(file.zones, { ownerZone: ownerZoneOf(file, options), ...window });
  const spans: BusySpan[] = [];
  const problems: ReadProblem[] = [];
  if (!file.isCalendar) problems.push({ type: "no_calendar" });
  let isWhole = file.isWhole && file.isCalendar && !file.isCutOff;
  const unreadRules: string[] = [];
  const tooOften: string[] = [];
  let instances = 0;
  const patience = patienceForFile();
  for (const series of gatherSeries(file.events)) {
    const uid = series.masters[0]?.uid ?? series.overrides[0]?.uid ?? "";
    if (uid !== "" && options.isOwn(uid)) continue;
    const expansion = expandSeries(series, zones, window, patience);
    if (series.masters.some((each) => busyType(each, options) !== null)) {
      unreadRules.push(...expansion.unreadRules);
      tooOften.push(...expansion.tooOften);
      if (expansion.unknownFrom !== null)
        spans.push({ from: expansion.unknownFrom, until: window.until, type: "unknown", allDay: false });
      for (const span of expansion.maybe) {
        if (options.allDayCounts || !span.allDay) spans.push(clip({ ...span, type: "unknown" }, window));
      }
    }
    for (const instance of expansion.instances) {
      const span = spanOf(instance, window, options);
      if (span !== null) spans.push(span);
    }
    instances += expansion.instances.length + expansion.maybe.length;
    if (instances > MAX_INSTANCES) {
      isWhole = false;
      break;
    }
  }
  for (const period of periodsOf(file, zones)) {
    if (period.from < window.until && period.until > window.from) spans.push(clip(period, window));
  }
  if (!isWhole) spans.push({ ...window, type: "unknown", allDay: false });
  if (file.isWhole && file.isCutOff) problems.push({ type: "cut_off" });
  if (!file.isWhole || instances > MAX_INSTANCES) problems.push({ type: "too_many_events" });
  if (zones.unknown.size > 0) problems.push({ type: "unknown_zone", names: [...zones.unknown].slice(0, MAX_NAMES) });
  if (unreadRules.length > 0) problems.push({ type: "unread_rules", ...counted(unreadRules) });
  if (tooOften.length > 0) problems.push({ type: "too_often", ...counted(tooOften) });
  const withoutTime = file.events.filter(({ start, status }) => start === null && status !== "CANCELLED").length;
  if (withoutTime > 0) problems.push({ type: "without_time", count: withoutTime });
  return { spans: mergeBusy(spans, "overlapping"), problems, events: file.events.length };
}

function counted(starts: readonly string[]): { count: number; starts: string[] } {
  return { count: starts.length, starts: starts.slice(0, MAX_NAMES) };
}

/** A feed that says which zone it is in knows better than a setting where its owner's day begins. */
function ownerZoneOf({ timeZone }: CalendarFile, { ownerZone }: ReadBusyOptions): string {
  for (const each of [timeZone, ownerZone]) {
    try {
      if (each) return Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(each).timeZoneId;
    } catch {
      // not a zone of this machine: the next one
    }
  }
  return "UTC";
}

function spanOf({ from, until, allDay, event }: Instance, window: Window, options: ReadBusyOptions): BusySpan | null {
  const type = busyType(event, options);
  if (type === null || (allDay && !options.allDayCounts && type !== "out_of_office")) return null;
  return clip({ from, until, type, allDay }, window);
}

type Window = { from: number; until: number };

function clip(span: BusySpan, window: Window): BusySpan {
  return { ...span, from: Math.max(span.from, window.from), until: Math.min(span.until, window.until) };
}

/** @returns null: it doesn't take the time. */
function busyType(
  { status, transparency, busyStatus, answers }: EventEntry,
  { ownAddresses }: ReadBusyOptions,
): BusyType | null {
  if (status === "CANCELLED") return null;
  if (busyStatus === "OOF") return "out_of_office";
  const mine = answers.find(({ address }) => ownAddresses.includes(address))?.partStat;
  if (mine === "DECLINED") return null;
  if (transparency === "TRANSPARENT" || busyStatus === "FREE" || busyStatus === "WORKINGELSEWHERE") return null;
  if (busyStatus === "TENTATIVE" || status === "TENTATIVE") return "tentative";
  if (mine === "TENTATIVE" || mine === "NEEDS-ACTION") return "tentative";
  return "busy";
}

function periodsOf({ periods }: CalendarFile, zones: Zones): BusySpan[] {
  return periods.map(({ period: { start, end, duration }, type }) => {
    const zone = start.type === "utc" ? zones.utc : zones.of(start.tzid);
    const from = toInstant(zone, start.wall);
    const lasting = (duration?.days ?? 0) * DAY + (duration?.milliseconds ?? 0);
    const until = end ? toInstant(end.type === "utc" ? zones.utc : zones.of(end.tzid), end.wall) : from + lasting;
    const kind = type === "BUSY-UNAVAILABLE" ? "out_of_office" : type === "BUSY-TENTATIVE" ? "tentative" : "busy";
    return { from, until, type: kind, allDay: false };
  });
}
