import type { AccountFault, CalendarAccount } from "@candor/integrations/calendar/account/calendar-account.ts";
import type { CalendarFault } from "@candor/protocol/http/calendar.ts";
import type { OpenAccount } from "./account-beside.ts";
import type { AddressSeal } from "./address-seal.ts";
import type { AccountRow } from "./calendar-accounts.ts";
import { openServiceAccount, type ServicePorts } from "./open-service-account.ts";

export type AccountPorts = {
  seal: AddressSeal;
  openAccount: OpenAccount;
  allowed: readonly string[];
  /** of accounts that are opened by a permission; left out: there are none */
  services?: ServicePorts;
};

export type DavSecret = { address: string; userName: string; password: string };

/** @returns null where it was sealed with another key. */
export function openStoredAccount(
  { seal, openAccount, allowed, services }: AccountPorts,
  { id, sealed, kind }: Pick<AccountRow, "id" | "sealed" | "kind">,
): CalendarAccount | null {
  const text = seal.open(id, sealed);
  if (text === null) return null;
  if (kind !== "caldav") return services ? openServiceAccount(services, { id, kind }, openAccount) : null;
  return openAccount({ kind, credentials: JSON.parse(text) as DavSecret, allowed });
}

/** What is told of a fault to whoever owns the account. */
export function sayFault(fault: AccountFault): CalendarFault {
  switch (fault.type) {
    case "unauthorised":
      return "revoked";
    case "forbidden":
      return "refused";
    case "not_found":
      return "gone";
    case "unreachable":
      return fault.why;
    default:
      return fault.type;
  }
}
