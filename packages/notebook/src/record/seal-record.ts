import { ByteWriter } from "../bytes/byte-writer.ts";
import type { Bytes } from "../bytes/bytes.ts";
import { sha256 } from "../seal/derive.ts";
import { sealUnder } from "../seal/seal-under.ts";
import { pad } from "./padding.ts";
import { type RecordHeader, writeHeader } from "./record-header.ts";

export const RECORD_VERSION = 1;
export const RECORD_LABEL = "1on1/v1/rec";

export type SealedRecord = { bytes: Bytes; hash: Bytes };

/** @param key that of the document and epoch which the header names. */
export async function sealRecord(key: CryptoKey, header: RecordHeader, body: Uint8Array): Promise<SealedRecord> {
  const written = writeHeader(header);
  const context = await sha256(written);
  const use = { label: RECORD_LABEL, context, salt: header.salt };
  const sealed = await sealUnder(key, use, pad(header.kind, body));
  const bytes = new ByteWriter().u8(RECORD_VERSION).bytes(written).fixed(sealed).done();
  return { bytes, hash: await sha256(bytes) };
}
