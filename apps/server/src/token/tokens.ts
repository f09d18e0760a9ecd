import { isTokenScope, type TokenGrant } from "@candor/core/access/may-by-token.ts";
import type { ApiToken, CreateApiToken, NewApiToken } from "@candor/protocol/http/token.ts";
import type { Kysely, Selectable, Transaction } from "kysely";
import type { Schema } from "../database/schema.ts";
import type { ApiTokenTable } from "../database/tables/token-tables.ts";
import { hashSecret } from "../sign-in/hash-secret.ts";

/** What the edge brings: new ids and secrets come from its source of chance. */
export type TokenSeeds = { id: string; secret: Uint8Array };

export const MAX_TOKENS = 50; // of one person that are not over
export const TOKEN_DAYS = 90; // where nobody says
const SECRET_BYTES = 32; // 256 bits: not to be guessed, so that it can be stored under a plain hash
const PREFIX = "candor_pat_"; // so that scanners of code and whoever finds one in a file know what it is
const SHAPE = /^candor_pat_[\w-]{43}$/;
const LISTED_DAYS = 90; // how long one that is over stays in the list
const DAY = 86_400_000; // milliseconds

/** Who asks by a token, and what its owner let it do. */
export type Bearer = { tokenId: string; tokenName: string; userId: string; grant: TokenGrant };

type TokenFault = { type: "too_many_tokens" | "not_found" };

export type CreateTokenResult = { type: "created"; token: NewApiToken } | TokenFault;

/** @returns "not_found" where a page is chosen that they have no seat on. */
export async function createToken(
  db: Kysely<Schema>,
  userId: string,
  wanted: CreateApiToken,
  seeds: TokenSeeds,
  now: Date,
): Promise<CreateTokenResult> {
  if (seeds.secret.length < SECRET_BYTES) throw new RangeError(`a token needs ${SECRET_BYTES} random bytes`);
  const secret = PREFIX + Buffer.from(seeds.secret).toString("base64url");
  const result = await db
    .transaction()
    .execute((tx) => addToken(tx, userId, wanted, { id: seeds.id, hash: hashSecret(secret) }, now));
  return result.type === "added" ? { type: "created", token: { ...result.token, secret } } : result;
}

/** Adds a token whose secret somebody else keeps: here is its hash alone. */
export async function addToken(
  tx: Transaction<Schema>,
  userId: string,
  { name, scopes, pages, days = TOKEN_DAYS }: CreateApiToken,
  { id, hash }: { id: string; hash: string },
  now: Date,
): Promise<{ type: "added"; token: ApiToken } | TokenFault> {
  const row = {
    ...{ id, user_id: userId, name, token_hash: hash },
    scopes: JSON.stringify([...new Set(scopes)]),
    pages: pages && JSON.stringify([...new Set(pages)]),
    created_at: now.toISOString(),
    expires_at: new Date(now.getTime() + days * DAY).toISOString(),
    ...{ last_used_on: null, revoked_at: null },
  };
  // Two that come at once are counted one after the other.
  await tx.updateTable("user").set({ id: userId }).where("id", "=", userId).execute();
  const fault = await faultOfToken(tx, userId, pages, now);
  if (fault) return fault;
  await tx.insertInto("api_token").values(row).execute();
  return { type: "added", token: describe({ ...row, host: null }) };
}

/** Why somebody can have no further token, or none for these pages; null: they can. */
export async function faultOfToken(
  db: Kysely<Schema>,
  userId: string,
  pages: readonly string[] | null,
  now: Date,
): Promise<TokenFault | null> {
  if ((await countTokens(db, userId, now)) >= MAX_TOKENS) return { type: "too_many_tokens" };
  if (pages !== null && !(await hasAll(db, userId, new Set(pages)))) return { type: "not_found" };
  return null;
}

async function countTokens(db: Kysely<Schema>, userId: string, now: Date): Promise<number> {
  const { count } = await db
    .selectFrom("api_token")
    .select((query) => query.fn.countAll<number | string>().as("count"))
    .where("user_id", "=", userId)
    .where("revoked_at", "is", null)
    .where("expires_at", ">", now.toISOString())
    .executeTakeFirstOrThrow();
  return Number(count);
}

