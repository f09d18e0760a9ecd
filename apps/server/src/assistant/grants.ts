import { createHash } from "node:crypto";
import { isTokenScope, type TokenScope } from "@candor/core/access/may-by-token.ts";
import type { Kysely, Transaction } from "kysely";
import type { Schema } from "../database/schema.ts";
import { hashSecret, isSameHash } from "../sign-in/hash-secret.ts";
import { addToken, type Bearer, faultOfToken, readBearer, revokeToken } from "../token/tokens.ts";
import type { Asking } from "./judge-asking.ts";

// What an assistant gets once a person said yes: a code, for it a token like those that people make by hand, whose
// secret lives for an hour, and another to renew it. Of all three hashes alone are kept.

export const CODE_SECONDS = 60;
export const ACCESS_SECONDS = 3600;
const RETRY_MILLISECONDS = 120_000; // so long whoever got no answer to a renewal may ask again
const CODE_KEPT = 86_400_000; // milliseconds; so long a code that comes again is known as one that was used
const CODE_PREFIX = "candor_mcc_";
const ACCESS_PREFIX = "candor_mcp_";
const REFRESH_PREFIX = "candor_mcr_";
const ACCESS_SHAPE = /^candor_mcp_[\w-]{43}$/;
const REFRESH_SHAPE = /^candor_mcr_([\w-]{22})\.([\w-]{43})$/;
const VERIFIER = /^[\w\-.~]{43,128}$/;

type Db = Kysely<Schema>;

/** What the edge brings. */
export type GrantSeeds = { id: string; access: Uint8Array; refresh: Uint8Array; family: Uint8Array };

export type Given = { access: string; refresh: string; seconds: number; scopes: TokenScope[] };

export type GrantFault =
  | "unknown"
  | "too_old"
  | "over"
  | "used_twice"
  | "other_client"
  | "other_redirect"
  | "wrong_verifier"
  | "too_many_tokens"
  | "not_found";

export type GrantResult = { type: "given"; given: Given } | { type: "refused"; why: GrantFault };

const refused = (why: GrantFault): GrantResult => ({ type: "refused", why });

/** Keeps that somebody said yes. @returns the code that tells the assistant so, good for a minute, once. */
export async function keepYes(
  db: Db,
  userId: string,
  { asking, scopes, pages }: { asking: Asking; scopes: readonly TokenScope[]; pages: readonly string[] | null },
  secret: Uint8Array,
  now: Date,
): Promise<{ type: "kept"; code: string } | { type: "too_many_tokens" | "not_found" }> {
  const kept = new Date(now.getTime() - CODE_KEPT).toISOString();
  await db.deleteFrom("assistant_code").where("expires_at", "<", kept).execute();
  const fault = await faultOfToken(db, userId, pages, now);
  if (fault) return fault;
  const code = CODE_PREFIX + textOf(secret);
  await db
    .insertInto("assistant_code")
    .values({
      ...{ code_hash: hashSecret(code), user_id: userId, client_hash: hashSecret(asking.clientId), name: asking.name },
      ...{ host: asking.host, redirect_uri: asking.redirectUri, challenge: asking.challenge, token_id: null },
      ...{ scopes: JSON.stringify([...new Set(scopes)]), pages: pages && JSON.stringify([...new Set(pages)]) },
      expires_at: new Date(now.getTime() + CODE_SECONDS * 1000).toISOString(),
    })
    .execute();
  return { type: "kept", code };
}

export type CodeAsk = { code: string; clientId: string; redirectUri: string; verifier: string };

/**
 * Gives a token for a code, once. Whoever comes with it first uses it up, right or wrong: a code without what belongs to
 * it was stolen. Where it comes a second time, one of the two is a thief, and what was given for it ends (RFC 6749 §4.1.2).
 */
export async function giveForCode(db: Db, ask: CodeAsk, seeds: GrantSeeds, now: Date): Promise<GrantResult> {
  const hash = hashSecret(ask.code);
  return db.transaction().execute(async (tx) => {
    const { numUpdatedRows } = await tx
      .updateTable("assistant_code")
      .set({ token_id: seeds.id })
      .where("code_hash", "=", hash)
      .where("token_id", "is", null)
      .executeTakeFirst();
    const row = await tx.selectFrom("assistant_code").selectAll().where("code_hash", "=", hash).executeTakeFirst();
    if (!row) return refused("unknown");
    if (numUpdatedRows !== 1n) {
      if (row.token_id !== null) await revokeToken(tx, row.user_id, row.token_id, now);
      return refused("used_twice");
    }
    if (row.expires_at <= now.toISOString()) return refused("too_old");
    const clientHash = hashSecret(ask.clientId);
    if (!isSameHash(row.client_hash, clientHash)) return refused("other_client");
    if (row.redirect_uri !== ask.redirectUri) return refused("other_redirect");
    if (!VERIFIER.test(ask.verifier) || !isSameHash(challengeOf(ask.verifier), row.challenge))
      return refused("wrong_verifier");
    const scopes = (JSON.parse(row.scopes) as unknown[]).filter(isTokenScope);
    const pages = row.pages === null ? null : (JSON.parse(row.pages) as string[]);
    const access = ACCESS_PREFIX + textOf(seeds.access);
    const wanted = { name: row.name, scopes, pages };
    const added = await addToken(tx, row.user_id, wanted, { id: seeds.id, hash: hashSecret(access) }, now);
    if (added.type !== "added") return refused(added.type);
    const [family, refresh] = [textOf(seeds.family), textOf(seeds.refresh)];
    const end = accessEnd(added.token.expiresAt, now);
    await tx
      .insertInto("assistant_grant")
      .values({
        ...{ token_id: seeds.id, user_id: row.user_id, client_hash: clientHash, host: row.host },
        ...{ family_hash: hashSecret(family), refresh_hash: hashSecret(refresh), access_expires_at: end },
        ...{ previous_hash: null, previous_until: null },
      })
      .execute();
    return given({ access, family, refresh, end, scopes }, now);
  });
}

