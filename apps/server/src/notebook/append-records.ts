import type { Kysely } from "kysely";
import type { Schema } from "../database/schema.ts";
import type { NotebookLimits } from "./notebook-limits.ts";
import {
  type AppendPlan,
  type ComingRecord,
  deviceKey,
  type HeldRecords,
  numberKey,
  planAppend,
} from "./plan-append.ts";

export type AppendOutcome =
  | { type: "appended"; seqs: number[]; stored: number }
  | { type: "not_found" }
  | { type: "notebook_full" }
  | Exclude<AppendPlan, { type: "append" }>;

/** What a row takes up beside its bytes, about; it stays when the bytes go. */
export const ROW_BYTES = 256;

// A full notebook can still be tidied up, or it would stay full for ever.
const TIDYING_SHARE = 1 / 8;

// Room between two restores: an epoch is the second of the restore, so numbers above it were given by nobody before.
const SEQS_AN_EPOCH = 1_000_000;

/**
 * Appends all records or none, in one transaction. Whoever appends to a vault waits for whoever does so before them, and
 * numbers are given under the same lock: a reader who has seen one has seen all before it, on every node.
 */
export async function appendRecords(
  db: Kysely<Schema>,
  { vault, userId }: { vault: string; userId: string },
  records: readonly ComingRecord[],
  { restoreEpoch, mostBytes }: NotebookLimits,
  now: Date,
): Promise<AppendOutcome> {
  return db.transaction().execute(async (tx): Promise<AppendOutcome> => {
    const locked = await lockVault(tx, vault, userId);
    if (!locked) return { type: "not_found" };
    const last = Math.max(locked.head_seq, restoreEpoch * SEQS_AN_EPOCH);
    const plan = planAppend(records, await readHeld(tx, vault, records, last));
    if (plan.type !== "append") return plan;
    const { seqs, fresh } = plan;
    if (fresh.length === 0) return { type: "appended", seqs, stored: 0 };
    const added = fresh.reduce((sum, { record }) => sum + sizeOf(record), 0);
    const isTidying = fresh.every(({ record }) => record.kind === "snapshot");
    const most = isTidying ? mostBytes * (1 + TIDYING_SHARE) : mostBytes;
    if ((await usedBytes(tx, userId)) + added > most) return { type: "notebook_full" };
    const at = now.toISOString();
    await tx
      .insertInto("note_record")
      .values(
        fresh.map(({ record: { snapshot, ...record }, seq }) => ({
          ...{ vault_id: vault, seq, at, ...record, size: record.bytes.length },
          ...{
            covers: snapshot && JSON.stringify(snapshot.covers),
            parent: snapshot?.parent ?? null,
            confirmed_at: null,
            covered_by: null,
          },
        })),
      )
      .execute();
    const heads = new Map(fresh.map(({ record }) => [deviceKey(record), record]));
    await tx
      .insertInto("note_head")
      .values([...heads.values()].map(({ doc, device, dseq }) => ({ vault_id: vault, doc, device, dseq })))
      .onConflict((conflict) =>
        conflict.columns(["vault_id", "doc", "device"]).doUpdateSet((eb) => ({ dseq: eb.ref("excluded.dseq") })),
      )
      .execute();
    const head = fresh.at(-1)?.seq ?? last;
    await tx
      .updateTable("vault")
      .set((eb) => ({ head_seq: head, bytes: eb("bytes", "+", added) }))
      .where("id", "=", vault)
      .execute();
    return { type: "appended", seqs, stored: fresh.length };
  });
}

/** What a snapshot says that it covers is kept as text beside it, and may be far longer than its bytes. */
function sizeOf({ bytes, snapshot }: ComingRecord): number {
  return bytes.length + ROW_BYTES + (snapshot ? JSON.stringify(snapshot.covers).length : 0);
}

/** An update that changes nothing, which both engines answer by holding the row until the transaction ends. */
export async function lockVault(
  tx: Kysely<Schema>,
  vault: string,
  userId: string,
): Promise<{ head_seq: number } | undefined> {
  return tx
    .updateTable("vault")
    .set((eb) => ({ rank: eb.ref("rank") }))
    .where("id", "=", vault)
    .where("user_id", "=", userId)
    .returning("head_seq")
    .executeTakeFirst();
}

export async function usedBytes(db: Kysely<Schema>, userId: string): Promise<number> {
  const { used } = await db
    .selectFrom("vault")
    .select((eb) => eb.fn.sum<number | string | null>("bytes").as("used"))
    .where("user_id", "=", userId)
    .executeTakeFirstOrThrow();
  return Number(used ?? 0);
}

async function readHeld(
  tx: Kysely<Schema>,
  vault: string,
  records: readonly ComingRecord[],
  last: number,
): Promise<HeldRecords> {
  const docs = [...new Set(records.map(({ doc }) => doc))];
  const heads = await tx
    .selectFrom("note_head")
    .select(["doc", "device", "dseq"])
    .where("vault_id", "=", vault)
    .where("doc", "in", docs)
    .execute();
  const headOf = new Map(heads.map((head) => [deviceKey(head), head.dseq]));
  const stored = new Map<string, { seq: number; digest: string }>();
  for (const { doc, device, first, end } of again(records, headOf)) {
    const rows = await tx
      .selectFrom("note_record")
      .select(["seq", "dseq", "digest"])
      .where("vault_id", "=", vault)
      .where("doc", "=", doc)
      .where("device", "=", device)
      .where("dseq", ">=", first)
      .where("dseq", "<=", end)
      .execute();
    for (const { seq, dseq, digest } of rows) stored.set(numberKey({ doc, device, dseq }), { seq, digest });
  }
  const tidied = docs.filter((doc) => records.some((record) => record.doc === doc && record.snapshot));
  const snapshots = new Map<string, number>();
  if (tidied.length > 0) {
    const rows = await tx
      .selectFrom("note_record")
      .select((eb) => ["doc", eb.fn.max("seq").as("seq")])
      .where("vault_id", "=", vault)
      .where("doc", "in", tidied)
      .where("kind", "=", "snapshot")
      .groupBy("doc")
      .execute();
    for (const { doc, seq } of rows) snapshots.set(doc, Number(seq));
  }
  return { heads: headOf, stored, snapshots, last };
}

/** Of each device the span of numbers that come and may be there already. */
function again(records: readonly ComingRecord[], headOf: ReadonlyMap<string, number>) {
  const spans = new Map<string, { doc: string; device: string; first: number; end: number }>();
  for (const record of records) {
    const { doc, device, dseq } = record;
    if (dseq > (headOf.get(deviceKey(record)) ?? 0)) continue;
    const span = spans.get(deviceKey(record)) ?? { doc, device, first: dseq, end: dseq };
    spans.set(deviceKey(record), { ...span, first: Math.min(span.first, dseq), end: Math.max(span.end, dseq) });
  }
  return spans.values();
}
