import type { Kysely } from "kysely";
import type { Schema } from "../schema.ts";

/** Where people have it told what happens on their pages, and what is to be told. */
export async function createWebhookTables(db: Kysely<Schema>): Promise<void> {
  await db.schema
    .createTable("webhook")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("user_id", "text", (column) => column.notNull().references("user.id").onDelete("cascade"))
    .addColumn("name", "text", (column) => column.notNull())
    .addColumn("host", "text", (column) => column.notNull())
    .addColumn("address_sealed", "text", (column) => column.notNull())
    .addColumn("secret_sealed", "text", (column) => column.notNull())
    .addColumn("old_secret_sealed", "text")
    .addColumn("old_until", "text")
    .addColumn("subjects", "text", (column) => column.notNull())
    .addColumn("pages", "text")
    .addColumn("with_content", "integer", (column) => column.notNull())
    .addColumn("created_at", "text", (column) => column.notNull())
    .addColumn("off", "text")
    .execute();
  await db.schema.createIndex("webhook_user").on("webhook").column("user_id").execute();
  await db.schema
    .createTable("webhook_delivery")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("webhook_id", "text", (column) => column.notNull())
    .addColumn("user_id", "text", (column) => column.notNull())
    .addColumn("page", "text", (column) => column.notNull())
    .addColumn("type", "text", (column) => column.notNull())
    .addColumn("body", "text", (column) => column.notNull())
    .addColumn("at", "text", (column) => column.notNull())
    .addColumn("state", "text", (column) => column.notNull())
    .addColumn("tries", "integer", (column) => column.notNull())
    .addColumn("next_try_at", "text", (column) => column.notNull())
    .addColumn("lease_until", "text")
    .addColumn("status", "integer")
    .addColumn("fault", "text")
    .execute();
  await db.schema.createIndex("webhook_delivery_of").on("webhook_delivery").columns(["webhook_id", "at"]).execute();
  await db.schema
    .createIndex("webhook_delivery_due")
    .on("webhook_delivery")
    .columns(["state", "next_try_at"])
    .execute();
}
