import { type Bytes, sameBytes } from "../bytes/bytes.ts";
import type { Head, Heads } from "../record/record-header.ts";

/**
 * What a device knows of the log of one document; kept with its copy of the document, changed in the same transaction.
 * Nothing in it is secret.
 */
export type KnownLog = {
  /** the highest the server has stored of each device, as far as it was read here, or acknowledged */
  heads: ReadonlyMap<string, KnownHead>;
  /** end of this device's own chain, whether stored yet or not; null: it wrote nothing here */
  tip: Head | null;
  /** hashes by number, of each device's newest records: what others say that they saw is compared with them */
  hashes: ReadonlyMap<string, ReadonlyMap<number, Bytes>>;
  /** the snapshot that stands for most, of those found good */
  snapshot: { seq: number; hash: Bytes; covers: Heads } | null;
  /** bytes of the records that no snapshot covers; says when to compact */
  bytesSince: number;
  /** a snapshot of this device that was sent, and of which nobody knows yet whether it is stored; it is not in `tip` */
  offered?: Head | null;
};

/** `epoch` of its document key; 0 where it is known from a snapshot alone. */
export type KnownHead = Head & { epoch: number };

/** A log of which nothing is known yet. */
export const EMPTY_LOG: KnownLog = { heads: new Map(), tip: null, hashes: new Map(), snapshot: null, bytesSince: 0 };

/** More than there ever are between two snapshots. */
const HASHES_KEPT = 512;

/** Notes it down; for each device the newest stay. */
export function rememberHash(hashes: Map<string, Map<number, Bytes>>, device: string, head: Head): void {
  const own = hashes.get(device) ?? new Map<number, Bytes>();
  hashes.set(device, own.set(head.dseq, head.hash));
  if (own.size <= HASHES_KEPT) return;
  own.delete(Math.min(...own.keys()));
}

/**
 * The same without what this browser wrote and nobody has stored, under this id or one that it had before. Records that
 * were not stored are then to be written anew, on top of what is.
 */
export function withoutUnsent(known: KnownLog, device: string): KnownLog {
  const head = known.heads.get(device);
  const stored = [...known.hashes].map(([id, hashes]) => {
    const most = known.heads.get(id)?.dseq ?? 0;
    return [id, new Map([...hashes].filter(([dseq]) => dseq <= most))] as const;
  });
  return { ...known, tip: head ? { dseq: head.dseq, hash: head.hash } : null, hashes: new Map(stored) };
}

/** Whether the chain that this browser would go on with is that of another id. */
export function isTipOfAnother({ tip, hashes }: KnownLog, device: string): boolean {
  const own = tip && hashes.get(device)?.get(tip.dseq);
  return tip !== null && !(own && sameBytes(own, tip.hash));
}
