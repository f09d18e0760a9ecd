import type { AccessToken } from "@candor/integrations/calendar/account/ask-json.ts";
import type { CalendarProvider } from "@candor/integrations/calendar/oauth/calendar-provider.ts";
import type { Kysely } from "kysely";
import type { Schema } from "../database/schema.ts";
import type { AddressSeal } from "./address-seal.ts";

/** What somebody's permission at a provider comes down to; kept sealed. */
export type Permission = {
  refreshToken: string;
  accessToken: string;
  /** milliseconds since 1970 */
  expiresAt: number;
  /** it is good for putting meetings into calendars, too */
  writes: boolean;
};

export type PermissionParts = {
  db: Kysely<Schema>;
  seal: AddressSeal;
  providers: readonly CalendarProvider[];
  /** origins that whoever runs the server vouches for */
  allowed: readonly string[];
  now: () => Date;
  /** resolves after a moment, in which another node may have finished */
  pause: () => Promise<void>;
};

const EARLY_MILLISECONDS = 120_000; // before it is over, so that what it was taken for is done by then
const LEASE_MILLISECONDS = 60_000; // whoever renews it may die at it; asking takes half of that at most
const MAX_PAUSES = 60;

export function sealPermission(seal: AddressSeal, accountId: string, permission: Permission): string {
  return seal.seal(accountId, JSON.stringify(permission));
}

/** @returns null: it was sealed with another key. */
export function openPermission(seal: AddressSeal, accountId: string, sealed: string): Permission | null {
  const text = seal.open(accountId, sealed);
  return text === null ? null : (JSON.parse(text) as Permission);
}

/** @returns null: there is no such account, or what it was sealed with is gone. */
export async function readPermission({ db, seal }: PermissionParts, accountId: string): Promise<Permission | null> {
  const account = await db
    .selectFrom("calendar_account")
    .select("sealed")
    .where("id", "=", accountId)
    .executeTakeFirst();
  return account ? openPermission(seal, accountId, account.sealed) : null;
}

/**
 * The token of an account, renewed where it is due. One alone renews it at a time, on whichever node: of a provider that
 * gives a new refresh token each time, the second to use the old one would end the permission for both.
 */
export function accessTokenOf(parts: PermissionParts, accountId: string): AccessToken {
  const { db, seal, now } = parts;
  return async (refused) => {
    for (let pauses = 0; pauses < MAX_PAUSES; pauses++) {
      const account = await db
        .selectFrom("calendar_account")
        .select(["kind", "sealed", "revoked_at"])
        .where("id", "=", accountId)
        .executeTakeFirst();
      const permission = account && openPermission(seal, accountId, account.sealed);
      if (!account || !permission || account.revoked_at !== null) return UNAUTHORISED;
      const at = now();
      const isGood = permission.expiresAt > at.getTime() + EARLY_MILLISECONDS;
      if (isGood && permission.accessToken !== refused) return { type: "token", token: permission.accessToken };
      const taken = await db
        .updateTable("calendar_account")
        .set({ renewing_until: new Date(at.getTime() + LEASE_MILLISECONDS).toISOString() })
        .where("id", "=", accountId)
        .where("sealed", "=", account.sealed)
        .where((where) =>
          where.or([where("renewing_until", "is", null), where("renewing_until", "<=", at.toISOString())]),
        )
        .returning("id")
        .executeTakeFirst();
      if (taken) return renew(parts, { id: accountId, kind: account.kind, sealed: account.sealed }, permission);
      await parts.pause();
    }
    return { type: "failed", fault: { type: "unreachable", why: "too_slow" } };
  };
}

const UNAUTHORISED = { type: "failed", fault: { type: "unauthorised" } } as const;

async function renew(
  { db, seal, providers, allowed, now }: PermissionParts,
  account: { id: string; kind: string; sealed: string },
  permission: Permission,
): ReturnType<AccessToken> {
  const settle = (change: { sealed?: string; revoked_at?: string }) =>
    db
      .updateTable("calendar_account")
      .set({ ...change, renewing_until: null })
      .where("id", "=", account.id)
      .where("sealed", "=", account.sealed) // else it was given anew meanwhile, which goes before
      .execute();
  const provider = providers.find(({ kind }) => kind === account.kind);
  if (provider === undefined) {
    await settle({});
    return { type: "failed", fault: { type: "odd_answer" } }; // no longer set up here; it may be again
  }
  const { renewTokens } = await import("@candor/integrations/calendar/oauth/ask-tokens.ts");
  const answer = await renewTokens(provider, permission.refreshToken, { allowed, now });
  if (answer.type === "refused") {
    await settle({ revoked_at: now().toISOString() });
    return UNAUTHORISED;
  }
  if (answer.type === "failed") {
    await settle({});
    return answer;
  }
  const { accessToken, expiresAt, refreshToken } = answer.tokens;
  const renewed = { ...permission, accessToken, expiresAt, refreshToken: refreshToken ?? permission.refreshToken };
  await settle({ sealed: sealPermission(seal, account.id, renewed) });
  return { type: "token", token: accessToken };
}
