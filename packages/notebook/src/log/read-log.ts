import type { StoredNoteRecord } from "@candor/protocol/http/notebook.ts";
import { fromBase64url } from "../bytes/base64url.ts";
import type { Bytes } from "../bytes/bytes.ts";
import { openRecord, type ReadRecord, readRecord } from "../record/open-record.ts";
import type { Heads } from "../record/record-header.ts";
import type { DocumentKeys } from "../vault/document-keys.ts";
import type { LogAlarm } from "./log-alarm.ts";

/** A record of the log that is what it is passed off as, as far as one can tell without opening it. */
export type LogRecord = ReadRecord & { stored: StoredNoteRecord; size: number };
export type OpenedRecord = LogRecord & { body: Bytes };

export async function readLog(
  at: { vault: string; doc: string },
  stored: readonly StoredNoteRecord[],
): Promise<{ records: LogRecord[]; alarms: LogAlarm[] }> {
  const alarms: LogAlarm[] = [];
  const records: LogRecord[] = [];
  for (const one of stored) {
    const bytes = fromBase64url(one.bytes);
    const read = bytes && (await readRecord(bytes));
    if (!read) alarms.push({ type: "unreadable", seq: one.seq });
    else if (!isWhatItIsCalled(at, one, read)) alarms.push({ type: "spliced", seq: one.seq });
    else records.push({ ...read, stored: one, size: bytes.length });
  }
  return { records, alarms };
}

/** Opens what it can; the rest is alarms. */
export async function openAll(
  keys: DocumentKeys,
  records: readonly LogRecord[],
): Promise<{ opened: OpenedRecord[]; alarms: LogAlarm[] }> {
  const alarms: LogAlarm[] = [];
  const opened: OpenedRecord[] = [];
  const bodies = await Promise.all(
    records.map(({ header }, at) => {
      const key = keys.byEpoch.get(header.epoch);
      const record = records[at];
      return key && record ? openRecord(key, record) : "no_key";
    }),
  );
  for (const [at, record] of records.entries()) {
    const { seq } = record.stored;
    const { device, dseq, epoch } = record.header;
    const body = bodies[at];
    if (body === "no_key") alarms.push({ type: "unknown_key", seq, epoch });
    else if (!body) alarms.push({ type: "not_openable", seq, device, dseq });
    else opened.push({ ...record, body });
  }
  return { opened, alarms };
}

function isWhatItIsCalled(at: { vault: string; doc: string }, stored: StoredNoteRecord, { header }: ReadRecord) {
  return (
    header.vault === at.vault &&
    header.doc === at.doc &&
    stored.doc === at.doc &&
    header.device === stored.device &&
    header.dseq === stored.dseq &&
    header.kind === stored.kind
  );
}

/** Whether the server was told of a snapshot what stands inside it; it goes by that when it drops what is covered. */
export function isLabelledRight({ stored, header }: LogRecord): boolean {
  if (header.kind === "update") return stored.snapshot === undefined;
  const said = stored.snapshot;
  return (
    said !== undefined && (said.parent === null) === (header.parent === null) && sameNumbers(said.covers, header.covers)
  );
}

function sameNumbers(said: Record<string, number>, covers: Heads): boolean {
  const entries = Object.entries(said);
  return entries.length === covers.size && entries.every(([device, dseq]) => covers.get(device)?.dseq === dseq);
}
