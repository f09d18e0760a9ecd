import type { Kysely } from "kysely";
import type { Schema } from "../schema.ts";

/** What people let programs of theirs do, and what those were answered. */
export async function createTokenTables(db: Kysely<Schema>): Promise<void> {
  await db.schema
    .createTable("api_token")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("user_id", "text", (column) => column.notNull().references("user.id").onDelete("cascade"))
    .addColumn("name", "text", (column) => column.notNull())
    .addColumn("token_hash", "text", (column) => column.notNull().unique())
    .addColumn("scopes", "text", (column) => column.notNull())
    .addColumn("pages", "text")
    .addColumn("created_at", "text", (column) => column.notNull())
    .addColumn("expires_at", "text", (column) => column.notNull())
    .addColumn("last_used_on", "text")
    .addColumn("revoked_at", "text")
    .execute();
  await db.schema.createIndex("api_token_user").on("api_token").columns(["user_id", "created_at"]).execute();
  // It names its token without the database knowing: a row of it is written along with what people type, and may never fail.
  await db.schema
    .createTable("api_answer")
    .addColumn("token_id", "text", (column) => column.notNull())
    .addColumn("key", "text", (column) => column.notNull())
    .addColumn("user_id", "text", (column) => column.notNull())
    .addColumn("page", "text", (column) => column.notNull())
    .addColumn("request_hash", "text", (column) => column.notNull())
    .addColumn("status", "integer", (column) => column.notNull())
    .addColumn("body", "text", (column) => column.notNull())
    .addColumn("at", "text", (column) => column.notNull())
    .addPrimaryKeyConstraint("api_answer_pk", ["token_id", "key"])
    .execute();
  await db.schema.createIndex("api_answer_at").on("api_answer").column("at").execute();
}
