import type { NewNoteRecord } from "@candor/protocol/http/notebook.ts";
import type { Bytes, Random } from "../bytes/bytes.ts";
import type { Head } from "../record/record-header.ts";
import { append, type ChainEnd } from "./append-to-chain.ts";
import type { KnownLog } from "./known-log.ts";

const DUE_RECORDS = 200;
const DUE_BYTES = 256 * 1024;

/** Whether so much was written since the last snapshot that opening the document gets slow. */
export function isCompactionDue(known: KnownLog): boolean {
  return recordsSince(known) >= DUE_RECORDS || known.bytesSince >= DUE_BYTES;
}

/** How many stored records no snapshot stands for. */
export function recordsSince({ heads, snapshot }: KnownLog): number {
  return [...heads].reduce((sum, [device, { dseq }]) => sum + dseq - (snapshot?.covers.get(device)?.dseq ?? 0), 0);
}

/**
 * Writes a document down whole, in place of all records that the server is known to have. It is put by compare-and-set
 * on the snapshot before: of two tabs or devices that do it at once, one is refused and forgets what it made, `known`
 * included. Not before everything of this device is stored: a record on top of a refused one would follow on nothing.
 *
 * Once it was read back and verified, hand what was read to checkLog, together with `known` as it is returned here: that
 * takes it over as the snapshot which counts.
 *
 * @param state the document with at least every record of `known.heads` in it.
 * @returns null while records of this device wait to be stored.
 */
export async function makeSnapshot(
  end: ChainEnd,
  state: Bytes,
  random: Random,
): Promise<{ record: NewNoteRecord; known: KnownLog } | null> {
  const { known, device } = end;
  if ((known.tip?.dseq ?? 0) !== (known.heads.get(device)?.dseq ?? 0)) return null;
  const covers = new Map<string, Head>([...known.heads].map(([id, { dseq, hash }]) => [id, { dseq, hash }]));
  const parent = known.snapshot?.hash ?? null;
  const made = await append(end, { kind: "snapshot", covers, parent }, state, random);
  const numbers = Object.fromEntries([...covers].map(([id, { dseq }]) => [id, dseq]));
  const snapshot = { covers: numbers, parent: known.snapshot?.seq ?? null };
  return { record: { ...made.record, snapshot }, known: made.known };
}
