import type { Kysely } from "kysely";
import type { Schema } from "../schema.ts";

/** Assistants that a person let in by signing in: what was said yes to, and what came of it. */
export async function createAssistantTables(db: Kysely<Schema>): Promise<void> {
  await db.schema
    .createTable("assistant_code")
    .addColumn("code_hash", "text", (column) => column.primaryKey())
    .addColumn("user_id", "text", (column) => column.notNull().references("user.id").onDelete("cascade"))
    .addColumn("client_hash", "text", (column) => column.notNull())
    .addColumn("name", "text", (column) => column.notNull())
    .addColumn("host", "text", (column) => column.notNull())
    .addColumn("redirect_uri", "text", (column) => column.notNull())
    .addColumn("challenge", "text", (column) => column.notNull())
    .addColumn("scopes", "text", (column) => column.notNull())
    .addColumn("pages", "text")
    .addColumn("expires_at", "text", (column) => column.notNull())
    .addColumn("token_id", "text")
    .execute();
  await db.schema.createIndex("assistant_code_end").on("assistant_code").column("expires_at").execute();
  await db.schema
    .createTable("assistant_grant")
    .addColumn("token_id", "text", (column) => column.primaryKey().references("api_token.id").onDelete("cascade"))
    .addColumn("user_id", "text", (column) => column.notNull().references("user.id").onDelete("cascade"))
    .addColumn("client_hash", "text", (column) => column.notNull())
    .addColumn("host", "text", (column) => column.notNull())
    .addColumn("family_hash", "text", (column) => column.notNull().unique())
    .addColumn("refresh_hash", "text", (column) => column.notNull())
    .addColumn("access_expires_at", "text", (column) => column.notNull())
    .execute();
}
