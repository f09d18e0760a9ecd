import { type BusySpan, type BusyType, mergeBusy } from "@candor/core/calendar/busy.ts";
import { field, listOf, textOf } from "../account/ask-json.ts";
import { within } from "../account/busy-memory.ts";
import type { AccountAnswer, BusyUpdate } from "../account/calendar-account.ts";
import type { ReadBusyOptions } from "../ics/read-busy.ts";
import { zoneOfName } from "../ics/zone-name.ts";
import { allPages, calendarAddress, type Graph, graphFault, ok, STEADY_IDS } from "./graph-answer.ts";
import { ownEvents } from "./own-events.ts";

const DAY = 86_400_000;
const FURTHER = 30 * DAY; // than is asked for, so that one list of changes serves the readings of a month
const MAX_EVENTS = 50_000;
const MAX_MEMORY = 4 * 1024 * 1024; // characters
const PREFER = `odata.maxpagesize=100, outlook.timezone="UTC", outlook.body-content-type="text", ${STEADY_IDS}`;

/** from, until, whether it is whole days, how it takes the time (null: as its series does), the series it is of */
type Item = [number, number, 0 | 1, Kind | null, string | null];
type Kind = BusyType | "free";

const OVER: ReadonlySet<number> = new Set([400, 404, 410]); // by kind of mailbox

type Memory = {
  version: 1;
  link: string;
  from: number;
  until: number;
  items: Record<string, Item>;
  /** how the occurrences of a series take the time */
  masters: Record<string, Kind>;
  /** events and series of our own */
  own: string[];
};

/**
 * When a calendar's owner is taken, by the changes to a view of it. Graph sends the titles along, and leaves no choice;
 * none of them is looked at. Of an occurrence it says only when it is, and of its series how that takes the time.
 */
export async function readGraphBusy(
  graph: Graph,
  calendarId: string,
  options: ReadBusyOptions,
  text: string | null,
): Promise<AccountAnswer<BusyUpdate>> {
  const memory = readMemory(text);
  if (memory && memory.from <= options.from && memory.until >= options.until) {
    const pages = await allPages(graph, memory.link, PREFER, MAX_EVENTS);
    if (pages.type === "pages" && pages.deltaLink !== null)
      return update(graph, calendarId, options, { ...memory, link: pages.deltaLink }, pages.items, "changes");
    // What it was asked for is too long ago. All is read anew; where the calendar itself is gone, that says so.
    const { answer } = pages.type === "none" ? pages : { answer: null };
    const isOver = answer === null || (answer.type === "answered" && OVER.has(answer.status));
    if (!isOver) return graphFault(answer);
  }
  const [from, until] = [options.from, options.until + FURTHER];
  const address = calendarAddress(graph, calendarId, "/calendarView/delta");
  address.search = new URLSearchParams({
    startDateTime: new Date(from).toISOString(),
    endDateTime: new Date(until).toISOString(),
  }).toString();
  const pages = await allPages(graph, address.href, PREFER, MAX_EVENTS);
  if (pages.type === "none") return graphFault(pages.answer);
  const fresh: Memory = { version: 1, link: pages.deltaLink ?? "", from, until, items: {}, masters: {}, own: [] };
  return update(graph, calendarId, options, fresh, pages.items, "full");
}

