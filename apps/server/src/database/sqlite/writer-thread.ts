import type { DatabaseSync } from "node:sqlite";
import { parentPort, workerData } from "node:worker_threads";
import { openFile } from "./open-file.ts";
import { readPackedRows } from "./packed-rows.ts";
import { inTransaction, type Prepare, preparedStatements, query, rowInserter } from "./prepared.ts";
import type {
  QueryResult,
  SqliteValue,
  WriterData,
  WriterReply,
  WriterRequest,
  WriterStarted,
} from "./writer-messages.ts";

// The thread that owns the connection for all but small groups of log rows. It does one request after the other, in the
// order they were sent.

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
        readPackedRows(request.rows, rowInserter(prepare));
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

function buffersOf(result: QueryResult): ArrayBuffer[] {
  const buffers: ArrayBuffer[] = [];
  for (const row of result.rows) {
    for (const value of Object.values(row) as SqliteValue[]) {
      if (value instanceof Uint8Array && value.byteLength > 4096) buffers.push(value.buffer as ArrayBuffer);
    }
  }
  return buffers;
}
