import { type BusySpan, type BusyType, mergeBusy } from "@candor/core/calendar/busy.ts";
import { field, listOf, textOf } from "../account/ask-json.ts";
import { isRememberedSpan, type RememberedSpan, recallSpan, rememberSpan, within } from "../account/busy-memory.ts";
import type { AccountAnswer, BusyUpdate } from "../account/calendar-account.ts";
import type { ReadBusyOptions } from "../ics/read-busy.ts";
import { allPages, eventsAddress, type Google, googleFault } from "./google-answer.ts";

const DAY = 86_400_000;
const FURTHER = 30 * DAY; // than is asked for, so that what was read serves the readings of a month
const MAX_EVENTS = 50_000;
/** Neither title nor place nor any name is asked for. */
const FIELDS = "items(id,status,iCalUID,start,end,transparency,eventType,attendees(self,responseStatus))";

type Memory = { version: 1; token: string; from: number; until: number; events: number; spans: RememberedSpan[] };

/**
 * When a calendar's owner is taken. Google expands what recurs.
 *
 * The sync token is asked for one thing, whether anything changed at all; if so, all is read anew. For of a series that was
 * changed or ended Google does not reliably name each of the occurrences that are no longer, and a time that nobody takes
 * any more would stay taken for good.
 */
export async function readGoogleBusy(
  google: Google,
  calendarId: string,
  options: ReadBusyOptions,
  text: string | null,
): Promise<AccountAnswer<BusyUpdate>> {
  const memory = readMemory(text);
  if (memory && memory.from <= options.from && memory.until >= options.until) {
    const change = await hasChanged(google, calendarId, memory.token);
    if (change.type === "failed") return change;
    if (change.value !== "yes")
      return { type: "ok", value: updateOf({ ...memory, token: change.value.token }, options, "unchanged") };
  }
  return readAll(google, calendarId, options);
}

/** @returns the token to go on with, where nothing did. */
async function hasChanged(
  google: Google,
  calendarId: string,
  token: string,
): Promise<AccountAnswer<"yes" | { token: string }>> {
  const address = eventsAddress(google, calendarId);
  address.search = new URLSearchParams({
    ...{ singleEvents: "true", maxResults: "250", syncToken: token, fields: "nextPageToken,nextSyncToken,items(id)" },
  }).toString();
  const pages = await allPages(google, address, (items) => items.length > 0);
  if (pages.type === "none") {
    const { answer } = pages;
    // 410: it is too long ago; 400: it is no token of this list.
    if (answer.type === "answered" && (answer.status === 410 || answer.status === 400))
      return { type: "ok", value: "yes" };
    return googleFault(answer);
  }
  const next = textOf(pages.last, "nextSyncToken");
  return { type: "ok", value: pages.items.length > 0 || next === null ? "yes" : { token: next } };
}

async function readAll(
  google: Google,
  calendarId: string,
  options: ReadBusyOptions,
): Promise<AccountAnswer<BusyUpdate>> {
  const [from, until] = [options.from, options.until + FURTHER];
  const address = eventsAddress(google, calendarId);
  address.search = new URLSearchParams({
    ...{ singleEvents: "true", maxResults: "2500", fields: `nextPageToken,nextSyncToken,${FIELDS}` },
    ...{ timeMin: new Date(from).toISOString(), timeMax: new Date(until).toISOString() },
  }).toString();
  const pages = await allPages(google, address, (items) => items.length > MAX_EVENTS);
  if (pages.type === "none") return googleFault(pages.answer);
  const spans: BusySpan[] = [];
  let withoutTime = 0;
  for (const event of pages.items) {
    const type = busyTypeOf(event);
    if (type === null || options.isOwn(textOf(event, "iCalUID") ?? "")) continue;
    const times = timesOf(event, options.ownerZone);
    if (times === null) withoutTime += 1;
    else if (!times.allDay || options.allDayCounts || type === "out_of_office") spans.push({ ...times, type });
  }
  const isWhole = pages.items.length <= MAX_EVENTS;
  if (!isWhole) spans.push({ from, until, type: "unknown", allDay: false });
  const memory: Memory = {
    ...{ version: 1, token: textOf(pages.last, "nextSyncToken") ?? "", from, until, events: pages.items.length },
    spans: mergeBusy(within(spans, from, until), "overlapping").map(rememberSpan),
  };
  const update = updateOf(memory, options, "full");
  if (!isWhole) update.problems.push({ type: "too_many_events" });
  if (withoutTime > 0) update.problems.push({ type: "without_time", count: withoutTime });
  // What cannot be taken at its word is read in full the next time, too, so that it is said again.
  return { type: "ok", value: update.problems.length > 0 ? { ...update, memory: null } : update };
}

function updateOf(memory: Memory, { from, until }: ReadBusyOptions, how: BusyUpdate["how"]): BusyUpdate {
  const spans = mergeBusy(within(memory.spans.map(recallSpan), from, until), "overlapping");
  const remembered = memory.token === "" ? null : JSON.stringify(memory);
  return { spans, problems: [], events: memory.events, how, until, memory: remembered };
}

/** @returns null: it doesn't take the time. */
function busyTypeOf(event: unknown): BusyType | null {
  const status = textOf(event, "status");
  if (status === "cancelled") return null;
  const mine = listOf(event, "attendees")?.find((each) => field(each, "self") === true);
  const answer = textOf(mine, "responseStatus");
  if (answer === "declined") return null;
  const kind = textOf(event, "eventType");
  if (kind === "outOfOffice") return "out_of_office";
  if (kind === "workingLocation" || textOf(event, "transparency") === "transparent") return null;
  if (status === "tentative" || answer === "tentative" || answer === "needsAction") return "tentative";
  return "busy";
}

function timesOf(event: unknown, ownerZone: string): { from: number; until: number; allDay: boolean } | null {
  const [start, end] = [field(event, "start"), field(event, "end")];
  try {
    const [day, lastDay] = [textOf(start, "date"), textOf(end, "date")];
    if (day !== null) {
      const dawn = (date: string) => Temporal.PlainDate.from(date).toZonedDateTime(ownerZone).epochMilliseconds;
      return { from: dawn(day), until: dawn(lastDay ?? day), allDay: true };
    }
    const at = (time: string) => Temporal.Instant.from(time).epochMilliseconds;
    return { from: at(textOf(start, "dateTime") ?? ""), until: at(textOf(end, "dateTime") ?? ""), allDay: false };
  } catch {
    return null;
  }
}

function readMemory(text: string | null): Memory | null {
  if (text === null) return null;
  try {
    const memory: unknown = JSON.parse(text);
    const spans = listOf(memory, "spans");
    const numbers = ["from", "until", "events"].every((name) => typeof field(memory, name) === "number");
    const isOurs = field(memory, "version") === 1 && numbers && textOf(memory, "token") !== null;
    return isOurs && spans?.every(isRememberedSpan) ? (memory as Memory) : null;
  } catch {
    return null;
  }
}
