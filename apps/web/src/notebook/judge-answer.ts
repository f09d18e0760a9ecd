import { ID } from "@candor/notebook/record/record-header.ts";
import type { AppendedNoteRecords, NoteHeads, NoteRecordsPage, VaultState } from "@candor/protocol/http/notebook.ts";

/*
 * The shape of what the server answers, as far as a device relies on it. A server that answers something else answers
 * nothing; what is sealed inside is judged where it is opened.
 */

export const isNothing = (value: unknown): value is undefined => value === undefined;

export const isVaultState = (value: unknown): value is VaultState =>
  has(value, { vault: isId, manifest: isText, seq: isCount, restoreEpoch: isCount });

export const isVaultList = (value: unknown): value is VaultState[] => areAll(value, isVaultState);

export const isHeads = (value: unknown): value is NoteHeads => has(value, { heads: (heads) => areAll(heads, isHead) });

export const isAppended = (value: unknown): value is AppendedNoteRecords =>
  has(value, { seqs: (seqs) => areAll(seqs, isSeq) });

export const isRecordsPage = (value: unknown): value is NoteRecordsPage => has(value, { records: Array.isArray });

/** A page without what has not the shape of a record, and how many of those there were. */
export type SortedPage = NoteRecordsPage & { misshapen: number };

/** One that was spoilt says nothing about the others, which are as good as they were. */
export function sortOut(page: NoteRecordsPage): SortedPage {
  const records = page.records.filter(isRecord);
  return { ...page, records, misshapen: page.records.length - records.length };
}

type Judge = (value: unknown) => boolean;

const isRecord: Judge = (value) => isHead(value) && has(value, { seq: isSeq, bytes: isText, snapshot: isLabel });

/** Whether its numbers are right is judged with the record. */
const isLabel: Judge = (value) => isNothing(value) || has(value, { covers: (covers) => has(covers, {}) });

const isHead: Judge = (value) => has(value, { doc: isId, device: isId, dseq: isCount });

const isText: Judge = (value) => typeof value === "string";

const isId: Judge = (value) => isText(value) && ID.test(String(value));

const isCount: Judge = (value) => Number.isSafeInteger(value) && Number(value) >= 0;

/** 0 would say that a record is still to be sent. */
const isSeq: Judge = (value) => isCount(value) && value !== 0;

const areAll = (value: unknown, isOne: Judge) => Array.isArray(value) && value.every(isOne);

function has(value: unknown, fields: Record<string, Judge>): boolean {
  if (typeof value !== "object" || value === null) return false;
  return Object.entries(fields).every(([name, isRight]) => isRight((value as Record<string, unknown>)[name]));
}
