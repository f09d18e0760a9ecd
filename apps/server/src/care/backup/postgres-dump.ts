import type { RawSql } from "../../database/raw-sql.ts";
import { type DatabaseFacts, readFacts } from "./database-facts.ts";
import { runPostgresProgram } from "./postgres-programs.ts";

/**
 * Dumps the tables as they are at one moment. What the manifest says is asked in the very snapshot that is dumped.
 *
 * @throws {Error} with a sentence, where that cannot be done here.
 */
export async function dumpPostgres(url: string, to: string): Promise<DatabaseFacts> {
  const { openPool } = await import("../../database/postgres/open-pool.ts");
  const { rawPostgres } = await import("../../database/postgres/raw-postgres.ts");
  const pool = await openPool(url);
  try {
    const client = await pool.connect();
    try {
      await client.query("begin isolation level repeatable read read only");
      const sql: RawSql = rawPostgres(client);
      const [row] = await sql<{ snapshot: string }>("select pg_export_snapshot() as snapshot");
      const facts = await readFacts(sql);
      // --schema: what an earlier restore put aside lies in a schema of its own
      const what = ["--schema=public", "--no-owner", "--no-privileges", `--snapshot=${row?.snapshot}`];
      await runPostgresProgram("pg_dump", url, ["--format=custom", `--file=${to}`, ...what]);
      await client.query("commit");
      return facts;
    } finally {
      client.release();
    }
  } finally {
    await pool.end();
  }
}
