import type { Kysely } from "kysely";
import type { Schema } from "../database/schema.ts";
import { hashSecret, isSameHash } from "./hash-secret.ts";
import { codeOf, readCode } from "./mail-code.ts";
import type { SignInParts } from "./sign-in-ports.ts";

export const PROOF_MINUTES = 10;
export const MAX_CODE_TRIES = 5;

const TOKEN_BYTES = 32;

export type Purpose = "sign_in" | "old_email" | "new_email";

export type AskedProof = { purpose: Purpose; email: string; userId: string | null; browser: string };
/** `token` and `code` go into the mail and are kept hashed */
export type NewProof = { id: string; token: string; code: string; expiresAt: Date };

type Ports = Pick<SignInParts, "signIn">;

/** Begins a proof that somebody reads an address. Says and does the same whether or not the address is anybody's. */
export async function beginProof(
  db: Kysely<Schema>,
  { signIn }: Ports,
  { purpose, email, userId, browser }: AskedProof,
  now: Date,
): Promise<NewProof> {
  const id = signIn.newId();
  const token = signIn.random(TOKEN_BYTES).toString("base64url");
  const code = codeOf(token);
  const expiresAt = new Date(now.getTime() + PROOF_MINUTES * 60_000);
  await db
    .insertInto("mail_proof")
    .values({
      ...{ id, purpose, email, user_id: userId, browser_hash: browser },
      token_hash: purpose === "sign_in" ? hashSecret(token) : null,
      code_hash: codeHash(signIn.hashCode, id, code),
      created_at: now.toISOString(),
      expires_at: expiresAt.toISOString(),
    })
    .execute();
  return { id, token, code, expiresAt };
}

export type Proof = { id: string; purpose: Purpose; email: string; userId: string | null };

export type CheckedProof =
  | { type: "right"; proof: Proof }
  /** `left`: how often it may still be tried */
  | { type: "wrong"; left: number }
  /** used, too old, tried too often, or never asked for in this browser: it is said alike */
  | { type: "void" };

/**
 * Checks a typed code. The try is counted before the code is looked at, so that many at once are not more; in another
 * browser than the one that asked nothing is counted, so that no stranger can use up somebody's tries.
 */
export async function checkCode(
  db: Kysely<Schema>,
  { signIn }: Ports,
  { id, code, browser }: { id: string; code: string; browser: string | null },
  now: Date,
): Promise<CheckedProof> {
  const row = await db
    .updateTable("mail_proof")
    .set((eb) => ({ tries: eb("tries", "+", 1) }))
    .where("id", "=", id)
    .where("browser_hash", "=", browser ?? "")
    .where("redeemed_at", "is", null)
    .where("expires_at", ">", now.toISOString())
    .where("tries", "<", MAX_CODE_TRIES)
    .returning(["id", "purpose", "email", "user_id", "code_hash", "tries"])
    .executeTakeFirst();
  if (!row) return { type: "void" };
  const isRight = isSameHash(codeHash(signIn.hashCode, id, readCode(code)), row.code_hash);
  if (!isRight)
    return row.tries >= MAX_CODE_TRIES ? { type: "void" } : { type: "wrong", left: MAX_CODE_TRIES - row.tries };
  return { type: "right", proof: proofOf(row) };
}

export type CheckedLink =
  | { type: "right"; proof: Proof }
  /** the link is good, but this is not the browser that asked: the code has to be typed there */
  | { type: "other_browser"; code: string; email: string }
  | { type: "void" };

/** Checks a link's secret. Nothing is used up by it. */
export async function checkLink(
  db: Kysely<Schema>,
  { id, token, browser }: { id: string; token: string; browser: string | null },
  now: Date,
): Promise<CheckedLink> {
  const row = await db
    .selectFrom("mail_proof")
    .select(["id", "purpose", "email", "user_id", "token_hash", "browser_hash"])
    .where("id", "=", id)
    .where("redeemed_at", "is", null)
    .where("expires_at", ">", now.toISOString())
    .where("tries", "<", MAX_CODE_TRIES)
    .executeTakeFirst();
  if (!row?.token_hash || !isSameHash(hashSecret(token), row.token_hash)) return { type: "void" };
  if (browser === null || !isSameHash(browser, row.browser_hash))
    return { type: "other_browser", code: codeOf(token), email: row.email };
  return { type: "right", proof: proofOf(row) };
}

/**
 * Uses up what was checked, once.
 *
 * @param db in the transaction of whatever is done with it.
 * @returns false where it has been used meanwhile.
 */
export async function redeemProof(db: Kysely<Schema>, { id }: Proof, now: Date): Promise<boolean> {
  const redeemed = await db
    .updateTable("mail_proof")
    .set({ redeemed_at: now.toISOString() })
    .where("id", "=", id)
    .where("redeemed_at", "is", null)
    .returning("id")
    .executeTakeFirst();
  return redeemed !== undefined;
}

function codeHash(hashCode: (text: string) => string, id: string, code: string): string {
  return hashCode(`mail code ${id} ${code}`);
}

function proofOf(row: { id: string; purpose: Purpose; email: string; user_id: string | null }): Proof {
  return { id: row.id, purpose: row.purpose, email: row.email, userId: row.user_id };
}
