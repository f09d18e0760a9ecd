import type { Kysely } from "kysely";
import type { Schema } from "../schema.ts";

/** What the server keeps for each of the two beside their page. */
export async function createPersonalTables(db: Kysely<Schema>): Promise<void> {
  await db.schema
    .createTable("meeting_worth")
    .addColumn("pair_id", "text", (column) => column.notNull().references("pair.id").onDelete("cascade"))
    .addColumn("meeting", "text", (column) => column.notNull())
    .addColumn("member", "text", (column) => column.notNull())
    .addColumn("worth", "text", (column) => column.notNull())
    .addColumn("said_at", "text", (column) => column.notNull())
    .addPrimaryKeyConstraint("meeting_worth_pk", ["pair_id", "meeting", "member"])
    .execute();
  await db.schema
    .createTable("own_question")
    .addColumn("user_id", "text", (column) => column.notNull().references("user.id").onDelete("cascade"))
    .addColumn("id", "text", (column) => column.notNull())
    .addColumn("text", "text", (column) => column.notNull())
    .addColumn("occasion", "text", (column) => column.notNull())
    .addColumn("asks", "text", (column) => column.notNull())
    .addColumn("depth", "text", (column) => column.notNull())
    .addColumn("added_at", "text", (column) => column.notNull())
    .addColumn("saved_at", "text", (column) => column.notNull())
    .addPrimaryKeyConstraint("own_question_pk", ["user_id", "id"])
    .execute();
  await db.schema
    .createTable("question_mark")
    .addColumn("user_id", "text", (column) => column.notNull().references("user.id").onDelete("cascade"))
    .addColumn("question", "text", (column) => column.notNull())
    .addColumn("hidden", "integer", (column) => column.notNull())
    .addColumn("favourite", "integer", (column) => column.notNull())
    .addPrimaryKeyConstraint("question_mark_pk", ["user_id", "question"])
    .execute();
}
