import type { RawSql, Statement } from "../raw-sql.ts";
import type { SqliteWriter } from "./sqlite-writer.ts";
import type { Statement as SqliteStatement } from "./writer-messages.ts";

export function rawSqlite(writer: SqliteWriter): RawSql {
  return async <Row>(sql: string, ...parameters: Statement["parameters"]) =>
    (await writer.query(numbered({ sql, parameters }))).rows as Row[];
}

const known = new Map<string, string>(); // as many as there are statements in the source

/** SQLite numbers its parameters ?1, ?2, … */
export function numbered({ sql, parameters }: Statement): SqliteStatement {
  let translated = known.get(sql);
  if (translated === undefined) {
    translated = sql.replace(/\$(\d+)/g, "?$1");
    known.set(sql, translated);
  }
  return { sql: translated, parameters };
}
