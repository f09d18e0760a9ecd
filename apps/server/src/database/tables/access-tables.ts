import type { AccessEventKind, ServerEventKind } from "@candor/core/access/access-log.ts";

export type AccessTables = {
  page_access_event: PageAccessEventTable;
  server_event: ServerEventTable;
  access_change: AccessChangeTable;
  used_socket_ticket: { nonce: string; expires_at: string };
};

/** Who could read a page and who did, told to its two members; see `noteAccess`. Names, no accounts. */
export type PageAccessEventTable = {
  pair_id: string;
  /** of an opening the beginning of its day: nothing finer is kept */
  at: string;
  kind: AccessEventKind;
  /** whose seat it is about; empty: the page's as a whole */
  member: "a" | "b" | "";
  /** as whoever held the seat was called then */
  name: string;
  /** whose doing it was; empty: neither of the two */
  actor: "a" | "b" | "";
};

/** What whoever hosts the server did with all pages at once. */
export type ServerEventTable = { id: string; at: string; kind: ServerEventKind };

/** That access may have ended; see `access/change-mark.ts`. On SQLite one row. */
export type AccessChangeTable = {
  /** on PostgreSQL the transaction's; on SQLite a count */
  number: number;
  /** milliseconds since 1970; on SQLite nothing */
  at: number;
};
