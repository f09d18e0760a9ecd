import type { AccountAnswer, CalendarAccount } from "../account/calendar-account.ts";
import { createDavClient, type DavCredentials, type DavSurroundings } from "./dav-client.ts";
import { listCalendars } from "./list-calendars.ts";
import { readCalendar } from "./read-calendar.ts";
import { deleteObject, findObject, putObject } from "./write-object.ts";

/**
 * An account with a CalDAV server (RFC 4791): Nextcloud, iCloud, Fastmail and many more. A calendar's id is its address.
 * All that one account is asked for shares its limits of time and size, so one is opened for each piece of work.
 */
export function openCaldavAccount(credentials: DavCredentials, surroundings: DavSurroundings): CalendarAccount {
  const client = createDavClient(credentials, surroundings);
  const within = <Value>(
    calendarId: string,
    ask: () => Promise<AccountAnswer<Value>>,
  ): Promise<AccountAnswer<Value>> =>
    URL.canParse(calendarId) ? ask() : Promise.resolve({ type: "failed", fault: { type: "not_found" } });
  return {
    listCalendars: () => listCalendars(client, credentials.address),
    readBusy: (id, options, memory) => within(id, () => readCalendar(client, id, options, memory)),
    findEvent: (id, uid) => within(id, () => findObject(client, id, uid)),
    putEvent: (id, event, known) => within(id, () => putObject(client, id, event, known)),
    deleteEvent: (id, uid, known) => within(id, () => deleteObject(client, id, uid, known)),
  };
}
