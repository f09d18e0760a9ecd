import type { Kysely } from "kysely";
import type { Schema } from "../schema.ts";

/** What managers between were told of skip-level pages that were begun outside a round. */
export async function createSkipPageTables(db: Kysely<Schema>): Promise<void> {
  await db.schema
    .createTable("skip_page_notice")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("workspace_id", "text", (column) => column.notNull().references("workspace.id").onDelete("cascade"))
    .addColumn("from_id", "text", (column) => column.notNull().references("person.id").onDelete("cascade"))
    .addColumn("between_id", "text", (column) => column.notNull().references("person.id").onDelete("cascade"))
    .addColumn("person_id", "text", (column) => column.notNull().references("person.id").onDelete("cascade"))
    .addColumn("told_at", "text", (column) => column.notNull())
    .addColumn("way", "text", (column) => column.notNull())
    .addColumn("mail_id", "text")
    .addColumn("read_at", "text")
    .execute();
  for (const each of ["from_id", "between_id", "person_id"] as const)
    await db.schema.createIndex(`skip_page_notice_${each}`).on("skip_page_notice").column(each).execute();
}
