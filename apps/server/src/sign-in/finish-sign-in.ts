import type { Kysely } from "kysely";
import { noteNewAccount } from "../access/note-access.ts";
import type { Schema } from "../database/schema.ts";
import type { Session, SignedIn } from "../people/auth.ts";
import { claimAccount } from "../people/claim-account.ts";
import type { SignInParts } from "./sign-in-ports.ts";

/** Finds or makes, in the given transaction, whoever has just shown who they are; null: what they showed was used up. */
export type FindAccount = (tx: Kysely<Schema>, anonymousUser: string | null) => Promise<{ userId: string } | null>;

export type Finished = { type: "signed_in"; user: SignedIn; setCookie: string[] } | { type: "void" };

/**
 * Signs somebody in, in one way for all ways. Whoever was here without an account brings along what they had. The
 * session begins anew with a secret of its own, and the one that this browser had before ends: nobody can have planted it.
 *
 * @param how `silent`: it is a provider's word alone, which may not have asked who is there.
 */
export async function finishSignIn(
  parts: SignInParts,
  headers: Headers,
  find: FindAccount,
  how = { silent: false },
): Promise<Finished> {
  const { db, auth, now } = parts;
  const before = await auth.readSession(headers);
  const settled = await again(() => db.transaction().execute((tx) => settle(tx, before, find, now())));
  if (!settled) return { type: "void" };
  const { userId, name, pages, ended } = settled;
  const { setCookie } = await auth.beginSession(headers, userId, how);
  for (const session of ended) parts.sessionEnded(session);
  for (const page of pages) parts.access.changed(page);
  return { type: "signed_in", user: { userId, name, anonymous: false }, setCookie };
}

type Settled = { userId: string; name: string; pages: string[]; ended: string[] };

async function settle(
  tx: Kysely<Schema>,
  before: Session | null,
  find: FindAccount,
  now: Date,
): Promise<Settled | null> {
  const anonymousUser = before?.user.anonymous ? before.user.userId : null;
  const found = await find(tx, anonymousUser);
  if (!found) return null;
  const { userId } = found;
  let pages: string[] = [];
  if (anonymousUser !== null && anonymousUser !== userId) {
    pages = await claimAccount(tx, anonymousUser, userId);
    await noteNewAccount(tx, { pages, userId }, now);
    await tx
      .insertInto("account_claim")
      .values({ from_user: anonymousUser, to_user: userId, at: now.toISOString() })
      .onConflict((conflict) => conflict.column("from_user").doNothing())
      .execute();
  }
  // Of an anonymous person all, since any copy of the cookie would now be the account's.
  const ended = await tx
    .deleteFrom("session")
    .where((eb) =>
      anonymousUser === null ? eb("id", "=", before?.session.id ?? "") : eb("userId", "=", anonymousUser),
    )
    .returning("id")
    .execute();
  const { name } = await tx.selectFrom("user").select("name").where("id", "=", userId).executeTakeFirstOrThrow();
  return { userId, name: name || (await takeName(tx, before, userId)), pages, ended: ended.map(({ id }) => id) };
}

/** Whoever told their name before they signed in is not asked for it again. */
async function takeName(tx: Kysely<Schema>, before: Session | null, userId: string): Promise<string> {
  const name = before?.user.anonymous ? before.user.name : "";
  if (name !== "") await tx.updateTable("user").set({ name }).where("id", "=", userId).execute();
  return name;
}

/** Two first sign-ins of one person at once: the second finds what the first has made. */
async function again<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (!isTaken(error)) throw error;
    return run();
  }
}

function isTaken(error: unknown): boolean {
  for (let at: unknown = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth += 1)
    if (/unique constraint|duplicate key/i.test(at.message)) return true;
  return false;
}
