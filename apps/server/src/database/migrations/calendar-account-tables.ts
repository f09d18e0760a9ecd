import type { Kysely } from "kysely";
import type { Schema } from "../schema.ts";

/** Accounts with calendar services, which of their calendars are read, and the one into which meetings are put. */
export async function createCalendarAccountTables(db: Kysely<Schema>): Promise<void> {
  await db.schema
    .createTable("calendar_account")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("user_id", "text", (column) => column.notNull().references("user.id").onDelete("cascade"))
    .addColumn("kind", "text", (column) => column.notNull())
    .addColumn("name", "text", (column) => column.notNull())
    .addColumn("sealed", "text", (column) => column.notNull())
    .addColumn("time_zone", "text", (column) => column.notNull())
    .addColumn("added_at", "text", (column) => column.notNull())
    .addColumn("revoked_at", "text")
    .execute();
  await db.schema.createIndex("calendar_account_user").on("calendar_account").column("user_id").execute();
  await db.schema
    .alterTable("calendar_source")
    .addColumn("account_id", "text", (column) => column.references("calendar_account.id").onDelete("cascade"))
    .execute();
  await db.schema.alterTable("calendar_source").addColumn("remote_id", "text").execute();
  await db.schema.alterTable("calendar_source").addColumn("memory", "text").execute();
  await db.schema.createIndex("calendar_source_account").on("calendar_source").column("account_id").execute();
  await db.schema
    .createTable("calendar_target")
    .addColumn("user_id", "text", (column) => column.primaryKey().references("user.id").onDelete("cascade"))
    .addColumn("account_id", "text", (column) => column.notNull().references("calendar_account.id").onDelete("cascade"))
    .addColumn("remote_id", "text", (column) => column.notNull())
    .addColumn("name", "text", (column) => column.notNull())
    .addColumn("shows_names", "integer", (column) => column.notNull())
    .addColumn("is_leaving", "integer", (column) => column.notNull())
    .addColumn("state", "text", (column) => column.notNull())
    .addColumn("fault", "text")
    .addColumn("failures", "integer", (column) => column.notNull())
    .addColumn("written_at", "text")
    .addColumn("next_at", "text")
    .execute();
  await db.schema.createIndex("calendar_target_account").on("calendar_target").column("account_id").execute();
  await db.schema.createIndex("calendar_target_next").on("calendar_target").column("next_at").execute();
  await db.schema
    .createTable("calendar_entry")
    .addColumn("user_id", "text", (column) => column.notNull().references("user.id").onDelete("cascade"))
    .addColumn("account_id", "text", (column) => column.notNull().references("calendar_account.id").onDelete("cascade"))
    .addColumn("remote_id", "text", (column) => column.notNull())
    .addColumn("uid", "text", (column) => column.notNull())
    .addColumn("place", "text")
    .addColumn("etag", "text")
    .addColumn("content_hash", "text")
    .addColumn("sequence", "integer", (column) => column.notNull())
    .addColumn("start", "text", (column) => column.notNull())
    .addPrimaryKeyConstraint("calendar_entry_pk", ["user_id", "account_id", "remote_id", "uid"])
    .execute();
  await db.schema.createIndex("calendar_entry_account").on("calendar_entry").column("account_id").execute();
}
