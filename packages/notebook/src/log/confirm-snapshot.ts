import type { NewNoteRecord, StoredNoteRecord } from "@candor/protocol/http/notebook.ts";
import type { Bytes } from "../bytes/bytes.ts";
import type { DocumentKeys } from "../vault/document-keys.ts";
import { checkLog, type LogReader } from "./check-log.ts";
import { EMPTY_LOG } from "./known-log.ts";
import { openAll, readLog } from "./read-log.ts";

/** Whether two ways to the same document come out the same; given by who knows what a document is. */
export type SameState = (a: readonly Bytes[], b: readonly Bytes[]) => boolean;

/**
 * Reads a snapshot back after it was written: the same bytes, they open, and what they hold is the document.
 *
 * @param state what the snapshot was made of.
 */
export async function verifySnapshot(
  at: { vault: string; keys: DocumentKeys },
  written: NewNoteRecord,
  readBack: StoredNoteRecord,
  state: Bytes,
  sameState: SameState,
): Promise<boolean> {
  if (readBack.bytes !== written.bytes) return false;
  const body = await bodyOf(at, readBack);
  return body !== null && sameState([body], [state]);
}

export type ConfirmedSnapshot =
  | { type: "confirmed" }
  /** it does not hold what the records hold: nothing of them may be dropped */
  | { type: "differs" }
  /** not all that it covers is there, or not all of that is whole, so that there is nothing to compare with */
  | { type: "cannot_tell" };

/**
 * Compares a snapshot with the records it covers, in a later session than the one that wrote it. Thirty days after it was
 * written the server lets go of what a confirmed one covers.
 *
 * @param records everything the server has of this document up to the snapshot; with the snapshot before, if there is one.
 */
export async function confirmSnapshot(
  reader: Omit<LogReader, "known">,
  snapshot: StoredNoteRecord,
  records: readonly StoredNoteRecord[],
  sameState: SameState,
): Promise<ConfirmedSnapshot> {
  const { records: read } = await readLog({ vault: reader.vault, doc: reader.keys.doc }, [snapshot]);
  const header = read[0]?.header;
  const body = await bodyOf(reader, snapshot);
  if (header?.kind !== "snapshot" || !body) return { type: "differs" };
  const covered = records.filter(({ device, dseq }) => dseq <= (header.covers.get(device)?.dseq ?? 0));
  const checked = await checkLog({ ...reader, known: EMPTY_LOG }, { records: covered, whole: false });
  const complete = [...header.covers].every(([device, { dseq }]) => checked.known.heads.get(device)?.dseq === dseq);
  if (!complete) return { type: "cannot_tell" };
  return sameState(
    [body],
    checked.opened.map((one) => one.body),
  )
    ? { type: "confirmed" }
    : { type: "differs" };
}

async function bodyOf(at: { vault: string; keys: DocumentKeys }, stored: StoredNoteRecord): Promise<Bytes | null> {
  const { records } = await readLog({ vault: at.vault, doc: at.keys.doc }, [stored]);
  return (await openAll(at.keys, records)).opened[0]?.body ?? null;
}
