import type { Kysely } from "kysely";
import type { Schema } from "../schema.ts";

/** Who lets their own pages be written to a folder of the server each night. */
export async function createNightlyTables(db: Kysely<Schema>): Promise<void> {
  await db.schema
    .createTable("nightly_export")
    .addColumn("user_id", "text", (column) => column.primaryKey().references("user.id").onDelete("cascade"))
    .addColumn("since", "text", (column) => column.notNull())
    .addColumn("tried_at", "text")
    .addColumn("written_at", "text")
    .execute();
}
