import type {
  AccountAnswer,
  AccountCalendar,
  AccountEvent,
  BusyUpdate,
  EventPlace,
  WriteOutcome,
} from "@candor/integrations/calendar/account/calendar-account.ts";
import type { DavCredentials } from "@candor/integrations/calendar/caldav/dav-client.ts";
import type { FetchFault } from "@candor/integrations/calendar/fetch/fetch-calendar.ts";
import type { BusyReading, ReadBusyOptions } from "@candor/integrations/calendar/ics/read-busy.ts";

export type CalendarTask = {
  source:
    | { type: "address"; address: string; allowed: readonly string[]; etag: string | null; lastModified: string | null }
    | { type: "text"; text: string };
  options: Omit<ReadBusyOptions, "isOwn">;
};

export type CalendarOutcome =
  | { type: "read"; reading: BusyReading; etag: string | null; lastModified: string | null }
  /** as it was when it was read last */
  | { type: "unchanged" }
  /** too_heavy: it took more time or memory than one calendar may */
  | { type: "failed"; fault: FetchFault | "no_calendar" | "too_heavy" };

/** What opens an account; whoever adds a kind opens it in the thread, too. */
export type AccountOpening =
  | { kind: "caldav"; credentials: DavCredentials; allowed: readonly string[] }
  /** `token`: good for long enough to answer one question */
  | { kind: "google" | "microsoft"; base: string; token: string; allowed: readonly string[] };

/** One question to an account, as its port has them. */
export type AccountQuestion =
  | { ask: "listCalendars" }
  | { ask: "readBusy"; calendarId: string; options: Omit<ReadBusyOptions, "isOwn">; memory: string | null }
  | { ask: "findEvent"; calendarId: string; uid: string }
  | { ask: "putEvent"; calendarId: string; event: AccountEvent; known: EventPlace | null }
  | { ask: "deleteEvent"; calendarId: string; uid: string; known: EventPlace };

export type AccountTask = { account: AccountOpening; question: AccountQuestion };

export type AccountOutcome = AccountAnswer<AccountCalendar[] | BusyUpdate | EventPlace | WriteOutcome | null>;
