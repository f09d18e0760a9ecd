import { type BusySpan, mergeBusy } from "@candor/core/calendar/busy.ts";
import type { AccountAnswer, BusyUpdate } from "../account/calendar-account.ts";
import { DAY } from "../ics/date-value.ts";
import { type ReadBusyOptions, type ReadProblem, readBusy } from "../ics/read-busy.ts";
import type { DavClient } from "./dav-client.ts";
import { type CalendarObject, fetchObjects, readChanges } from "./read-changes.ts";
import { type KnownObject, type ReadingMemory, readerOf, readMemory, writeMemory } from "./reading-memory.ts";

const FURTHER_MILLISECONDS = 60 * DAY; // than is asked for, so that tomorrow's reading needs not all anew
const LIST_EVERY_MILLISECONDS = DAY; // by then what a server says has changed is held against what is there

/**
 * When somebody is taken by one calendar of theirs. Recurrences are reckoned here and never by the server; of objects that
 * did not change what they said last is taken.
 */
export async function readCalendar(
  client: DavClient,
  calendarUrl: string,
  options: ReadBusyOptions,
  memoryText: string | null,
): Promise<AccountAnswer<BusyUpdate>> {
  const memory = usable(readMemory(memoryText, options), options);
  const token = memory && options.from - memory.listedAt < LIST_EVERY_MILLISECONDS ? memory.token : null;
  const changes = await readChanges(client, calendarUrl, token);
  if (changes.type === "failed") return changes;
  const { how, present, gone, isWhole } = changes.value;
  const known = memory?.objects ?? new Map<string, KnownObject>();
  const objects = how === "since" ? new Map(known) : new Map<string, KnownObject>();
  const wanted: string[] = [];
  for (const [url, etag] of present) {
    const before = known.get(nameOf(url, calendarUrl));
    if (before && etag !== null && before.etag === etag) objects.set(nameOf(url, calendarUrl), before);
    else wanted.push(url);
  }
  const fetched = await fetchObjects(client, calendarUrl, wanted);
  if (fetched.type === "failed") return fetched;
  for (const url of [...gone, ...wanted]) objects.delete(nameOf(url, calendarUrl));
  const span = memory ? { from: memory.from, until: memory.until } : wide(options);
  for (const object of fetched.value) objects.set(nameOf(object.url, calendarUrl), readObject(object, options, span));
  const isSame = memory !== null && wanted.length === 0 && objects.size === known.size && gone.size === 0;
  const listedAt = how === "all" ? options.from : (memory?.listedAt ?? options.from);
  const next: ReadingMemory = { ...span, token: changes.value.token, listedAt, reader: readerOf(options), objects };
  return {
    type: "ok",
    value: {
      ...summed([...objects.values()], options, isWhole),
      how: isSame ? "unchanged" : memory === null ? "full" : "changes",
      until: options.until,
      memory: isWhole ? writeMemory(next) : null,
    },
  };
}

/** @returns null where it saw less than is asked for now. */
function usable(memory: ReadingMemory | null, { from, until }: ReadBusyOptions): ReadingMemory | null {
  return memory !== null && memory.from <= from && memory.until >= until ? memory : null;
}

function wide({ from, until }: ReadBusyOptions): { from: number; until: number } {
  return { from, until: until + FURTHER_MILLISECONDS };
}

/** By what an object is known: the last part of its address, where it lies in the calendar itself. */
function nameOf(url: string, calendarUrl: string): string {
  const within = calendarUrl.endsWith("/") ? calendarUrl : `${calendarUrl}/`;
  return url.startsWith(within) ? url.slice(within.length) : url;
}

function readObject(
  { etag, text }: CalendarObject,
  options: ReadBusyOptions,
  span: { from: number; until: number },
): KnownObject {
  const { spans, problems, events } = readBusy(text, { ...options, ...span });
  return { etag, spans, problems, events };
}

function summed(objects: readonly KnownObject[], { from, until }: ReadBusyOptions, isWhole: boolean) {
  const spans: BusySpan[] = objects.flatMap((object) =>
    object.spans
      .filter((span) => span.from < until && span.until > from)
      .map((span) => ({ ...span, from: Math.max(span.from, from), until: Math.min(span.until, until) })),
  );
  if (!isWhole) spans.push({ from, until, type: "unknown", allDay: false });
  return {
    spans: mergeBusy(spans, "overlapping"),
    problems: [...problemsOf(objects.flatMap(({ problems }) => problems)), ...(isWhole ? [] : [TOO_MANY])],
    events: objects.reduce((sum, { events }) => sum + events, 0),
  };
}

const TOO_MANY: ReadProblem = { type: "too_many_events" };
const MAX_NAMES = 5;

/** What is wrong with the objects, said once for all of them. */
function problemsOf(all: readonly ReadProblem[]): ReadProblem[] {
  const names = new Set<string>();
  const starting = { unread_rules: startsOf("unread_rules", all), too_often: startsOf("too_often", all) };
  let withoutTime = 0;
  let hasTooMany = false;
  for (const problem of all) {
    if (problem.type === "unknown_zone") for (const name of problem.names) names.add(name);
    else if (problem.type === "unread_rules" || problem.type === "too_often") continue;
    else if (problem.type === "without_time") withoutTime += problem.count;
    else if (problem.type === "too_many_events") hasTooMany = true;
    // An object that is none, or that ends in the middle, made the whole time unknown.
    else withoutTime += 1;
  }
  return [
    ...(hasTooMany ? [TOO_MANY] : []),
    ...(names.size > 0 ? [{ type: "unknown_zone" as const, names: [...names].slice(0, MAX_NAMES) }] : []),
    ...(["unread_rules", "too_often"] as const).flatMap((type) =>
      starting[type].count > 0 ? [{ type, ...starting[type] }] : [],
    ),
    ...(withoutTime > 0 ? [{ type: "without_time" as const, count: withoutTime }] : []),
  ];
}

function startsOf(
  type: "unread_rules" | "too_often",
  all: readonly ReadProblem[],
): { count: number; starts: string[] } {
  const of = all.flatMap((problem) => (problem.type === type ? [problem] : []));
  return {
    count: of.reduce((sum, { count }) => sum + count, 0),
    starts: of.flatMap(({ starts }) => starts).slice(0, MAX_NAMES),
  };
}
