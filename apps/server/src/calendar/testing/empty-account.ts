import type { AccountAnswer, CalendarAccount } from "@candor/integrations/calendar/account/calendar-account.ts";

/** An account without a calendar, which lets everybody in. */
export function emptyAccount(): CalendarAccount {
  const notFound = async (): Promise<AccountAnswer<never>> => ({ type: "failed", fault: { type: "not_found" } });
  return {
    listCalendars: async () => ({ type: "ok", value: [] }),
    ...{ readBusy: notFound, findEvent: notFound, putEvent: notFound, deleteEvent: notFound },
  };
}
