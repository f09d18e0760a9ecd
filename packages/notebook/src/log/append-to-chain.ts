import type { NewNoteRecord } from "@candor/protocol/http/notebook.ts";
import { fromBase64url, toBase64url } from "../bytes/base64url.ts";
import type { Bytes, Random } from "../bytes/bytes.ts";
import { readRecord } from "../record/open-record.ts";
import { HASH_BYTES, type Heads, type RecordHeader } from "../record/record-header.ts";
import { sealRecord } from "../record/seal-record.ts";
import { SALT_BYTES } from "../seal/seal-under.ts";
import type { DocumentKeys } from "../vault/document-keys.ts";
import { type KnownLog, rememberHash } from "./known-log.ts";

/** Where a record is written. */
export type ChainEnd = { vault: string; device: string; keys: DocumentKeys; known: KnownLog };

/**
 * Seals an update as the next record of this device. Offline too: records may be made ahead of what the server has. Two
 * tabs of one device share the chain and must take turns (Web Locks); `known` is to be kept together with the record.
 */
export async function appendToChain(
  end: ChainEnd,
  update: Bytes,
  random: Random,
): Promise<{ record: NewNoteRecord; known: KnownLog }> {
  return append(end, { kind: "update" }, update, random);
}

/** What a snapshot says of itself inside its header. */
export type SnapshotPart = Pick<Extract<RecordHeader, { kind: "snapshot" }>, "kind" | "covers" | "parent">;

export async function append(
  { vault, device, keys, known }: ChainEnd,
  kind: { kind: "update" } | SnapshotPart,
  body: Bytes,
  random: Random,
): Promise<{ record: NewNoteRecord; known: KnownLog; hash: Bytes }> {
  const key = keys.byEpoch.get(keys.newest);
  if (!key) throw new Error("a document's newest key is missing");
  const dseq = (known.tip?.dseq ?? 0) + 1;
  const prev = known.tip?.hash ?? new Uint8Array(HASH_BYTES);
  const common = { vault, doc: keys.doc, epoch: keys.newest, device, dseq, prev };
  const header: RecordHeader = { ...common, seen: seenOfOthers(known, device), salt: random(SALT_BYTES), ...kind };
  const { bytes, hash } = await sealRecord(key, header, body);
  const tip = { dseq, hash };
  const hashes = new Map(known.hashes as Map<string, Map<number, Bytes>>).set(
    device,
    new Map(known.hashes.get(device)),
  );
  rememberHash(hashes, device, tip);
  return {
    record: { doc: keys.doc, device, dseq, kind: kind.kind, bytes: toBase64url(bytes) },
    known: { ...known, tip, hashes },
    hash,
  };
}

/** The server has stored this record of this device: from now on it must not have fewer. */
export async function confirmAppended(known: KnownLog, record: NewNoteRecord): Promise<KnownLog> {
  const bytes = fromBase64url(record.bytes);
  const read = bytes && (await readRecord(bytes));
  if (!bytes || !read || (known.heads.get(record.device)?.dseq ?? 0) >= record.dseq) return known;
  const head = { dseq: record.dseq, hash: read.hash, epoch: read.header.epoch };
  const heads = new Map(known.heads).set(record.device, head);
  return { ...known, heads, bytesSince: known.bytesSince + bytes.length };
}

function seenOfOthers(known: KnownLog, device: string): Heads {
  return new Map([...known.heads].filter(([id]) => id !== device).map(([id, { dseq, hash }]) => [id, { dseq, hash }]));
}
