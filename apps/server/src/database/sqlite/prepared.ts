import type { DatabaseSync, StatementSync } from "node:sqlite";
import type { LogRow } from "./packed-rows.ts";
import type { QueryResult, Statement } from "./writer-messages.ts";

// What is done with a connection, in whichever thread it is.

const MAX_PREPARED = 300;

type Prepared = { statement: StatementSync; givesRows: boolean };
export type Prepare = (sql: string) => Prepared;

export function preparedStatements(database: DatabaseSync): Prepare {
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

export function query({ sql, parameters }: Statement, prepare: Prepare): QueryResult {
  const { statement, givesRows } = prepare(sql);
  if (givesRows) {
    const rows = statement.all(...parameters) as QueryResult["rows"];
    return { rows, changes: rows.length, lastRowId: 0 };
  }
  const { changes, lastInsertRowid } = statement.run(...parameters);
  return { rows: [], changes: Number(changes), lastRowId: lastInsertRowid };
}

/** What puts a row into the log; rows of one moment share how it is written. */
export function rowInserter(prepare: Prepare): (row: LogRow, seq: number) => void {
  const { statement: insert } = prepare(
    'insert into page_log (seq, prev, session_id, cseq, member, at, "update") values (?, ?, ?, ?, ?, ?, ?)',
  );
  let lastTime = Number.NaN;
  let at = "";
  return ({ prev, sessionId, cseq, member, time, update }, seq) => {
    if (time !== lastTime) {
      lastTime = time;
      at = new Date(time).toISOString();
    }
    insert.run(seq, prev, sessionId, cseq, member, at, update);
  };
}

export function inTransaction<T>(database: DatabaseSync, prepare: Prepare, work: () => T): T {
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
