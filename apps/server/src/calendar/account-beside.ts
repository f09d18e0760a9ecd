import type {
  AccountAnswer,
  AccountCalendar,
  BusyUpdate,
  CalendarAccount,
  EventPlace,
  WriteOutcome,
} from "@candor/integrations/calendar/account/calendar-account.ts";
import type { AccountOpening, AccountQuestion } from "./calendar-messages.ts";
import { READERS } from "./calendar-readers.ts";
import { createCalendarThreads } from "./calendar-threads.ts";

const ASK_MILLISECONDS = 100_000; // more than all requests of a question may take, and some to read what they bring
const [WRITERS, LISTINGS] = [1, 2];
const LIST_MILLISECONDS = 40_000; // somebody waits for it

/** Whose own events are left out is decided in the thread, so `isOwn` of the options is not asked. */
export type OpenAccount = (opening: AccountOpening) => CalendarAccount;

/** Accounts whose every question is asked in a thread of its own: what comes back is read there, and nowhere else. */
export function createAccountBeside(): { open: OpenAccount; close(): Promise<void> } {
  // A person who looks at the screen does not wait behind those that are read at night.
  const [asking, listing] = [createCalendarThreads(READERS + WRITERS), createCalendarThreads(LISTINGS)];
  return {
    open(account) {
      const ask = async <Value>(question: AccountQuestion): Promise<AccountAnswer<Value>> => {
        const isList = question.ask === "listCalendars";
        const answer = await (isList ? listing : asking).run<AccountAnswer<Value>>(
          { account, question },
          isList ? LIST_MILLISECONDS : ASK_MILLISECONDS,
        );
        return answer ?? { type: "failed", fault: { type: "unreachable", why: "too_slow" } };
      };
      return {
        listCalendars: () => ask<AccountCalendar[]>({ ask: "listCalendars" }),
        readBusy: (calendarId, { isOwn: _decidedThere, ...options }, memory) =>
          ask<BusyUpdate>({ ask: "readBusy", calendarId, options, memory }),
        findEvent: (calendarId, uid) => ask<EventPlace | null>({ ask: "findEvent", calendarId, uid }),
        putEvent: (calendarId, event, known) => ask<WriteOutcome>({ ask: "putEvent", calendarId, event, known }),
        deleteEvent: (calendarId, uid, known) => ask<WriteOutcome>({ ask: "deleteEvent", calendarId, uid, known }),
      };
    },
    async close() {
      await Promise.all([asking.close(), listing.close()]);
    },
  };
}
