import type { Kysely } from "kysely";
import type { Schema } from "../schema.ts";

/** Links by which somebody without an account reads an artifact. */
export async function createArtifactLinks(db: Kysely<Schema>): Promise<void> {
  await db.schema
    .createTable("artifact_link")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("artifact_id", "text", (column) => column.notNull().references("artifact.id").onDelete("cascade"))
    .addColumn("secret_hash", "text", (column) => column.notNull().unique())
    .addColumn("kind", "text", (column) => column.notNull())
    .addColumn("label", "text", (column) => column.notNull())
    .addColumn("paper", "text")
    .addColumn("made_by", "text", (column) => column.notNull())
    .addColumn("made_at", "text", (column) => column.notNull())
    .addColumn("expires_at", "text", (column) => column.notNull())
    .addColumn("revoked_at", "text")
    .addColumn("opened", "integer", (column) => column.notNull())
    .addColumn("last_opened_at", "text")
    .execute();
  await db.schema.createIndex("artifact_link_artifact").on("artifact_link").column("artifact_id").execute();
}
