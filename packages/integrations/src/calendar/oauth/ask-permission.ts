import { createHash } from "node:crypto";
import type { CalendarProvider } from "./calendar-provider.ts";

export type PermissionWanted = {
  /** where the provider sends people back to */
  redirectUri: string;
  /** comes back with them; only we can make it */
  state: string;
  /** 43 characters or more that nobody else knows; the provider learns its hash now, and it with the code (RFC 7636) */
  verifier: string;
  /** what is asked for, as `scopesOf` has it for calendars */
  scope: string;
};

/** Where somebody goes to give permission. */
export function askPermission(
  provider: CalendarProvider,
  { redirectUri, state, verifier, scope }: PermissionWanted,
): string {
  const address = new URL(provider.authorize);
  address.search = new URLSearchParams({
    ...{ client_id: provider.clientId, redirect_uri: redirectUri, response_type: "code", state },
    scope,
    code_challenge: createHash("sha256").update(verifier).digest("base64url"),
    code_challenge_method: "S256",
    // Without these Google gives a permission that is over after an hour, and none at all the second time.
    ...(provider.kind === "google"
      ? { access_type: "offline", prompt: "consent select_account", include_granted_scopes: "false" }
      : { response_mode: "query", prompt: "select_account" }),
  }).toString();
  return address.href;
}
