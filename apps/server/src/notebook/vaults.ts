import type { KeptManifest, NoteHeads, VaultState } from "@candor/protocol/http/notebook.ts";
import type { Kysely } from "kysely";
import { isUniqueViolation } from "../database/database-error.ts";
import type { Database } from "../database/open-database.ts";
import type { Schema } from "../database/schema.ts";
import { noteErased } from "../rights/erase-page.ts";
import { usedBytes } from "./append-records.ts";
import { toBase64url } from "./base64url.ts";
import type { NotebookLimits } from "./notebook-limits.ts";

/** Whose vault is meant; nobody reaches another's. */
export type OwnVault = { vault: string; userId: string };

export type PutOutcome =
  | { type: "put"; vault: VaultState }
  | { type: "not_found" }
  | { type: "manifest_changed" | "vault_exists"; newest: VaultState };

const MANIFESTS_KEPT = 5; // the newest and four before it, should a device have written nonsense

/** The one in use first. */
export async function listVaults(db: Kysely<Schema>, userId: string, limits: NotebookLimits): Promise<VaultState[]> {
  const rows = await vaultsOf(db, userId).orderBy("rank").execute();
  const used = rows.length === 0 ? 0 : await usedBytes(db, userId);
  return rows.map((row) => stateOf(row, used, limits));
}

export async function readVault(
  db: Kysely<Schema>,
  { vault, userId }: OwnVault,
  limits: NotebookLimits,
): Promise<VaultState | null> {
  const row = await vaultsOf(db, userId).where("vault.id", "=", vault).executeTakeFirst();
  return row ? stateOf(row, await usedBytes(db, userId), limits) : null;
}

/** Puts a manifest where the one it follows is still the newest. The same once more is no fault: its answer was lost. */
export async function putManifest(
  db: Kysely<Schema>,
  own: OwnVault,
  put: { follows: number; seq: number; manifest: Uint8Array },
  limits: NotebookLimits,
  now: Date,
): Promise<PutOutcome> {
  const run = () => db.transaction().execute((tx) => putWithin(tx, own, put, limits, now));
  try {
    return await run();
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    return run(); // another device has made the first vault at the same moment: now it is there to be seen
  }
}

async function putWithin(
  tx: Kysely<Schema>,
  own: OwnVault,
  { follows, seq, manifest }: { follows: number; seq: number; manifest: Uint8Array },
  limits: NotebookLimits,
  now: Date,
): Promise<PutOutcome> {
  const { vault, userId } = own;
  const at = now.toISOString();
  const state = async () => {
    const found = await readVault(tx, own, limits);
    if (!found) throw new Error("a vault is not there amid its own transaction");
    return found;
  };
  const replaced = await tx
    .updateTable("vault")
    .set({ manifest_seq: seq, changed_at: at })
    .where("id", "=", vault)
    .where("user_id", "=", userId)
    .where("manifest_seq", "=", follows)
    .returning("id")
    .executeTakeFirst();
  if (replaced) {
    await addManifest(tx, { vault, seq, at, manifest });
    return { type: "put", vault: await state() };
  }
  const newest = await readVault(tx, own, limits);
  if (newest) {
    const isSame = newest.seq === seq && newest.manifest === toBase64url(manifest);
    return isSame ? { type: "put", vault: newest } : { type: "manifest_changed", newest };
  }
  const [inUse] = await listVaults(tx, userId, limits);
  const taken = await tx.selectFrom("vault").select("id").where("id", "=", vault).executeTakeFirst();
  if (taken || follows !== 0) return { type: "not_found" };
  if (inUse) return { type: "vault_exists", newest: inUse };
  const row = { id: vault, user_id: userId, rank: 0, manifest_seq: seq, head_seq: 0, bytes: 0 };
  await tx
    .insertInto("vault")
    .values({ ...row, made_at: at, changed_at: at })
    .execute();
  await addManifest(tx, { vault, seq, at, manifest });
  return { type: "put", vault: await state() };
}

async function addManifest(
  tx: Kysely<Schema>,
  { vault, seq, at, manifest }: { vault: string; seq: number; at: string; manifest: Uint8Array },
): Promise<void> {
  await tx.insertInto("vault_manifest").values({ vault_id: vault, seq, at, manifest }).execute();
  await tx
    .deleteFrom("vault_manifest")
    .where("vault_id", "=", vault)
    .where("seq", "not in", (query) =>
      query
        .selectFrom("vault_manifest as kept")
        .select("kept.seq")
        .where("kept.vault_id", "=", vault)
        .orderBy("kept.seq", "desc")
        .limit(MANIFESTS_KEPT),
    )
    .execute();
}

export async function listManifests(db: Kysely<Schema>, { vault, userId }: OwnVault): Promise<KeptManifest[] | null> {
  const rows = await db
    .selectFrom("vault")
    .innerJoin("vault_manifest", "vault_id", "vault.id")
    .select(["vault_manifest.seq", "vault_manifest.at", "vault_manifest.manifest"])
    .where("vault.id", "=", vault)
    .where("user_id", "=", userId)
    .orderBy("vault_manifest.seq", "desc")
    .execute();
  if (rows.length === 0) return null;
  return rows.map(({ seq, at, manifest }) => ({ seq, at, manifest: toBase64url(manifest) }));
}

export async function readHeads(db: Kysely<Schema>, { vault, userId }: OwnVault): Promise<NoteHeads | null> {
  const found = await db
    .selectFrom("vault")
    .select("head_seq")
    .where("id", "=", vault)
    .where("user_id", "=", userId)
    .executeTakeFirst();
  if (!found) return null;
  const heads = await db
    .selectFrom("note_head")
    .select(["doc", "device", "dseq"])
    .where("vault_id", "=", vault)
    .orderBy("doc")
    .orderBy("device")
    .execute();
  return { head: found.head_seq, heads };
}

/** Destroys a vault for good. @returns false where there is none of theirs. */
export async function deleteVault({ db, batch }: Pick<Database, "db" | "batch">, own: OwnVault): Promise<boolean> {
  const { vault, userId } = own;
  const found = await db
    .selectFrom("vault")
    .select("id")
    .where("id", "=", vault)
    .where("user_id", "=", userId)
    .executeTakeFirst();
  if (!found) return false;
  await batch([noteErased(db), db.deleteFrom("vault").where("id", "=", vault).where("user_id", "=", userId)]);
  return true;
}

function vaultsOf(db: Kysely<Schema>, userId: string) {
  return db
    .selectFrom("vault")
    .innerJoin("vault_manifest", (join) =>
      join.onRef("vault_id", "=", "vault.id").onRef("vault_manifest.seq", "=", "vault.manifest_seq"),
    )
    .select(["vault.id", "vault.manifest_seq", "vault.head_seq", "vault.changed_at", "vault_manifest.manifest"])
    .where("user_id", "=", userId);
}

function stateOf(
  row: { id: string; manifest_seq: number; head_seq: number; changed_at: string; manifest: Uint8Array },
  used: number,
  { restoreEpoch, mostBytes }: NotebookLimits,
): VaultState {
  return {
    vault: row.id,
    seq: row.manifest_seq,
    manifest: toBase64url(row.manifest),
    restoreEpoch,
    changedAt: row.changed_at,
    head: row.head_seq,
    usedBytes: used,
    mostBytes,
  };
}
