import { createAskJson, field, type JsonPorts, textOf } from "../account/ask-json.ts";
import type { AccountAnswer, AccountCalendar, CalendarAccount } from "../account/calendar-account.ts";
import { allPages, type Graph, graphFault, ok, STEADY_IDS } from "./graph-answer.ts";
import { readGraphBusy } from "./read-graph-busy.ts";
import { deleteGraphEvent, findGraphEvent, putGraphEvent } from "./write-graph-event.ts";

/** @param ports.base of Microsoft Graph, version 1.0, without a slash at its end */
export function createMicrosoftAccount({
  base,
  ...ports
}: { base: string } & Omit<JsonPorts, "origin">): CalendarAccount {
  const graph: Graph = { base, ask: createAskJson({ ...ports, origin: new URL(base).origin }) };
  return {
    listCalendars: () => listGraphCalendars(graph),
    readBusy: (calendarId, options, memory) => readGraphBusy(graph, calendarId, options, memory),
    findEvent: (calendarId, uid) => findGraphEvent(graph, calendarId, uid),
    putEvent: (calendarId, event, known) => putGraphEvent(graph, calendarId, event, known),
    deleteEvent: (_calendarId, _uid, known) => deleteGraphEvent(graph, known),
  };
}

const MAX_CALENDARS = 1000;

async function listGraphCalendars(graph: Graph): Promise<AccountAnswer<AccountCalendar[]>> {
  const address = new URL(`${graph.base}/me/calendars`);
  address.search = new URLSearchParams({ $select: "id,name,canEdit,isDefaultCalendar", $top: "100" }).toString();
  const pages = await allPages(graph, address.href, STEADY_IDS, MAX_CALENDARS);
  if (pages.type === "none") return graphFault(pages.answer);
  const calendars = pages.items.flatMap((each): AccountCalendar[] => {
    const [id, name] = [textOf(each, "id"), textOf(each, "name") ?? ""];
    if (id === null) return [];
    const canWrite = field(each, "canEdit") === true;
    return [
      { id, name: name.trim() === "" ? "Calendar" : name, canWrite, isMain: field(each, "isDefaultCalendar") === true },
    ];
  });
  return ok(calendars.sort((one, other) => Number(other.isMain) - Number(one.isMain)));
}
