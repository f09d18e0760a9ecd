import type { DatabaseSync, StatementSync } from "node:sqlite";
import { parentPort, workerData } from "node:worker_threads";
import { openFile } from "./open-file.ts";
import { type PackedRows, readPackedRows } from "./packed-rows.ts";
import type {
  QueryResult,
  SqliteValue,
  Statement,
  WriterData,
  WriterReply,
  WriterRequest,
  WriterStarted,
} from "./writer-messages.ts";

// The thread that owns the only connection. It does one request after the other, in the order they were sent.

const MAX_PREPARED = 300;
const SQLITE_ERROR = 1;

start(workerData as WriterData);

function start({ path, synchronous, isBeside }: WriterData): void {
  const port = parentPort;
  if (port === null) throw new Error("the writer runs as a worker thread");
  const tell = (message: WriterReply | WriterStarted, transfer: ArrayBuffer[] = []) =>
    port.postMessage(message, transfer);

  let file: ReturnType<typeof openFile>;
  try {
    file = openFile(path, synchronous, isBeside);
  } catch (error) {
    tell({ type: "refused", message: error instanceof Error ? error.message : String(error) });
    port.close();
    return;
  }
  const prepare = preparedStatements(file.database);
  port.on("message", (request: WriterRequest) => {
    try {
      const result = perform(request, file.database, prepare);
      if (result === null) tell(request.id);
      else tell({ type: "done", id: request.id, result }, buffersOf(result));
    } catch (error) {
      const { message, errcode } = error as { message?: string; errcode?: number };
      tell({ type: "failed", id: request.id, message: message ?? String(error), code: errcode ?? SQLITE_ERROR });
    }
    if (request.type === "close") {
      file.lock?.close();
      port.close();
    }
  });
  tell({ type: "started", sqliteVersion: file.sqliteVersion });
}

type Prepared = { statement: StatementSync; givesRows: boolean };
type Prepare = (sql: string) => Prepared;

function perform(request: WriterRequest, database: DatabaseSync, prepare: Prepare): QueryResult | null {
  switch (request.type) {
    case "query":
      return query(request.statement, prepare);
    case "batch":
      return inTransaction(database, prepare, () => {
        for (const statement of request.statements) query(statement, prepare);
        return null;
      });
    case "append":
      return inTransaction(database, prepare, () => {
        append(request.rows, prepare);
        if (request.also !== null) for (const statement of request.also) query(statement, prepare);
        return null;
      });
    case "checkpoint":
      database.exec("pragma wal_checkpoint(passive)");
      return null;
    case "close":
      if (!database.isTransaction) database.exec("pragma wal_checkpoint(truncate)");
      database.close();
      return null;
  }
}

function query({ sql, parameters }: Statement, prepare: Prepare): QueryResult {
  const { statement, givesRows } = prepare(sql);
  if (givesRows) {
    const rows = statement.all(...parameters) as QueryResult["rows"];
    return { rows, changes: rows.length, lastRowId: 0 };
  }
  const { changes, lastInsertRowid } = statement.run(...parameters);
  return { rows: [], changes: Number(changes), lastRowId: lastInsertRowid };
}

function append(rows: PackedRows, prepare: Prepare): void {
  const { statement: insert } = prepare(
    'insert into page_log (seq, prev, session_id, cseq, member, at, "update") values (?, ?, ?, ?, ?, ?, ?)',
  );
  let lastTime = Number.NaN;
  let at = "";
  readPackedRows(rows, ({ prev, sessionId, cseq, member, time, update }, seq) => {
    if (time !== lastTime) {
      lastTime = time;
      at = new Date(time).toISOString();
    }
    insert.run(seq, prev, sessionId, cseq, member, at, update);
  });
}

function inTransaction<T>(database: DatabaseSync, prepare: Prepare, work: () => T): T {
  prepare("begin immediate").statement.run();
  try {
    const result = work();
    prepare("commit").statement.run();
    return result;
  } catch (error) {
    // SQLite has rolled back by itself after some failures, such as a full disk
    if (database.isTransaction) prepare("rollback").statement.run();
    throw error;
  }
}

function preparedStatements(database: DatabaseSync): Prepare {
  const prepared = new Map<string, Prepared>();
  return (sql) => {
    const known = prepared.get(sql);
    if (known !== undefined) {
      prepared.delete(sql);
      prepared.set(sql, known); // the one used longest ago stays first
      return known;
    }
    const statement = database.prepare(sql);
    const made = { statement, givesRows: statement.columns().length > 0 };
    prepared.set(sql, made);
    if (prepared.size > MAX_PREPARED) prepared.delete(prepared.keys().next().value as string);
    return made;
  };
}

function buffersOf(result: QueryResult): ArrayBuffer[] {
  const buffers: ArrayBuffer[] = [];
  for (const row of result.rows) {
    for (const value of Object.values(row) as SqliteValue[]) {
      if (value instanceof Uint8Array && value.byteLength > 4096) buffers.push(value.buffer as ArrayBuffer);
    }
  }
  return buffers;
}
