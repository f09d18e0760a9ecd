import { createAskJson, field, type JsonPorts, textOf } from "../account/ask-json.ts";
import type { AccountAnswer, AccountCalendar, CalendarAccount } from "../account/calendar-account.ts";
import { allPages, type Google, googleFault } from "./google-answer.ts";
import { readGoogleBusy } from "./read-google-busy.ts";
import { deleteGoogleEvent, findGoogleEvent, putGoogleEvent } from "./write-google-event.ts";

/** @param ports.base of Google Calendar's API, version 3, without a slash at its end */
export function createGoogleAccount({ base, ...ports }: { base: string } & Omit<JsonPorts, "origin">): CalendarAccount {
  const google: Google = { base, ask: createAskJson({ ...ports, origin: new URL(base).origin }) };
  return {
    listCalendars: () => listGoogleCalendars(google),
    readBusy: (calendarId, options, memory) => readGoogleBusy(google, calendarId, options, memory),
    findEvent: (calendarId, uid) => findGoogleEvent(google, calendarId, uid),
    putEvent: (calendarId, event, known) => putGoogleEvent(google, calendarId, event, known),
    deleteEvent: (calendarId, _uid, known) => deleteGoogleEvent(google, calendarId, known),
  };
}

async function listGoogleCalendars(google: Google): Promise<AccountAnswer<AccountCalendar[]>> {
  const address = new URL(`${google.base}/users/me/calendarList`);
  address.search = new URLSearchParams({
    ...{ maxResults: "250", minAccessRole: "freeBusyReader" },
    fields: "nextPageToken,items(id,summary,summaryOverride,primary,accessRole)",
  }).toString();
  const pages = await allPages(google, address);
  if (pages.type === "none") return googleFault(pages.answer);
  const calendars = pages.items.flatMap((each): AccountCalendar[] => {
    const id = textOf(each, "id");
    if (id === null) return [];
    const role = textOf(each, "accessRole");
    const name = textOf(each, "summaryOverride") ?? textOf(each, "summary") ?? "";
    return [
      {
        ...{ id, name: name.trim() === "" ? id : name, canWrite: role === "owner" || role === "writer" },
        isMain: field(each, "primary") === true,
      },
    ];
  });
  return { type: "ok", value: calendars.sort((one, other) => Number(other.isMain) - Number(one.isMain)) };
}
