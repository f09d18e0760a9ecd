import type { Kysely } from "kysely";
import type { Schema } from "../schema.ts";

/** How often pairs meet and wish to, what was declined, and what people wrote of themselves for their managers. */
export async function createRhythmTables(db: Kysely<Schema>): Promise<void> {
  await db.schema
    .createTable("series")
    .addColumn("page", "text", (column) => column.notNull())
    .addColumn("volume", "integer")
    .addColumn("id", "text", (column) => column.notNull())
    .addColumn("every_weeks", "integer", (column) => column.notNull())
    .addColumn("minutes", "integer", (column) => column.notNull())
    .addColumn("time_zone", "text", (column) => column.notNull())
    .addPrimaryKeyConstraint("series_pk", ["page", "id"])
    .execute();
  await db.schema
    .createTable("cadence_stated")
    .addColumn("pair_id", "text", (column) => column.notNull().references("pair.id").onDelete("cascade"))
    .addColumn("member", "text", (column) => column.notNull())
    .addColumn("every_weeks", "integer")
    .addColumn("first_role", "integer", (column) => column.notNull())
    .addColumn("back_since", "text")
    .addColumn("said_at", "text", (column) => column.notNull())
    .addPrimaryKeyConstraint("cadence_stated_pk", ["pair_id", "member"])
    .execute();
  await db.schema
    .createTable("cadence_declined")
    .addColumn("pair_id", "text", (column) => column.notNull().references("pair.id").onDelete("cascade"))
    .addColumn("verdict", "text", (column) => column.notNull())
    .addColumn("member", "text", (column) => column.notNull())
    .addColumn("day", "text", (column) => column.notNull())
    .addPrimaryKeyConstraint("cadence_declined_pk", ["pair_id", "verdict"])
    .execute();
  await db.schema
    .createTable("cadence_budget")
    .addColumn("user_id", "text", (column) => column.primaryKey().references("user.id").onDelete("cascade"))
    .addColumn("minutes", "integer", (column) => column.notNull())
    .addColumn("set_at", "text", (column) => column.notNull())
    .execute();
  await db.schema
    .createTable("cadence_advice")
    .addColumn("pair_id", "text", (column) => column.primaryKey().references("pair.id").onDelete("cascade"))
    .addColumn("every_weeks", "integer", (column) => column.notNull())
    .addColumn("minutes", "integer", (column) => column.notNull())
    .addColumn("verdict", "text", (column) => column.notNull())
    .addColumn("rule", "text", (column) => column.notNull())
    .addColumn("since", "text", (column) => column.notNull())
    .addColumn("judged_on", "text", (column) => column.notNull())
    .execute();
  await db.schema
    .createTable("portrait_entry")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("user_id", "text", (column) => column.notNull().references("user.id").onDelete("cascade"))
    .addColumn("part", "text", (column) => column.notNull())
    .addColumn("text", "text", (column) => column.notNull())
    .addColumn("written_at", "text", (column) => column.notNull())
    .addColumn("replaced_at", "text")
    .execute();
  await db.schema
    .createIndex("portrait_entry_user")
    .on("portrait_entry")
    .columns(["user_id", "part", "written_at"])
    .execute();
  await db.schema
    .createTable("portrait_share")
    .addColumn("pair_id", "text", (column) => column.notNull().references("pair.id").onDelete("cascade"))
    .addColumn("user_id", "text", (column) => column.notNull().references("user.id").onDelete("cascade"))
    .addColumn("since", "text", (column) => column.notNull())
    .addPrimaryKeyConstraint("portrait_share_pk", ["pair_id", "user_id"])
    .execute();
}
