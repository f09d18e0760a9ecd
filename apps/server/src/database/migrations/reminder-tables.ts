import type { Kysely } from "kysely";
import type { Schema } from "../schema.ts";

/** What is to be reminded of and by whom it is wanted, when leave begins, and which meetings were moved. */
export async function createReminderTables(db: Kysely<Schema>): Promise<void> {
  await db.schema
    .createTable("reminder_setting")
    .addColumn("user_id", "text", (column) => column.primaryKey().references("user.id").onDelete("cascade"))
    .addColumn("is_on", "integer", (column) => column.notNull())
    .addColumn("time_zone", "text")
    .addColumn("mailed_at", "text")
    .addColumn("portrait_at", "text")
    .execute();
  await db.schema.alterTable("cadence_stated").addColumn("away_from", "text").execute();
  await db.schema.alterTable("meeting").addColumn("moved", "integer").execute();
  await db.schema.alterTable("topic").addColumn("loop_since", "text").execute();
  // Of all that was ever talked about, a handful waits: looking for it goes through those alone.
  await db.schema
    .createIndex("topic_loop")
    .on("topic")
    .columns(["loop_since", "page"])
    .where("loop_since", "is not", null)
    .execute();
}
