import type { Kysely } from "kysely";
import type { Schema } from "../schema.ts";

/** Socket tickets that have been used and could still be tried again, on another node. */
export async function createTicketTables(db: Kysely<Schema>): Promise<void> {
  await db.schema
    .createTable("used_socket_ticket")
    .addColumn("nonce", "text", (column) => column.primaryKey())
    .addColumn("expires_at", "text", (column) => column.notNull())
    .execute();
  await db.schema.createIndex("used_socket_ticket_expires").on("used_socket_ticket").column("expires_at").execute();
}
