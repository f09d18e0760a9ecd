import type { Kysely } from "kysely";
import type { Engine } from "../database/engine.ts";
import type { Schema } from "../database/schema.ts";

type Parts = { engine: Engine; newId: () => string; now: Date };

/**
 * The account with this address, which was shown to be theirs; one is made where there is none. An anonymous person
 * without an account becomes it: they stay who they are, and so does all that they have.
 */
export async function accountOfEmail(
  tx: Kysely<Schema>,
  parts: Parts,
  email: string,
  anonymousUser: string | null,
): Promise<string> {
  const known = await tx
    .selectFrom("user")
    .select("id")
    .where("email", "=", email)
    .where("emailVerified", "=", flag(parts.engine, true))
    .executeTakeFirst();
  if (known) return known.id;
  return (
    (await become(tx, parts, anonymousUser, { email, verified: true })) ?? insert(tx, parts, { email, verified: true })
  );
}

export type Identity = { issuer: string; subject: string };

/**
 * The account of an identity at a provider, known by issuer and subject and never by an address, whoever claims it: the
 * provider of one company must not open the account of another's.
 */
export async function accountOfIdentity(
  tx: Kysely<Schema>,
  parts: Parts,
  { issuer, subject }: Identity,
  anonymousUser: string | null,
): Promise<string> {
  const known = await tx
    .selectFrom("account")
    .select("userId")
    .where("providerId", "=", issuer)
    .where("accountId", "=", subject)
    .executeTakeFirst();
  if (known) return known.userId;
  const email = `${parts.newId()}@${NO_ADDRESS}`;
  const userId =
    (await become(tx, parts, anonymousUser, { email, verified: false })) ??
    (await insert(tx, parts, { email, verified: false }));
  await linkIdentity(tx, parts, { issuer, subject }, userId);
  return userId;
}

export async function linkIdentity(
  tx: Kysely<Schema>,
  { newId, now }: Parts,
  { issuer, subject }: Identity,
  userId: string,
): Promise<void> {
  const at = now.toISOString();
  await tx
    .insertInto("account")
    .values({ id: newId(), providerId: issuer, accountId: subject, userId, createdAt: at, updatedAt: at, ...NO_TOKENS })
    .execute();
}

// The sign-in library's users must have an address; nobody can ever have one in this domain (RFC 6761).
const NO_ADDRESS = "no-address.invalid";

/** We ask who somebody is and nothing else, so there is nothing of theirs to keep. */
const NO_TOKENS = {
  ...{ accessToken: null, refreshToken: null, idToken: null, scope: null, password: null },
  ...{ accessTokenExpiresAt: null, refreshTokenExpiresAt: null },
};

type Address = { email: string; verified: boolean };

async function become(
  tx: Kysely<Schema>,
  { engine, now }: Parts,
  anonymousUser: string | null,
  { email, verified }: Address,
): Promise<string | null> {
  if (anonymousUser === null) return null;
  const became = await tx
    .updateTable("user")
    .set({
      email,
      emailVerified: flag(engine, verified),
      isAnonymous: flag(engine, false),
      updatedAt: now.toISOString(),
    })
    .where("id", "=", anonymousUser)
    .where("isAnonymous", "=", flag(engine, true))
    .returning("id")
    .executeTakeFirst();
  return became?.id ?? null;
}

async function insert(
  tx: Kysely<Schema>,
  { engine, newId, now }: Parts,
  { email, verified }: Address,
): Promise<string> {
  const id = newId();
  const at = now.toISOString();
  await tx
    .insertInto("user")
    .values({
      ...{ id, name: "", email, image: null, createdAt: at, updatedAt: at },
      emailVerified: flag(engine, verified),
      isAnonymous: flag(engine, false),
    })
    .execute();
  return id;
}

/** Booleans are numbers on SQLite. */
export function flag(engine: Engine, value: boolean): number | boolean {
  return engine === "sqlite" ? Number(value) : value;
}

/** The address somebody signs in with; null: they have none here. */
export function addressOf(user: { email: string; emailVerified: number | boolean }): string | null {
  return user.emailVerified && !user.email.endsWith(`@${NO_ADDRESS}`) ? user.email : null;
}
