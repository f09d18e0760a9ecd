import type pg from "pg";
import type { RawSql, SqlValue } from "../raw-sql.ts";

export function rawPostgres(pool: Pick<pg.Pool, "query">): RawSql {
  return async <Row>(sql: string, ...parameters: SqlValue[]) => {
    const { rows } = await pool.query(sql, parameters);
    for (const row of rows) {
      // a Buffer may be a window on a larger one and keep that in memory
      for (const key of Object.keys(row)) if (Buffer.isBuffer(row[key])) row[key] = new Uint8Array(row[key]);
    }
    return rows as Row[];
  };
}
