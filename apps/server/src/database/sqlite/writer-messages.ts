import type { PackedRows } from "./packed-rows.ts";

/** A value as SQLite keeps it. */
export type SqliteValue = null | number | bigint | string | Uint8Array;

export type Statement = { sql: string; parameters: readonly SqliteValue[] };

export type WriterRequest =
  /** one statement, on its own or within the transaction that is open */
  | { type: "query"; id: number; statement: Statement }
  /** all or nothing */
  | { type: "batch"; id: number; statements: readonly Statement[] }
  | { type: "append"; id: number; rows: PackedRows; also: readonly Statement[] | null }
  /** moves what was committed from the write-ahead log into the file */
  | { type: "checkpoint"; id: number }
  | { type: "close"; id: number };

export type QueryResult = { rows: Record<string, SqliteValue>[]; changes: number; lastRowId: number | bigint };

export type WriterReply =
  /** the id of a request that was done and has no result: most are, and a number is quicker than an object */
  | number
  | { type: "done"; id: number; result: QueryResult }
  | { type: "failed"; id: number; message: string; code: number };

/** The first message of the thread. */
export type WriterStarted = { type: "started"; sqliteVersion: string } | { type: "refused"; message: string };

export type WriterData = {
  path: string;
  /** "OFF" loses acknowledged writes at a power cut: for the control run of the durability audit alone */
  synchronous: "FULL" | "OFF";
  /** a server may have the file open: for the few small writes of the command line */
  isBeside?: boolean;
};
