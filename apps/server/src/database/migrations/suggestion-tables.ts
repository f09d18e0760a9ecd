import type { Kysely } from "kysely";
import type { Schema } from "../schema.ts";

/** Changes of an artifact's text that somebody would like to see, and what became of them. */
export async function createSuggestionTables(db: Kysely<Schema>): Promise<void> {
  await db.schema
    .createTable("artifact_suggestion")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("artifact_id", "text", (column) => column.notNull().references("artifact.id").onDelete("cascade"))
    .addColumn("starts_at", "text", (column) => column.notNull())
    .addColumn("ends_at", "text", (column) => column.notNull())
    .addColumn("quote", "text", (column) => column.notNull())
    .addColumn("instead", "text", (column) => column.notNull())
    .addColumn("reason", "text", (column) => column.notNull())
    .addColumn("state", "text", (column) => column.notNull())
    .addColumn("suggested_by", "text", (column) => column.notNull())
    .addColumn("suggested_at", "text", (column) => column.notNull())
    .addColumn("decided_by", "text")
    .addColumn("decided_at", "text")
    .execute();
  await db.schema
    .createIndex("artifact_suggestion_artifact")
    .on("artifact_suggestion")
    .columns(["artifact_id", "state"])
    .execute();
}
