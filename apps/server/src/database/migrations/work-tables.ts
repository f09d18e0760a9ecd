import type { Kysely } from "kysely";
import type { Schema } from "../schema.ts";

/** What a direct chose to show of their work. */
export async function createWorkTables(db: Kysely<Schema>): Promise<void> {
  await db.schema
    .createTable("work_list")
    .addColumn("pair_id", "text", (column) => column.primaryKey().references("pair.id").onDelete("cascade"))
    .addColumn("user_id", "text", (column) => column.notNull())
    .addColumn("links", "text", (column) => column.notNull())
    .addColumn("account_id", "text", (column) => column.references("link_account.id").onDelete("set null"))
    .addColumn("listed", "text")
    .addColumn("listed_at", "text")
    .addColumn("looked_at", "text")
    .execute();
  await db.schema.createIndex("work_list_user").on("work_list").column("user_id").execute();
}