async function hasAll(db: Kysely<Schema>, userId: string, pages: ReadonlySet<string>): Promise<boolean> {
  const seats = await db.selectFrom("pair_member").select("pair_id").where("user_id", "=", userId).execute();
  const held = new Set(seats.map(({ pair_id }) => pair_id));
  return [...pages].every((page) => held.has(page));
}

/** The newest first; those that were over long ago are left out. */
export async function listTokens(db: Kysely<Schema>, userId: string, now?: Date): Promise<ApiToken[]> {
  const since = now ? new Date(now.getTime() - LISTED_DAYS * DAY).toISOString() : "";
  const rows = await withHost(db)
    .where("api_token.user_id", "=", userId)
    .where("expires_at", ">", since)
    .where((query) => query.or([query("revoked_at", "is", null), query("revoked_at", ">", since)]))
    .orderBy("created_at", "desc")
    .orderBy("id")
    .execute();
  return rows.map(describe);
}

/** Ends what the token opens, at once; doing so twice changes nothing. */
export async function revokeToken(db: Kysely<Schema>, userId: string, id: string, now: Date): Promise<ApiToken | null> {
  await db
    .updateTable("api_token")
    .set({ revoked_at: now.toISOString() })
    .where("id", "=", id)
    .where("user_id", "=", userId)
    .where("revoked_at", "is", null)
    .execute();
  const row = await withHost(db).where("id", "=", id).where("api_token.user_id", "=", userId).executeTakeFirst();
  return row ? describe(row) : null;
}

/** Tokens, with where the assistant is that has them, if it is one. */
function withHost(db: Kysely<Schema>) {
  return db
    .selectFrom("api_token")
    .leftJoin("assistant_grant", "assistant_grant.token_id", "api_token.id")
    .selectAll("api_token")
    .select("assistant_grant.host");
}

/**
 * @param shape of the secrets that are taken here.
 * @returns null: not one of ours, or whoever made it has no account any more; whether it is over, `mayByToken` says.
 */
export async function readBearer(
  db: Kysely<Schema>,
  secret: string,
  now: Date,
  shape: RegExp = SHAPE,
): Promise<Bearer | null> {
  if (!shape.test(secret)) return null;
  const row = await db
    .selectFrom("api_token")
    .selectAll()
    .where("token_hash", "=", hashSecret(secret))
    .executeTakeFirst();
  if (!row) return null;
  const today = now.toISOString().slice(0, "2026-11-24".length);
  if (row.last_used_on !== today && !isOver(row, now))
    await db.updateTable("api_token").set({ last_used_on: today }).where("id", "=", row.id).execute();
  return { tokenId: row.id, tokenName: row.name, userId: row.user_id, grant: grantOf(row) };
}

/** The grant as it is now, for whoever has been at work since it was read; null: there is none any more. */
export async function readGrant(db: Kysely<Schema>, tokenId: string): Promise<TokenGrant | null> {
  const row = await db.selectFrom("api_token").selectAll().where("id", "=", tokenId).executeTakeFirst();
  return row ? grantOf(row) : null;
}

function isOver({ revoked_at, expires_at }: Selectable<ApiTokenTable>, now: Date): boolean {
  return revoked_at !== null || expires_at <= now.toISOString();
}

function grantOf(row: Selectable<ApiTokenTable>): TokenGrant {
  const { scopes, pages, expiresAt, revokedAt } = describe({ ...row, host: null });
  return { scopes, pages, expiresAt, revokedAt };
}

function describe(row: Selectable<ApiTokenTable> & { host: string | null }): ApiToken {
  return {
    id: row.id,
    name: row.name,
    scopes: (JSON.parse(row.scopes) as unknown[]).filter(isTokenScope),
    pages: row.pages === null ? null : (JSON.parse(row.pages) as string[]),
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    lastUsedOn: row.last_used_on,
    revokedAt: row.revoked_at,
    assistant: row.host,
  };
}
