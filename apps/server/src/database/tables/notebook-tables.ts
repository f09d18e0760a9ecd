export type NotebookTables = {
  vault: VaultTable;
  vault_manifest: VaultManifestTable;
  note_head: NoteHeadTable;
  note_record: NoteRecordTable;
};

/** Somebody's private notes, of which the server can read nothing. */
export type VaultTable = {
  /** made by the client */
  id: string;
  user_id: string;
  /** the lowest of a person's is in use; others came with a sign-in */
  rank: number;
  /** of its newest manifest */
  manifest_seq: number;
  /** of its newest record. Whoever appends locks the row by it, so that numbers become visible in their order */
  head_seq: number;
  /** what its records take up */
  bytes: number;
  made_at: string;
  changed_at: string;
};

/** The newest manifest and a few before it. */
export type VaultManifestTable = {
  vault_id: string;
  seq: number;
  at: string;
  manifest: Uint8Array;
};

/** How far a device has come in a document; outlives the records. */
export type NoteHeadTable = {
  vault_id: string;
  doc: string;
  device: string;
  dseq: number;
};

export type NoteRecordTable = {
  vault_id: string;
  /** counts within the vault, above the restore epoch times a million */
  seq: number;
  doc: string;
  device: string;
  dseq: number;
  kind: "update" | "snapshot";
  at: string;
  /** of kind and bytes, so that the same record is known again when its bytes have been cleared away */
  digest: string;
  /** of `bytes`; 0 once they have been cleared away */
  size: number;
  /** JSON, of a snapshot: up to which number of each device it stands for */
  covers: string | null;
  /** of a snapshot: the one it followed; null: the first */
  parent: number | null;
  /** of a snapshot: when a later session had read it back */
  confirmed_at: string | null;
  /** the confirmed snapshot that stands for this record */
  covered_by: number | null;
  /** the last column, so that SQLite need not read through them for the others */
  bytes: Uint8Array | null;
};
