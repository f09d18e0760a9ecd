import type { Kysely } from "kysely";
import type { Schema } from "../database/schema.ts";

export type ClearedNotes = { records: number; manifests: number };

export const COVERED_DAYS = 30;
const MANIFEST_DAYS = 30;
const VAULTS_AT_ONCE = 1_000; // what is left waits for the next time
const RECORDS_AT_ONCE = 1_000;
const DAY = 86_400_000; // milliseconds

/**
 * Clears away the bytes of records that a snapshot stands for, thirty days after it was written and if a later session
 * has confirmed it, and earlier manifests thirty days after the newest. What a record was stays known by its digest.
 */
export async function clearCovered(db: Kysely<Schema>, now: Date): Promise<ClearedNotes> {
  const before = new Date(now.getTime() - COVERED_DAYS * DAY).toISOString();
  const vaults = await db
    .selectFrom("note_record as covered")
    .select("covered.vault_id")
    .distinct()
    .where("covered.covered_by", "is not", null)
    .where("covered.size", ">", 0)
    .where((eb) =>
      eb.exists(
        eb
          .selectFrom("note_record as snapshot")
          .select("snapshot.seq")
          .whereRef("snapshot.vault_id", "=", "covered.vault_id")
          .whereRef("snapshot.seq", "=", "covered.covered_by")
          .where("snapshot.at", "<=", before),
      ),
    )
    .limit(VAULTS_AT_ONCE)
    .execute();
  let records = 0;
  for (const { vault_id } of vaults) records += await clearVault(db, vault_id, before);
  return { records, manifests: await clearManifests(db, new Date(now.getTime() - MANIFEST_DAYS * DAY).toISOString()) };
}

async function clearVault(db: Kysely<Schema>, vault: string, before: string): Promise<number> {
  return db.transaction().execute(async (tx) => {
    await tx
      .updateTable("vault")
      .set((eb) => ({ rank: eb.ref("rank") })) // holds the row, as whoever appends does
      .where("id", "=", vault)
      .execute();
    const due = await tx
      .selectFrom("note_record as covered")
      .innerJoin("note_record as snapshot", (join) =>
        join.onRef("snapshot.vault_id", "=", "covered.vault_id").onRef("snapshot.seq", "=", "covered.covered_by"),
      )
      .select(["covered.seq", "covered.size"])
      .where("covered.vault_id", "=", vault)
      .where("covered.size", ">", 0)
      .where("snapshot.confirmed_at", "is not", null)
      .where("snapshot.at", "<=", before)
      .orderBy("covered.seq")
      .limit(RECORDS_AT_ONCE)
      .execute();
    if (due.length === 0) return 0;
    const freed = due.reduce((sum, { size }) => sum + size, 0);
    await tx
      .updateTable("vault")
      .set((eb) => ({ bytes: eb("bytes", "-", freed) }))
      .where("id", "=", vault)
      .execute();
    await tx
      .updateTable("note_record")
      .set({ bytes: null, size: 0 })
      .where("vault_id", "=", vault)
      .where(
        "seq",
        "in",
        due.map(({ seq }) => seq),
      )
      .execute();
    return due.length;
  });
}

async function clearManifests(db: Kysely<Schema>, before: string): Promise<number> {
  const cleared = await db
    .deleteFrom("vault_manifest")
    .where((eb) =>
      eb.exists(
        eb
          .selectFrom("vault")
          .select("vault.id")
          .whereRef("vault.id", "=", "vault_manifest.vault_id")
          .whereRef("vault.manifest_seq", "!=", "vault_manifest.seq")
          .where("vault.changed_at", "<=", before),
      ),
    )
    .returning("seq")
    .execute();
  return cleared.length;
}
