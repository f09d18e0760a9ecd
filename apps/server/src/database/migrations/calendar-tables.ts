import type { Kysely } from "kysely";
import type { Schema } from "../schema.ts";

/** The calendars that people connected, and with whom they share when they are taken. */
export async function createCalendarTables(db: Kysely<Schema>): Promise<void> {
  await db.schema
    .createTable("calendar_source")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("user_id", "text", (column) => column.notNull().references("user.id").onDelete("cascade"))
    .addColumn("kind", "text", (column) => column.notNull())
    .addColumn("name", "text", (column) => column.notNull())
    .addColumn("sealed_address", "text")
    .addColumn("time_zone", "text", (column) => column.notNull())
    .addColumn("all_day_counts", "integer", (column) => column.notNull())
    .addColumn("added_at", "text", (column) => column.notNull())
    .addColumn("state", "text", (column) => column.notNull())
    .addColumn("fault", "text")
    .addColumn("problems", "text", (column) => column.notNull())
    .addColumn("events", "integer")
    .addColumn("spans", "text", (column) => column.notNull())
    .addColumn("read_at", "text")
    .addColumn("reads_until", "text")
    .addColumn("next_at", "text")
    .addColumn("failures", "integer", (column) => column.notNull())
    .addColumn("etag", "text")
    .addColumn("last_modified", "text")
    .execute();
  await db.schema.createIndex("calendar_source_user").on("calendar_source").column("user_id").execute();
  await db.schema.createIndex("calendar_source_next").on("calendar_source").column("next_at").execute();
  await db.schema
    .createTable("calendar_share")
    .addColumn("pair_id", "text", (column) => column.notNull().references("pair.id").onDelete("cascade"))
    .addColumn("user_id", "text", (column) => column.notNull().references("user.id").onDelete("cascade"))
    .addColumn("since", "text", (column) => column.notNull())
    .addPrimaryKeyConstraint("calendar_share_pk", ["pair_id", "user_id"])
    .execute();
}
