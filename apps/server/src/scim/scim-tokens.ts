import { createHash } from "node:crypto";
import type { NewScimToken, ScimToken } from "@candor/protocol/http/scim.ts";
import type { Kysely, Selectable } from "kysely";
import type { Schema } from "../database/schema.ts";
import type { ScimTokenTable } from "../database/tables/scim-tables.ts";
import { lockWorkspace, type WorkspaceRow } from "../workspace/place.ts";

/** What the edge brings: new ids and secrets come from its source of chance. */
export type TokenSeeds = { id: string; secret: Uint8Array };

export const MAX_TOKENS = 10; // that are not revoked, per workspace: one a directory, and one to change over to
const SECRET_BYTES = 32; // 256 bits: not to be guessed, so that it can be stored under a plain hash
const PREFIX = "candor_scim_"; // so that whoever finds one in a file knows what it opens
const SHAPE = /^candor_scim_[\w-]{43}$/;
const UNDO_MILLISECONDS = 10 * 60_000; // how long a token that was revoked can be given back
const LISTED_DAYS = 90; // how long a revoked one stays in the list

export type CreateTokenResult = { type: "created"; token: NewScimToken } | { type: "too_many_tokens" };

export async function createToken(
  db: Kysely<Schema>,
  workspaceId: string,
  { name, userId }: { name: string; userId: string },
  seeds: TokenSeeds,
  now: Date,
): Promise<CreateTokenResult> {
  if (seeds.secret.length < SECRET_BYTES) throw new RangeError(`a token needs ${SECRET_BYTES} random bytes`);
  const secret = PREFIX + Buffer.from(seeds.secret).toString("base64url");
  const row = {
    id: seeds.id,
    workspace_id: workspaceId,
    name,
    token_hash: hashToken(secret),
    created_by: userId,
    created_at: now.toISOString(),
    last_used_at: null,
    revoked_at: null,
  };
  return db.transaction().execute(async (tx) => {
    await lockWorkspace(tx, workspaceId);
    if ((await countTokens(tx, workspaceId)) >= MAX_TOKENS) return { type: "too_many_tokens" };
    await tx.insertInto("scim_token").values(row).execute();
    return { type: "created", token: { ...describe(row), secret } };
  });
}

async function countTokens(db: Kysely<Schema>, workspaceId: string): Promise<number> {
  const { count } = await db
    .selectFrom("scim_token")
    .select((query) => query.fn.countAll<number | string>().as("count"))
    .where("workspace_id", "=", workspaceId)
    .where("revoked_at", "is", null)
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** The newest first; those that were revoked long ago are left out. */
export async function listTokens(db: Kysely<Schema>, workspaceId: string, now: Date): Promise<ScimToken[]> {
  const since = new Date(now.getTime() - LISTED_DAYS * 86_400_000).toISOString();
  const rows = await db
    .selectFrom("scim_token")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where((query) => query.or([query("revoked_at", "is", null), query("revoked_at", ">", since)]))
    .orderBy("created_at", "desc")
    .orderBy("id")
    .execute();
  return rows.map(describe);
}

/** Ends what the token opens, at once; doing so twice changes nothing. */
export async function revokeToken(
  db: Kysely<Schema>,
  workspaceId: string,
  tokenId: string,
  now: Date,
): Promise<ScimToken | null> {
  await db
    .updateTable("scim_token")
    .set({ revoked_at: now.toISOString() })
    .where("id", "=", tokenId)
    .where("workspace_id", "=", workspaceId)
    .where("revoked_at", "is", null)
    .execute();
  return readToken(db, workspaceId, tokenId);
}

export type RestoreTokenResult = { type: "restored"; token: ScimToken } | { type: "not_found" | "too_late" };

/** Takes a revocation back within minutes, as long as nobody can have forgotten why. */
export async function restoreToken(
  db: Kysely<Schema>,
  workspaceId: string,
  tokenId: string,
  now: Date,
): Promise<RestoreTokenResult> {
  await db
    .updateTable("scim_token")
    .set({ revoked_at: null })
    .where("id", "=", tokenId)
    .where("workspace_id", "=", workspaceId)
    .where("revoked_at", ">=", new Date(now.getTime() - UNDO_MILLISECONDS).toISOString())
    .execute();
  const token = await readToken(db, workspaceId, tokenId);
  if (!token) return { type: "not_found" };
  return token.revokedAt === null ? { type: "restored", token } : { type: "too_late" };
}

async function readToken(db: Kysely<Schema>, workspaceId: string, tokenId: string): Promise<ScimToken | null> {
  const row = await db
    .selectFrom("scim_token")
    .selectAll()
    .where("id", "=", tokenId)
    .where("workspace_id", "=", workspaceId)
    .executeTakeFirst();
  return row ? describe(row) : null;
}

/** @returns null: not one of ours, revoked, or of a workspace that is gone; the caller cannot tell which. */
export async function useToken(
  db: Kysely<Schema>,
  token: string,
  now: Date,
): Promise<{ id: string; workspace: WorkspaceRow } | null> {
  if (!SHAPE.test(token)) return null;
  const row = await db
    .selectFrom("scim_token")
    .innerJoin("workspace", "workspace.id", "scim_token.workspace_id")
    .selectAll("workspace")
    .select(["scim_token.id as token_id", "scim_token.last_used_at"])
    .where("token_hash", "=", hashToken(token))
    .where("revoked_at", "is", null)
    .executeTakeFirst();
  if (!row) return null;
  const { token_id, last_used_at, ...workspace } = row;
  const today = now.toISOString().slice(0, 10);
  if (last_used_at !== today) {
    await db.updateTable("scim_token").set({ last_used_at: today }).where("id", "=", token_id).execute();
  }
  return { id: token_id, workspace };
}

function describe(row: Selectable<ScimTokenTable>): ScimToken {
  const { id, name } = row;
  return { id, name, createdAt: row.created_at, lastUsedOn: row.last_used_at, revokedAt: row.revoked_at };
}

function hashToken(token: string): string {
  return createHash("sha256").update(token, "utf8").digest("hex");
}
