import { existsSync } from "node:fs";
import { backup, DatabaseSync } from "node:sqlite";
import type { RawSql } from "../../database/raw-sql.ts";
import { numbered } from "../../database/sqlite/raw-sqlite.ts";
import { type DatabaseFacts, readFacts } from "./database-facts.ts";

const ALL_PAGES = 2 ** 30; // in one step: after each of several, a commit of the server would begin the copy anew
const BUSY_TIMEOUT_MILLISECONDS = 10_000;

/**
 * Copies the data file as it is at one moment into one file without a log beside it. A server that runs goes on writing:
 * readers of the write-ahead log keep nobody waiting.
 *
 * @throws {Error} with a sentence, where there is nothing to copy or the copy is not sound.
 */
export async function copySqlite(from: string, to: string): Promise<DatabaseFacts> {
  if (!existsSync(from)) throw new Error(`There is nothing to back up: ${from} does not exist. Is CANDOR_DATA right?`);
  const source = new DatabaseSync(from, { readOnly: true });
  try {
    source.exec(`pragma busy_timeout = ${BUSY_TIMEOUT_MILLISECONDS}`);
    await backup(source, to, { rate: ALL_PAGES });
  } finally {
    source.close();
  }
  return settle(to, () => undefined);
}

/**
 * Makes a copy of a data file complete in itself and looks whether it is sound.
 *
 * @param change what is changed in it first, in one transaction.
 * @throws {Error} with a sentence, where it is not sound.
 */
export async function settle(path: string, change: (file: DatabaseSync) => void): Promise<DatabaseFacts> {
  const file = new DatabaseSync(path);
  try {
    file.exec("pragma journal_mode = delete; pragma synchronous = full; pragma fullfsync = on");
    const [problem] = problemsOf(file);
    if (problem !== undefined) throw new Error(`The database is damaged (${problem}); \`candor doctor\` says more.`);
    file.exec("begin immediate");
    change(file);
    file.exec("commit");
    return await readFacts(sqlOf(file));
  } finally {
    file.close();
  }
}

/** @returns what `integrity_check` finds; empty where all is sound. */
export function problemsOf(file: DatabaseSync): string[] {
  const rows = file.prepare("pragma integrity_check(20)").all() as { integrity_check: string }[];
  return rows.map((row) => row.integrity_check).filter((line) => line !== "ok");
}

export function sqlOf(file: DatabaseSync): RawSql {
  return async <Row>(sql: string, ...parameters: Parameters<RawSql>[1][]) => {
    const statement = numbered({ sql, parameters });
    return file.prepare(statement.sql).all(...statement.parameters) as Row[];
  };
}
