import type { Kysely } from "kysely";
import type { Schema } from "../database/schema.ts";
import { lockVault } from "./append-records.ts";
import type { OwnVault } from "./vaults.ts";

/**
 * Notes that a later session has read a snapshot back whole, and which records it stands for. They go thirty days after
 * it was written; see `clearCovered`.
 *
 * @returns false where there is no such snapshot of theirs.
 */
export async function confirmSnapshot(
  db: Kysely<Schema>,
  { vault, userId }: OwnVault,
  seq: number,
  now: Date,
): Promise<boolean> {
  return db.transaction().execute(async (tx) => {
    if (!(await lockVault(tx, vault, userId))) return false;
    const snapshot = await tx
      .selectFrom("note_record")
      .select(["doc", "covers", "confirmed_at"])
      .where("vault_id", "=", vault)
      .where("seq", "=", seq)
      .executeTakeFirst();
    if (!snapshot || snapshot.covers === null) return false;
    if (snapshot.confirmed_at !== null) return true;
    await tx
      .updateTable("note_record")
      .set({ confirmed_at: now.toISOString() })
      .where("vault_id", "=", vault)
      .where("seq", "=", seq)
      .execute();
    const covers: Record<string, number> = JSON.parse(snapshot.covers);
    const kept = await notStoodFor(tx, vault, { doc: snapshot.doc, seq, covers });
    for (const [device, dseq] of Object.entries(covers)) {
      let covered = tx
        .updateTable("note_record")
        .set({ covered_by: seq })
        .where("vault_id", "=", vault)
        .where("doc", "=", snapshot.doc)
        .where("device", "=", device)
        .where("dseq", "<=", dseq)
        .where("seq", "<", seq)
        .where("covered_by", "is", null);
      if (kept.length > 0) covered = covered.where("seq", "not in", kept);
      await covered.execute();
    }
    return true;
  });
}

/** Earlier snapshots that stand for more than this one says of itself: what they alone hold must not go with them. */
async function notStoodFor(
  tx: Kysely<Schema>,
  vault: string,
  { doc, seq, covers }: { doc: string; seq: number; covers: Record<string, number> },
): Promise<number[]> {
  const earlier = await tx
    .selectFrom("note_record")
    .select(["seq", "covers"])
    .where("vault_id", "=", vault)
    .where("doc", "=", doc)
    .where("kind", "=", "snapshot")
    .where("seq", "<", seq)
    .where("covered_by", "is", null)
    .execute();
  return earlier
    .filter(({ covers: theirs }) =>
      Object.entries(JSON.parse(theirs ?? "{}") as Record<string, number>).some(
        ([device, dseq]) => dseq > (covers[device] ?? 0),
      ),
    )
    .map((snapshot) => snapshot.seq);
}
