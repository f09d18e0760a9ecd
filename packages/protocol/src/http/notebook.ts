import type { Problem } from "./people.ts";

/*
 * What the server keeps of a notebook: bytes that it cannot read, and the little that it must know to keep them in
 * order. All bytes travel as base64url without padding. See docs/decisions/0019-the-notebook.md.
 *
 * Everybody who is signed in, without an account too, reaches their own vaults alone. Another's answers as one that
 * never was. A vault, a document and a device each have an id made at random, of 16 to 43 letters of base64url.
 *
 * GET    /api/notebook/vaults                               → VaultState[], the one in use first; none: []
 * GET    /api/notebook/vaults/:vault                        → VaultState
 * PUT    /api/notebook/vaults/:vault        PutManifest     → VaultState | ManifestConflict
 * DELETE /api/notebook/vaults/:vault                        → 204; for an account after a fresh sign-in, else `not_fresh`
 * GET    /api/notebook/vaults/:vault/manifests              → KeptManifest[], should the newest be spoilt
 * GET    /api/notebook/vaults/:vault/heads                  → NoteHeads
 * POST   /api/notebook/vaults/:vault/records                AppendNoteRecords → AppendedNoteRecords | RecordsConflict
 * GET    /api/notebook/vaults/:vault/records?after=&doc=&covered=&wait=  → NoteRecordsPage
 * POST   /api/notebook/vaults/:vault/snapshots/:seq/confirm → 204
 */

/** In bytes, before base64url; each is what is sealed, with all that is around it. */
export const MAX_MANIFEST_BYTES = 512 * 1024;
export const MAX_UPDATE_BYTES = 264 * 1024;
export const MAX_SNAPSHOT_BYTES = 4 * 1024 * 1024 + 512 * 1024;
/** of all records of one request; one greatest snapshot fits */
export const MAX_BATCH_BYTES = 5 * 1024 * 1024;
export const MAX_BATCH_RECORDS = 500;
/** seconds for which `wait` is taken; less than proxies commonly allow */
export const MAX_WAIT_SECONDS = 25;

/** The newest manifest of a vault: key slots, wrapped document keys and devices, under a MAC that the server cannot make. */
export type VaultState = {
  vault: string;
  /** only grows; what a client has seen it never accepts lower */
  seq: number;
  manifest: string;
  /** raised by whoever restores the server from a backup; explains a log that is shorter than a device remembers */
  restoreEpoch: number;
  changedAt: string;
  /** of the newest record, 0: there is none */
  head: number;
  /** what all vaults of this person take up on the server, and what they may */
  usedBytes: number;
  mostBytes: number;
};

/**
 * Replaces the manifest if it is still the one numbered `follows`; 0 makes the vault, which a person can who has none.
 * Several vaults come of signing in: one that was begun before moves to the account and stands behind that of the account.
 */
export type PutManifest = {
  follows: number;
  /** the number it gets; left out: `follows` + 1. Higher where a device has seen more than a restored server knows */
  seq?: number | undefined;
  manifest: string;
};

/** 409 `manifest_changed`, and `vault_exists` where a vault was to be made beside one: nothing was stored. */
export type ManifestConflict = Problem & { newest: VaultState };

/** An earlier manifest; the last few are kept, for thirty days at most. The newest first. */
export type KeptManifest = { seq: number; manifest: string; at: string };

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
  /** with a snapshot: up to which record of each device it stands for, and the `seq` of the one it follows (null: the first) */
  snapshot?: { covers: Record<string, number>; parent: number | null } | undefined;
};

/** One record as it is read back. */
export type StoredNoteRecord = NewNoteRecord & {
  /** orders the records of a vault; only grows, over a restored backup too, and gaps mean nothing */
  seq: number;
  at: string;
  /** with a snapshot: when a later session said that it had read it back whole; null: none has yet */
  confirmedAt?: string | null | undefined;
};

/** All or none of them; the same bytes again are no fault and get the same numbers. */
export type AppendNoteRecords = { records: NewNoteRecord[] };
export type AppendedNoteRecords = { seqs: number[] };

/**
 * 409, nothing was stored. `record_gap`: a number does not follow `dseq` of `head`; `record_differs`: that number has
 * other bytes; `snapshot_overtaken`: the newest snapshot of the document is `head.snapshot`. `notebook_full` has no head.
 */
export type RecordsConflict = Problem & {
  head?: (NoteHead & { snapshot: number | null }) | undefined;
};

/** The newest record of a device in a document, whether or not it is still kept. */
export type NoteHead = { doc: string; device: string; dseq: number };
export type NoteHeads = { head: number; heads: NoteHead[] };

/**
 * `after`: the `seq` of the last one read, 0 or left out: from the beginning. `doc`: of one document alone.
 * `covered=skip` leaves out what a confirmed snapshot stands for. `wait`: seconds to wait for one that is new; the answer
 * may come early and empty. `more`: ask again at once, after the last of these.
 */
export type NoteRecordsPage = { records: StoredNoteRecord[]; more: boolean };
