/*
 * What the server keeps of a notebook: bytes that it cannot read, and the little that it must know to keep them in
 * order. All bytes travel as base64url without padding. See docs/decisions/0019-the-notebook.md.
 */

/** The newest manifest of a vault: key slots, wrapped document keys and devices, under a MAC that the server cannot make. */
export type VaultState = {
  vault: string;
  /** raised by one with each manifest; what a client has seen it never accepts lower */
  seq: number;
  manifest: string;
  /** raised by whoever restores the server from a backup; explains a log that is shorter than a device remembers */
  restoreEpoch: number;
  changedAt: string;
};

/** Replaces the manifest if it is still the one numbered `follows`; 0 makes the vault. Else: conflict, with the newest. */
export type PutManifest = { follows: number; manifest: string };

export type NoteRecordKind = "update" | "snapshot";

/** One record as a device appends it. */
export type NewNoteRecord = {
  doc: string;
  device: string;
  /** counts the records of this device in this document from 1, without a gap */
  dseq: number;
  kind: NoteRecordKind;
  /** sealed header and body */
  bytes: string;
  /** with a snapshot: what it stands for, and the snapshot it follows (null: the first) */
  snapshot?: { covers: Record<string, number>; parent: number | null };
};

/** One record as it is read back. */
export type StoredNoteRecord = NewNoteRecord & {
  /** orders the records of a vault; only grows, gaps mean nothing */
  seq: number;
  at: string;
};

/** All or none of them; the same bytes again are no fault. */
export type AppendNoteRecords = { records: NewNoteRecord[] };
export type AppendedNoteRecords = { seqs: number[] };

export type NoteRecordsPage = { records: StoredNoteRecord[]; more: boolean };
