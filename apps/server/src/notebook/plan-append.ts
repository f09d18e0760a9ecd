import type { NoteHead, NoteRecordKind } from "@candor/protocol/http/notebook.ts";

/** A record as it came, its bytes read and their digest made. */
export type ComingRecord = {
  doc: string;
  device: string;
  dseq: number;
  kind: NoteRecordKind;
  bytes: Uint8Array;
  digest: string;
  snapshot: { covers: Record<string, number>; parent: number | null } | null;
};

/** What the vault holds of the documents that something comes for. */
export type HeldRecords = {
  /** by `numberKey` without a number: the newest of a device in a document */
  heads: ReadonlyMap<string, number>;
  /** by `numberKey`, as far as the same numbers come again */
  stored: ReadonlyMap<string, { seq: number; digest: string }>;
  /** by document, the newest */
  snapshots: ReadonlyMap<string, number>;
  /** the highest number that the vault has given */
  last: number;
};

export type AppendPlan =
  | { type: "append"; seqs: number[]; fresh: { record: ComingRecord; seq: number }[] }
  | {
      type: "record_gap" | "record_differs" | "snapshot_overtaken";
      head: NoteHead & { snapshot: number | null };
    };

export function deviceKey({ doc, device }: Pick<ComingRecord, "doc" | "device">): string {
  return `${doc} ${device}`;
}

export function numberKey(record: Pick<ComingRecord, "doc" | "device" | "dseq">): string {
  return `${deviceKey(record)} ${record.dseq}`;
}

/** Gives each record its number, those that are there already the one they have; or says what stands in the way of all. */
export function planAppend(records: readonly ComingRecord[], held: HeldRecords): AppendPlan {
  const heads = new Map(held.heads);
  const stored = new Map(held.stored);
  const snapshots = new Map(held.snapshots);
  const seqs: number[] = [];
  const fresh: { record: ComingRecord; seq: number }[] = [];
  let last = held.last;
  for (const record of records) {
    const { doc, device, dseq, digest, snapshot } = record;
    const newest = heads.get(deviceKey(record)) ?? 0;
    const head = { doc, device, dseq: newest, snapshot: snapshots.get(doc) ?? null };
    const same = stored.get(numberKey(record));
    if (same) {
      if (same.digest !== digest) return { type: "record_differs", head };
      seqs.push(same.seq);
      continue;
    }
    if (dseq <= newest) return { type: "record_differs", head };
    if (dseq > newest + 1) return { type: "record_gap", head };
    if (snapshot && snapshot.parent !== head.snapshot) return { type: "snapshot_overtaken", head };
    last += 1;
    seqs.push(last);
    fresh.push({ record, seq: last });
    heads.set(deviceKey(record), dseq);
    stored.set(numberKey(record), { seq: last, digest });
    if (snapshot) snapshots.set(doc, last);
  }
  return { type: "append", seqs, fresh };
}
