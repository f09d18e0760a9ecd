import type { Kysely } from "kysely";
import type { Schema } from "../schema.ts";

/** When people can meet, and the plans of their 1:1s that they put into effect. */
export async function createPlannerTables(db: Kysely<Schema>): Promise<void> {
  await db.schema
    .createTable("planner_setting")
    .addColumn("user_id", "text", (column) => column.primaryKey())
    .addColumn("settings", "text", (column) => column.notNull())
    .addColumn("changed_at", "text", (column) => column.notNull())
    .execute();
  await db.schema
    .createTable("series_plan")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("user_id", "text", (column) => column.notNull())
    .addColumn("made_at", "text", (column) => column.notNull())
    .addColumn("is_taken_back", "integer", (column) => column.notNull())
    .execute();
  await db.schema.createIndex("series_plan_user").on("series_plan").columns(["user_id", "made_at"]).execute();
  await db.schema
    .createTable("series_plan_step")
    .addColumn("plan_id", "text", (column) => column.notNull().references("series_plan.id").onDelete("cascade"))
    .addColumn("pair_id", "text", (column) => column.notNull().references("pair.id").onDelete("cascade"))
    .addColumn("state", "text", (column) => column.notNull())
    .addColumn("times", "text", (column) => column.notNull())
    .addColumn("done", "text")
    .addPrimaryKeyConstraint("series_plan_step_pk", ["plan_id", "pair_id"])
    .execute();
  await db.schema.createIndex("series_plan_step_state").on("series_plan_step").column("state").execute();
}
