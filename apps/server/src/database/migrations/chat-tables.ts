import type { Kysely } from "kysely";
import type { Schema } from "../schema.ts";

/** Accounts of chats, whose they are, and what came from them beside what comes by mail. */
export async function createChatTables(db: Kysely<Schema>): Promise<void> {
  await db.schema
    .createTable("chat_link")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("platform", "text", (column) => column.notNull())
    .addColumn("workspace", "text", (column) => column.notNull())
    .addColumn("chat_user", "text", (column) => column.notNull())
    .addColumn("name", "text", (column) => column.notNull())
    .addColumn("workspace_name", "text", (column) => column.notNull())
    .addColumn("user_id", "text", (column) => column.notNull().references("user.id").onDelete("cascade"))
    .addColumn("made_at", "text", (column) => column.notNull())
    .addColumn("used_on", "text")
    .addUniqueConstraint("chat_link_of", ["platform", "workspace", "chat_user"])
    .execute();
  await db.schema.createIndex("chat_link_user").on("chat_link").column("user_id").execute();
  await db.schema
    .createTable("chat_asking")
    .addColumn("code_hash", "text", (column) => column.primaryKey())
    .addColumn("platform", "text", (column) => column.notNull())
    .addColumn("workspace", "text", (column) => column.notNull())
    .addColumn("chat_user", "text", (column) => column.notNull())
    .addColumn("name", "text", (column) => column.notNull())
    .addColumn("workspace_name", "text", (column) => column.notNull())
    .addColumn("asked_at", "text", (column) => column.notNull())
    .addColumn("expires_at", "text", (column) => column.notNull())
    .execute();
  await db.schema.createIndex("chat_asking_end").on("chat_asking").column("expires_at").execute();
  await db.schema
    .createTable("chat_seen")
    .addColumn("signature_hash", "text", (column) => column.primaryKey())
    .addColumn("at", "text", (column) => column.notNull())
    .execute();
  await db.schema.createIndex("chat_seen_at").on("chat_seen").column("at").execute();
  await db.schema
    .alterTable("mail_taken")
    .addColumn("way", "text", (column) => column.notNull().defaultTo("mail"))
    .execute();
  await db.schema.alterTable("mail_taken").addColumn("theme", "text").execute();
  await db.schema.alterTable("mail_taken").addColumn("due", "text").execute();
}
