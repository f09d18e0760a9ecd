import type { Kysely } from "kysely";
import type { Schema } from "../schema.ts";

/** The private addresses at which people subscribe to their own meetings. */
export async function createCalendarFeed(db: Kysely<Schema>): Promise<void> {
  await db.schema
    .createTable("calendar_feed")
    .addColumn("user_id", "text", (column) => column.primaryKey().references("user.id").onDelete("cascade"))
    .addColumn("secret_hash", "text", (column) => column.notNull().unique())
    .addColumn("shows_names", "integer", (column) => column.notNull())
    .addColumn("made_at", "text", (column) => column.notNull())
    .addColumn("used_on", "text")
    .addColumn("content_hash", "text")
    .addColumn("revision", "integer", (column) => column.notNull())
    .addColumn("changed_at", "text", (column) => column.notNull())
    .execute();
}
