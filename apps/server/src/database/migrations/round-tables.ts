import type { Kysely } from "kysely";
import type { Schema } from "../schema.ts";

/** Rounds in which the managers of a workspace lay out their 1:1s one after the other. */
export async function createRoundTables(db: Kysely<Schema>): Promise<void> {
  await db.schema
    .createTable("planning_round")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("workspace_id", "text", (column) => column.notNull().references("workspace.id").onDelete("cascade"))
    .addColumn("begun_by", "text", (column) => column.references("person.id").onDelete("set null"))
    .addColumn("begun_at", "text", (column) => column.notNull())
    .addColumn("day", "text", (column) => column.notNull())
    .addColumn("with_skips", "integer", (column) => column.notNull())
    .addColumn("ended_at", "text")
    .addColumn("ended_why", "text")
    .execute();
  await db.schema
    .createIndex("planning_round_workspace")
    .on("planning_round")
    .columns(["workspace_id", "begun_at"])
    .execute();
  await db.schema
    .createTable("planning_turn")
    .addColumn("round_id", "text", (column) => column.notNull().references("planning_round.id").onDelete("cascade"))
    .addColumn("person_id", "text", (column) => column.notNull().references("person.id").onDelete("cascade"))
    .addColumn("level", "integer", (column) => column.notNull())
    .addColumn("above", "text", (column) => column.notNull())
    .addColumn("state", "text", (column) => column.notNull())
    .addColumn("plan_id", "text", (column) => column.notNull())
    .addColumn("agreed_at", "text")
    .addColumn("settled_at", "text")
    .addPrimaryKeyConstraint("planning_turn_pk", ["round_id", "person_id"])
    .execute();
  await db.schema.createIndex("planning_turn_person").on("planning_turn").column("person_id").execute();
}