/**
 * Gives new secrets for the newest refresh token. An older one of the same family was copied by somebody, and nobody
 * knows by whom: everything of the family ends (OAuth 2.1 §4.3.1).
 *
 * The one before may come once more, soon, and while nothing was done with what it gave: so comes a client whose answer
 * was lost on its way. What was given first is void by then, so that whoever comes with that is found out all the same.
 */
export async function renewGrant(
  db: Db,
  { refresh, clientId }: { refresh: string; clientId: string },
  seeds: GrantSeeds,
  now: Date,
): Promise<GrantResult> {
  const [, family = "", secret = ""] = REFRESH_SHAPE.exec(refresh) ?? [];
  if (secret === "") return refused("unknown");
  return db.transaction().execute(async (tx) => {
    const held = await readFamily(tx, family);
    if (!held) return refused("unknown");
    if (!isSameHash(held.client_hash, hashSecret(clientId))) return refused("other_client");
    if (held.revoked_at !== null || held.expires_at <= now.toISOString()) return refused("over");
    const shown = hashSecret(secret);
    const next = textOf(seeds.refresh);
    const access = ACCESS_PREFIX + textOf(seeds.access);
    const end = accessEnd(held.expires_at, now);
    const turn = tx
      .updateTable("assistant_grant")
      .set({ refresh_hash: hashSecret(next), access_expires_at: end })
      .where("token_id", "=", held.id);
    const until = new Date(now.getTime() + RETRY_MILLISECONDS).toISOString();
    const { numUpdatedRows: turned } = await turn
      .set({ previous_hash: shown, previous_until: until })
      .where("refresh_hash", "=", shown)
      .executeTakeFirst();
    const { numUpdatedRows: retried } =
      turned === 1n
        ? { numUpdatedRows: 0n }
        : await turn
            .set({ previous_hash: null })
            .where("previous_hash", "=", shown)
            .where("previous_until", ">", now.toISOString())
            .executeTakeFirst();
    if (turned + retried !== 1n) {
      await revokeToken(tx, held.user_id, held.id, now);
      return refused("used_twice");
    }
    await tx
      .updateTable("api_token")
      .set({ token_hash: hashSecret(access) })
      .where("id", "=", held.id)
      .execute();
    const scopes = (JSON.parse(held.scopes) as unknown[]).filter(isTokenScope);
    return given({ access, family, refresh: next, end, scopes }, now);
  });
}

/** Ends what an assistant has, by whichever of its secrets (RFC 7009). @returns false: it is none of this client's. */
export async function giveUpGrant(db: Db, { secret, clientId }: { secret: string; clientId: string }, now: Date) {
  const [, family] = REFRESH_SHAPE.exec(secret) ?? [];
  const held = family === undefined ? await readAccess(db, secret) : await readFamily(db, family);
  if (!held || !isSameHash(held.client_hash, hashSecret(clientId))) return false;
  await revokeToken(db, held.user_id, held.id, now);
  return true;
}

/** Who asks an assistant's door: by what signing in gave them, or by a token made by hand. */
export async function readAssistantBearer(db: Db, secret: string, now: Date): Promise<Bearer | null> {
  if (!ACCESS_SHAPE.test(secret)) return readBearer(db, secret, now);
  const end = await readAccess(db, secret);
  if (!end || end.access_expires_at <= now.toISOString()) return null;
  // Its answer has arrived: whoever comes with the token before is no client that waits for it.
  if (end.previous_hash !== null)
    await db
      .updateTable("assistant_grant")
      .set({ previous_hash: null })
      .where("token_id", "=", end.id)
      .where("previous_hash", "=", end.previous_hash)
      .execute();
  return readBearer(db, secret, now, ACCESS_SHAPE);
}

const grants = (db: Db) =>
  db
    .selectFrom("assistant_grant")
    .innerJoin("api_token", "api_token.id", "assistant_grant.token_id")
    .selectAll("api_token")
    .select(["assistant_grant.client_hash", "assistant_grant.access_expires_at", "assistant_grant.previous_hash"]);

function readFamily(db: Db | Transaction<Schema>, family: string) {
  return grants(db).where("assistant_grant.family_hash", "=", hashSecret(family)).executeTakeFirst();
}

function readAccess(db: Db, secret: string) {
  return grants(db).where("api_token.token_hash", "=", hashSecret(secret)).executeTakeFirst();
}

/** In an hour, or with the whole of it. */
function accessEnd(wholeEnd: string, now: Date): string {
  const end = new Date(now.getTime() + ACCESS_SECONDS * 1000).toISOString();
  return end < wholeEnd ? end : wholeEnd;
}

type Secrets = { access: string; family: string; refresh: string; end: string; scopes: TokenScope[] };

function given({ access, family, refresh, end, scopes }: Secrets, now: Date): GrantResult {
  const seconds = Math.floor((Date.parse(end) - now.getTime()) / 1000);
  return { type: "given", given: { access, refresh: `${REFRESH_PREFIX}${family}.${refresh}`, seconds, scopes } };
}

function challengeOf(verifier: string): string {
  return createHash("sha256").update(verifier).digest("base64url");
}

function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("base64url");
}
