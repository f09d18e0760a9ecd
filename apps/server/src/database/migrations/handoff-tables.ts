import type { Kysely } from "kysely";
import type { Schema } from "../schema.ts";

/** What was done about a change of manager: the letter to the next one, and the talk of three. */
export async function createHandoffTables(db: Kysely<Schema>): Promise<void> {
  await db.schema
    .createTable("handoff")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("workspace_id", "text", (column) => column.notNull().references("workspace.id").onDelete("cascade"))
    .addColumn("user_id", "text", (column) => column.notNull().references("user.id").onDelete("cascade"))
    .addColumn("report_id", "text", (column) => column.notNull())
    .addColumn("from_id", "text", (column) => column.notNull())
    .addColumn("to_id", "text", (column) => column.notNull())
    .addColumn("day", "text", (column) => column.notNull())
    .addColumn("state", "text", (column) => column.notNull())
    .addColumn("state_at", "text", (column) => column.notNull())
    .addColumn("old_pair_id", "text")
    .addColumn("new_pair_id", "text")
    .addColumn("letter", "text")
    .execute();
  await db.schema.createIndex("handoff_report").on("handoff").columns(["report_id", "from_id", "to_id"]).execute();
  await db.schema.createIndex("handoff_new_pair").on("handoff").column("new_pair_id").execute();
  await db.schema
    .createTable("handoff_meeting")
    .addColumn("handoff_id", "text", (column) => column.primaryKey().references("handoff.id").onDelete("cascade"))
    .addColumn("start", "text", (column) => column.notNull())
    .addColumn("time_zone", "text", (column) => column.notNull())
    .addColumn("minutes", "integer", (column) => column.notNull())
    .addColumn("revision", "integer", (column) => column.notNull())
    .addColumn("called_off", "integer", (column) => column.notNull())
    .addColumn("proposed_at", "text", (column) => column.notNull())
    .addColumn("direct", "text")
    .addColumn("former", "text")
    .addColumn("next", "text")
    .execute();
  await db.schema.alterTable("mail_outbox").addColumn("calendar", "text").execute();
}
