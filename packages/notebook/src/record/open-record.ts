import { ByteReader, Unreadable } from "../bytes/byte-reader.ts";
import type { Bytes } from "../bytes/bytes.ts";
import { sha256 } from "../seal/derive.ts";
import { openUnder } from "../seal/seal-under.ts";
import { unpad } from "./padding.ts";
import { type RecordHeader, readHeader } from "./record-header.ts";
import { RECORD_LABEL, RECORD_VERSION } from "./seal-record.ts";

const MOST_HEADER_BYTES = 256 * 1024;

/** A record taken apart; nothing in it is proven until {@link openRecord} has opened it. */
export type ReadRecord = { header: RecordHeader; written: Bytes; sealed: Bytes; hash: Bytes };

/** @returns null when these are not the bytes of a record. */
export async function readRecord(bytes: Bytes): Promise<ReadRecord | null> {
  try {
    const reader = new ByteReader(bytes);
    if (reader.u8() !== RECORD_VERSION) return null;
    const written = reader.bytes(MOST_HEADER_BYTES);
    return { header: readHeader(written), written, sealed: reader.rest(), hash: await sha256(bytes) };
  } catch (error) {
    if (error instanceof Unreadable) return null;
    throw error;
  }
}

/** Under which of its document's keys a record says that it is sealed. @returns null for what is no record. */
export function epochOf(bytes: Bytes): number | null {
  try {
    const reader = new ByteReader(bytes);
    return reader.u8() === RECORD_VERSION ? readHeader(reader.bytes(MOST_HEADER_BYTES)).epoch : null;
  } catch (error) {
    if (error instanceof Unreadable) return null;
    throw error;
  }
}

/** @returns the body, or null: not sealed under this key, or changed since. */
export async function openRecord(key: CryptoKey, record: ReadRecord): Promise<Bytes | null> {
  const context = await sha256(record.written);
  const padded = await openUnder(key, { label: RECORD_LABEL, context, salt: record.header.salt }, record.sealed);
  return padded && unpad(record.header.kind, padded);
}
