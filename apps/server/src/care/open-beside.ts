import { existsSync } from "node:fs";
import { Kysely, PostgresDialect } from "kysely";
import type { DatabaseConfig } from "../database/open-database.ts";
import type { Schema } from "../database/schema.ts";
import { SqliteWriterDialect } from "../database/sqlite/sqlite-dialect.ts";
import { SqliteWriter } from "../database/sqlite/sqlite-writer.ts";

export type Beside = { db: Kysely<Schema>; close: () => Promise<void> };

/**
 * Opens the database beside a server that may run. Only for what has no part in the log of pages, whose numbers the
 * server counts by itself.
 *
 * @throws {Error} with a sentence, where there is none.
 */
export async function openBeside(config: DatabaseConfig): Promise<Beside> {
  if (config.engine === "postgres") {
    const { openPool } = await import("../database/postgres/open-pool.ts");
    const pool = await openPool(config.url);
    return { db: new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) }), close: () => pool.end() };
  }
  if (!existsSync(config.path)) throw new Error(`There is no database at ${config.path}. Is CANDOR_DATA right?`);
  const writer = await SqliteWriter.open({ path: config.path, synchronous: "FULL", isBeside: true });
  return { db: new Kysely<Schema>({ dialect: new SqliteWriterDialect(writer) }), close: () => writer.close() };
}
