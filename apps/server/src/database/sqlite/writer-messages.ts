/** A value as SQLite keeps it. */
export type SqliteValue = null | number | bigint | string | Uint8Array;

export type Statement = { sql: string; parameters: readonly SqliteValue[] };

/** Rows for the log, columns side by side, so that thousands cross to the thread as a handful of buffers. */
export type PackedRows = {
  seqs: Float64Array;
  prevs: Float64Array;
  sessionIds: Float64Array;
  cseqs: Float64Array;
  /** 0 for seat a, 1 for seat b */
  members: Uint8Array;
  /** milliseconds since 1970 */
  times: Float64Array;
  /** bytes of each update; `updates` holds them one after the other */
  lengths: Uint32Array;
  updates: Uint8Array;
};

export type WriterRequest =
  /** one statement, on its own or within the transaction that is open */
  | { type: "query"; id: number; statement: Statement }
  /** all or nothing */
  | { type: "batch"; id: number; statements: readonly Statement[] }
  | { type: "append"; id: number; rows: PackedRows; also: readonly Statement[] }
  /** moves what was committed from the write-ahead log into the file */
  | { type: "checkpoint"; id: number }
  | { type: "close"; id: number };

export type QueryResult = { rows: Record<string, SqliteValue>[]; changes: number; lastRowId: number | bigint };

export type WriterReply =
  | { type: "done"; id: number; result: QueryResult | null }
  | { type: "failed"; id: number; message: string; code: number };

/** The first message of the thread. */
export type WriterStarted = { type: "started"; sqliteVersion: string } | { type: "refused"; message: string };

export type WriterData = {
  path: string;
  /** "OFF" loses acknowledged writes at a power cut: for the control run of the durability audit alone */
  synchronous: "FULL" | "OFF";
};
