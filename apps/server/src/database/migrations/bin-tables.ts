import { type Kysely, sql } from "kysely";
import type { Schema } from "../schema.ts";

/** Since when the server has seen a thing in a page's bin; what says so itself could say anything. */
export async function createBinTables(db: Kysely<Schema>): Promise<void> {
  await db.schema
    .createTable("binned_thing")
    .addColumn("page", "text", (column) => column.notNull())
    .addColumn("thing", "text", (column) => column.notNull())
    .addColumn("state_at", "text", (column) => column.notNull())
    .addColumn("since", "text", (column) => column.notNull())
    .addPrimaryKeyConstraint("binned_thing_key", ["page", "thing"])
    .execute();
  await db.schema.createIndex("binned_thing_since").on("binned_thing").column("since").execute();
  for (const table of ["topic", "action"] as const)
    await db.schema
      .createIndex(`${table}_binned`)
      .on(table)
      .columns(["page", "id"])
      .where(sql.ref("state"), "=", sql.lit("binned"))
      .execute();
}
