import type { CoWriterId, MemberId } from "@candor/core/person/member.ts";
import type { Generated } from "kysely";

export type PageLogTables = {
  page_log: PageLogTable;
  page_session: PageSessionTable;
  page_snapshot: PageSnapshotTable;
  page_volume: PageVolumeTable;
  page_state: PageStateTable;
};

/** Append-only, in the order of commits, with no index but its row order: an append must cost one write and one sync. */
export type PageLogTable = {
  seq: Generated<number>;
  /** the row before it of the same page, 0 where there is none: a page's rows are found by walking back from its head */
  prev: number;
  /** `page_session.id`, through which the page and the user are found */
  session_id: number;
  cseq: number;
  /** a seat of a page; "p1" and so on, who takes part in an artifact */
  member: MemberId | CoWriterId;
  at: string;
  update: Uint8Array;
};

/** A Yjs clientID and push session, bound to a user of a page for good. */
export type PageSessionTable = {
  id: Generated<number>;
  page: string;
  session: string;
  user_id: string;
  client_id: number;
  /** the newest stored push; on SQLite as far as the setting `log_noted_seq` says */
  stored_cseq: Generated<number>;
};

/** Whole states of a page, the newest for opening, older ones for history. */
export type PageSnapshotTable = {
  page: string;
  /** the newest log row it holds */
  seq: number;
  at: string;
  schema_version: number;
  state: Uint8Array;
  state_vector: Uint8Array;
};

/** What a page held of a past year, taken out of it so that it opens flat. */
export type PageVolumeTable = {
  page: string;
  year: number;
  /** a volume file, see the document package */
  state: Uint8Array;
  sealed_at: string;
};

/** What the server knows about a page beside its content. */
export type PageStateTable = {
  page: string;
  /** its newest log row; on SQLite as far as the setting `log_noted_seq` says */
  head_seq: Generated<number>;
  /** the log row up to which topics, meetings, actions and search entries are */
  projected_seq: Generated<number>;
  /** JSON: what of the page is projected, as digests by table and id, so that only what changed is written */
  projected_digests: string | null;
  /** set while the log holds something that cannot be applied: the page is read-only until somebody looks */
  quarantined_at: string | null;
  quarantine_reason: string | null;
};