async function update(
  graph: Graph,
  calendarId: string,
  options: ReadBusyOptions,
  memory: Memory,
  rows: readonly unknown[],
  how: "full" | "changes",
): Promise<AccountAnswer<BusyUpdate>> {
  const [items, masters] = [new Map(Object.entries(memory.items)), new Map(Object.entries(memory.masters))];
  const unknownZones = new Set<string>();
  let withoutTime = 0;
  for (const row of rows) {
    const id = textOf(row, "id");
    if (id === null) continue;
    const type = textOf(row, "type");
    if (field(row, "@removed") !== undefined) {
      items.delete(id);
      masters.delete(id);
      for (const [each, item] of items) if (item[4] === id) items.delete(each);
    } else if (type === "seriesMaster") masters.set(id, kindOf(row) ?? "busy");
    else {
      const times = timesOf(row, options.ownerZone, unknownZones);
      if (times === null) withoutTime += 1;
      else items.set(id, [...times, kindOf(row), textOf(row, "seriesMasterId")]);
    }
  }
  let own = memory.own;
  if (rows.length > 0) {
    const found = await ownEvents(graph, calendarId, null);
    // Who may see times alone may not see properties of ours; nor were they able to put anything there.
    if (found.type === "failed" && found.fault.type !== "forbidden") return found;
    own = found.type === "failed" ? [] : found.value.filter(({ uid }) => options.isOwn(uid)).map(({ id }) => id);
  }
  const isWhole = items.size <= MAX_EVENTS && rows.length <= MAX_EVENTS;
  const now: Memory = { ...memory, items: Object.fromEntries(items), masters: Object.fromEntries(masters), own };
  const spans = spansOf(now, options);
  if (!isWhole) spans.push({ from: options.from, until: options.until, type: "unknown", allDay: false });
  const remembered = now.link === "" || !isWhole ? "" : JSON.stringify(now);
  const problems: BusyUpdate["problems"] = [];
  if (!isWhole) problems.push({ type: "too_many_events" });
  if (unknownZones.size > 0) problems.push({ type: "unknown_zone", names: [...unknownZones].slice(0, 5) });
  if (withoutTime > 0) problems.push({ type: "without_time", count: withoutTime });
  const isSayable = problems.length === 0 && remembered !== "" && remembered.length <= MAX_MEMORY;
  return ok({
    ...{ spans: mergeBusy(within(spans, options.from, options.until), "overlapping"), problems, events: items.size },
    ...{ how: how === "changes" && rows.length === 0 ? "unchanged" : how, until: options.until },
    // What cannot be taken at its word is read in full the next time, too, so that it is said again.
    memory: isSayable ? remembered : null,
  });
}

function spansOf({ items, masters, own }: Memory, options: ReadBusyOptions): BusySpan[] {
  const ours = new Set(own);
  return Object.entries(items).flatMap(([id, [from, until, allDay, kind, master]]): BusySpan[] => {
    if (ours.has(id) || (master !== null && ours.has(master))) return [];
    const type = kind ?? (master === null ? null : masters[master]) ?? "busy";
    if (type === "free" || (allDay === 1 && !options.allDayCounts && type !== "out_of_office")) return [];
    return [{ from, until, type, allDay: allDay === 1 }];
  });
}

/** @returns null: it does not say. */
function kindOf(row: unknown): Kind | null {
  if (field(row, "isCancelled") === true) return "free";
  const [showAs, answer] = [textOf(row, "showAs"), textOf(field(row, "responseStatus"), "response")];
  if (showAs === null && answer === null) return null;
  if (answer === "declined") return "free";
  if (showAs === "oof") return "out_of_office";
  if (showAs === "free" || showAs === "workingElsewhere") return "free";
  if (showAs === "tentative" || answer === "tentativelyAccepted" || answer === "notResponded") return "tentative";
  return "busy";
}

function timesOf(row: unknown, ownerZone: string, unknownZones: Set<string>): [number, number, 0 | 1] | null {
  const allDay = field(row, "isAllDay") === true;
  const at = (when: unknown): number => {
    const wall = Temporal.PlainDateTime.from(textOf(when, "dateTime") ?? "");
    // A whole day begins where its owner's day does, whatever zone it is told in.
    if (allDay && wall.hour === 0 && wall.minute === 0) return wall.toZonedDateTime(ownerZone).epochMilliseconds;
    const name = textOf(when, "timeZone") ?? "UTC";
    const zone = name === "UTC" ? "UTC" : zoneOfName(name);
    if (zone === null) unknownZones.add(name);
    return wall.toZonedDateTime(zone ?? ownerZone).epochMilliseconds;
  };
  try {
    return [at(field(row, "start")), at(field(row, "end")), allDay ? 1 : 0];
  } catch {
    return null;
  }
}

function readMemory(text: string | null): Memory | null {
  if (text === null) return null;
  try {
    const memory: unknown = JSON.parse(text);
    const isOurs =
      field(memory, "version") === 1 &&
      ["from", "until"].every((name) => typeof field(memory, name) === "number") &&
      ["items", "masters"].every((name) => typeof field(memory, name) === "object" && field(memory, name) !== null) &&
      URL.canParse(textOf(memory, "link") ?? "") &&
      listOf(memory, "own") !== null &&
      Object.values(field(memory, "items") as object).every((item) => Array.isArray(item) && item.length === 5);
    return isOurs ? (memory as Memory) : null;
  } catch {
    return null;
  }
}
