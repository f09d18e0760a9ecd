import type { ConnectedService } from "@candor/protocol/http/calendar-consent.ts";
import { type Permission, type PermissionParts, sealPermission } from "./account-permission.ts";
import { addAccount, renewAccount } from "./calendar-accounts.ts";
import type { Consent } from "./consent-state.ts";

export type Finished =
  | { type: "connected"; service: ConnectedService }
  /** it was not given, or the code was used before */
  | { type: "consent_void" }
  /** less was permitted than is needed */
  | { type: "consent_incomplete" }
  | { type: "service_unavailable" }
  | { type: "too_many_calendars" };

const NAMES = { google: "Google", microsoft: "Microsoft" };

/** Turns what somebody came back with into an account of theirs; one that is there already is let in anew. */
export async function finishConsent(
  parts: Omit<PermissionParts, "pause"> & { newId: () => string },
  userId: string,
  { kind, verifier, redirectUri, writes, timeZone }: Consent,
  code: string,
): Promise<Finished> {
  const { providers, allowed, now } = parts;
  const provider = providers.find((each) => each.kind === kind);
  if (provider === undefined) return { type: "consent_void" };
  const { takeCode, giveBack } = await import("@candor/integrations/calendar/oauth/ask-tokens.ts");
  const answer = await takeCode(provider, { code, verifier, redirectUri, writes }, { allowed, now });
  if (answer.type === "refused") return { type: "consent_void" };
  if (answer.type === "failed") return { type: "service_unavailable" };
  const { accessToken, expiresAt, refreshToken, scope } = answer.tokens;
  const permitted = permittedBy(kind, scope);
  if (refreshToken === null || !permitted.reads) {
    if (refreshToken !== null) await giveBack(provider, refreshToken, { allowed, now });
    return { type: "consent_incomplete" };
  }
  const { readOwner } = await import("@candor/integrations/calendar/oauth/read-owner.ts");
  const token = async () => ({ type: "token" as const, token: accessToken });
  const owner = await readOwner({ kind, base: provider.api, allowed, now, token });
  const name = (owner.type === "ok" ? owner.value : null) ?? NAMES[kind];
  const permission = { refreshToken, accessToken, expiresAt, writes: writes && permitted.writes };
  const id = await keep(parts, userId, { kind, name, timeZone }, permission);
  if (id === null) {
    await giveBack(provider, refreshToken, { allowed, now });
    return { type: "too_many_calendars" };
  }
  return { type: "connected", service: { id, kind, name, writes: permission.writes } };
}

/** People can leave out at the provider what they don't want to permit. */
function permittedBy(kind: Consent["kind"], scope: string): { reads: boolean; writes: boolean } {
  const has = (pattern: RegExp) => scope === "" || scope.split(" ").some((each) => pattern.test(each));
  if (kind === "microsoft") {
    const writes = has(/Calendars\.ReadWrite$/i);
    return { writes, reads: writes || has(/Calendars\.Read(?:Basic)?$/i) };
  }
  const writes = has(/calendar\.events$/);
  return { writes, reads: has(/calendarlist\.readonly$/) && (writes || has(/calendar\.events\.readonly$/)) };
}

async function keep(
  { db, seal, now, newId }: Pick<PermissionParts, "db" | "seal" | "now"> & { newId: () => string },
  userId: string,
  account: { kind: Consent["kind"]; name: string; timeZone: string },
  permission: Permission,
): Promise<string | null> {
  const same = await db
    .selectFrom("calendar_account")
    .selectAll()
    .where("user_id", "=", userId)
    .where("kind", "=", account.kind)
    .where("name", "=", account.name)
    .executeTakeFirst();
  if (same) {
    const again = await renewAccount(db, same, sealPermission(seal, same.id, permission), now());
    if (again !== null) return again.id;
  }
  const id = newId();
  const { kind, name, timeZone } = account;
  const sealed = sealPermission(seal, id, permission);
  const added = await addAccount(db, userId, { id, kind, name, sealed, time_zone: timeZone }, now());
  return added === "too_many_calendars" ? null : id;
}
