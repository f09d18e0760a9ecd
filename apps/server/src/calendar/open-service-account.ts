import type { AccessToken } from "@candor/integrations/calendar/account/ask-json.ts";
import type { AccountAnswer, CalendarAccount } from "@candor/integrations/calendar/account/calendar-account.ts";
import type { CalendarProvider } from "@candor/integrations/calendar/oauth/calendar-provider.ts";
import type { OpenAccount } from "./account-beside.ts";

export type ServicePorts = {
  providers: readonly CalendarProvider[];
  /** origins that whoever runs the server vouches for */
  allowed: readonly string[];
  tokenOf: (accountId: string) => AccessToken;
  /** whether a permission is good for putting meetings into calendars */
  mayWrite: (accountId: string) => Promise<boolean>;
};

/** An account that is opened by a permission: each question goes with a token that is good, and once more with a new one. */
export function openServiceAccount(
  { providers, allowed, tokenOf, mayWrite }: ServicePorts,
  { id, kind }: { id: string; kind: CalendarProvider["kind"] },
  openAccount: OpenAccount,
): CalendarAccount {
  const base = providers.find((each) => each.kind === kind)?.api;
  const tokenFor = tokenOf(id);
  const ask = async <Value>(
    question: (account: CalendarAccount) => Promise<AccountAnswer<Value>>,
  ): Promise<AccountAnswer<Value>> => {
    // Not set up here any more: it may be again, and the permission is kept for that.
    if (base === undefined) return { type: "failed", fault: { type: "odd_answer" } };
    let refused: string | null = null;
    for (;;) {
      const access = await tokenFor(refused);
      if (access.type === "failed") return access;
      const answer = await question(openAccount({ kind, base, allowed, token: access.token }));
      const isRefused = answer.type === "failed" && answer.fault.type === "unauthorised";
      if (!isRefused || refused !== null) return answer;
      refused = access.token;
    }
  };
  return {
    async listCalendars() {
      const listed = await ask((account) => account.listCalendars());
      if (listed.type === "failed" || (await mayWrite(id))) return listed;
      return { type: "ok", value: listed.value.map((calendar) => ({ ...calendar, canWrite: false })) };
    },
    readBusy: (calendarId, options, memory) => ask((account) => account.readBusy(calendarId, options, memory)),
    findEvent: (calendarId, uid) => ask((account) => account.findEvent(calendarId, uid)),
    putEvent: (calendarId, event, known) => ask((account) => account.putEvent(calendarId, event, known)),
    deleteEvent: (calendarId, uid, known) => ask((account) => account.deleteEvent(calendarId, uid, known)),
  };
}
