import type { Kysely } from "kysely";
import type { Schema } from "../schema.ts";

/** Rounds of skip-levels: whom they have in which month, and which manager was told. Nothing of a page. */
export async function createSkipTables(db: Kysely<Schema>): Promise<void> {
  await db.schema
    .createTable("skip_round")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("workspace_id", "text", (column) => column.notNull().references("workspace.id").onDelete("cascade"))
    .addColumn("person_id", "text", (column) => column.notNull().references("person.id").onDelete("cascade"))
    .addColumn("first_month", "text", (column) => column.notNull())
    .addColumn("meetings", "integer", (column) => column.notNull())
    .addColumn("minutes", "integer", (column) => column.notNull())
    .addColumn("begun_at", "text", (column) => column.notNull())
    .execute();
  await db.schema.createIndex("skip_round_person").on("skip_round").columns(["person_id", "first_month"]).execute();
  await db.schema
    .createTable("skip_turn")
    .addColumn("round_id", "text", (column) => column.notNull().references("skip_round.id").onDelete("cascade"))
    .addColumn("person_id", "text", (column) => column.notNull().references("person.id").onDelete("cascade"))
    .addColumn("month", "text", (column) => column.notNull())
    .addPrimaryKeyConstraint("skip_turn_pk", ["round_id", "person_id", "month"])
    .execute();
  await db.schema.createIndex("skip_turn_person").on("skip_turn").column("person_id").execute();
  await db.schema
    .createTable("skip_notice")
    .addColumn("round_id", "text", (column) => column.notNull().references("skip_round.id").onDelete("cascade"))
    .addColumn("between_id", "text", (column) => column.notNull().references("person.id").onDelete("cascade"))
    .addColumn("person_id", "text", (column) => column.notNull().references("person.id").onDelete("cascade"))
    .addColumn("told_at", "text", (column) => column.notNull())
    .addColumn("way", "text", (column) => column.notNull())
    .addColumn("read_at", "text")
    .addPrimaryKeyConstraint("skip_notice_pk", ["round_id", "between_id", "person_id"])
    .execute();
  await db.schema.createIndex("skip_notice_between").on("skip_notice").column("between_id").execute();
}
