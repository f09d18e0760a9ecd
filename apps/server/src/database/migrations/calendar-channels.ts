import type { Kysely } from "kysely";
import type { Schema } from "../schema.ts";

/** By which ways services tell that a calendar changed, and who is renewing a permission. */
export async function createCalendarChannels(db: Kysely<Schema>): Promise<void> {
  await db.schema.alterTable("calendar_account").addColumn("renewing_until", "text").execute();
  await db.schema
    .createTable("calendar_channel")
    .addColumn("source_id", "text", (column) =>
      column.primaryKey().references("calendar_source.id").onDelete("cascade"),
    )
    .addColumn("channel", "text", (column) => column.unique())
    .addColumn("resource", "text")
    .addColumn("secret_hash", "text", (column) => column.notNull())
    .addColumn("expires_at", "text")
    .addColumn("hinted_at", "text")
    .addColumn("next_at", "text", (column) => column.notNull())
    .execute();
}
