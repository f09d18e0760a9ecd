import { sayDevice } from "@candor/core/access/say-device.ts";
import { freshUntil, judgeSession } from "@candor/core/access/session-limits.ts";
import type { Account, AccountSession } from "@candor/protocol/http/sign-in.ts";
import type { Kysely } from "kysely";
import type { Schema } from "../../database/schema.ts";
import type { SessionInfo } from "../../people/auth.ts";
import { addressOf } from "../find-account.ts";
import type { OidcProvider } from "../oidc/oidc-provider.ts";

type Asking = { userId: string; session: SessionInfo; providers: readonly OidcProvider[] };

/** How somebody signs in, and where they are signed in. */
export async function readAccount(
  db: Kysely<Schema>,
  { userId, session, providers }: Asking,
  now: Date,
): Promise<Account> {
  const user = await db
    .selectFrom("user")
    .select(["email", "emailVerified"])
    .where("id", "=", userId)
    .executeTakeFirstOrThrow();
  const passkeys = await db
    .selectFrom("passkey")
    .select(["id", "name", "created_at", "used_on"])
    .where("user_id", "=", userId)
    .orderBy("created_at")
    .execute();
  const identities = await db
    .selectFrom("account")
    .select(["id", "providerId"])
    .where("userId", "=", userId)
    .orderBy("createdAt")
    .execute();
  const fresh = freshUntil(session);
  return {
    email: addressOf(user),
    freshUntil: fresh > now.getTime() ? new Date(fresh).toISOString() : null,
    passkeys: passkeys.map(({ id, name, created_at, used_on }) => ({
      id,
      name,
      createdAt: created_at,
      usedOn: used_on,
    })),
    identities: identities.map(({ id, providerId }) => ({
      id,
      name: providers.find(({ issuer }) => issuer === providerId)?.name ?? providerId,
    })),
    sessions: await readSessions(db, { userId, session }, now),
  };
}

async function readSessions(
  db: Kysely<Schema>,
  { userId, session }: Pick<Asking, "userId" | "session">,
  now: Date,
): Promise<AccountSession[]> {
  const rows = await db
    .selectFrom("session")
    .select(["id", "createdAt", "updatedAt", "userAgent"])
    .where("userId", "=", userId)
    .execute();
  return rows
    .map(({ id, createdAt, updatedAt, userAgent }) => ({
      id,
      isThis: id === session.id,
      device: sayDevice(userAgent ?? ""),
      beganAt: new Date(createdAt).toISOString(),
      usedOn: new Date(updatedAt).toISOString().slice(0, 10),
    }))
    .filter(({ beganAt, usedOn }) => {
      const times = { beganAt: Date.parse(beganAt), usedAt: Date.parse(usedOn), isAnonymous: session.isAnonymous };
      return judgeSession(times, now.getTime()).type === "good";
    })
    .sort((left, right) => Number(right.isThis) - Number(left.isThis) || (left.usedOn < right.usedOn ? 1 : -1));
}

/** How many ways somebody has to sign in: an address, passkeys, identities. */
export async function countWaysIn(db: Kysely<Schema>, userId: string): Promise<number> {
  const user = await db
    .selectFrom("user")
    .select(["email", "emailVerified"])
    .where("id", "=", userId)
    .executeTakeFirst();
  const [passkeys, identities] = await Promise.all([
    db.selectFrom("passkey").select("id").where("user_id", "=", userId).execute(),
    db.selectFrom("account").select("id").where("userId", "=", userId).execute(),
  ]);
  return (user && addressOf(user) !== null ? 1 : 0) + passkeys.length + identities.length;
}
