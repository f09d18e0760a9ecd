import type { Kysely } from "kysely";
import type { Schema } from "../schema.ts";

/** What is shown beside links, and by whose tokens it is asked for. */
export async function createLinkTables(db: Kysely<Schema>): Promise<void> {
  await db.schema
    .createTable("link_look")
    .addColumn("address_hash", "text", (column) => column.notNull())
    .addColumn("user_id", "text", (column) => column.notNull())
    .addColumn("title", "text")
    .addColumn("state", "text")
    .addColumn("said", "text")
    .addColumn("expires_at", "text", (column) => column.notNull())
    .addPrimaryKeyConstraint("link_look_key", ["address_hash", "user_id"])
    .execute();
  await db.schema.createIndex("link_look_end").on("link_look").column("expires_at").execute();
  await db.schema.createIndex("link_look_user").on("link_look").column("user_id").execute();
  await db.schema
    .createTable("link_account")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("user_id", "text", (column) => column.notNull().references("user.id").onDelete("cascade"))
    .addColumn("provider", "text", (column) => column.notNull())
    .addColumn("origin", "text", (column) => column.notNull())
    .addColumn("who", "text", (column) => column.notNull())
    .addColumn("token_sealed", "text", (column) => column.notNull())
    .addColumn("added_at", "text", (column) => column.notNull())
    .addColumn("refused_at", "text")
    .addUniqueConstraint("link_account_once", ["user_id", "provider", "origin"])
    .execute();
}
