import type { Kysely } from "kysely";
import type { Schema } from "../schema.ts";

/** Programs that wait for a person to let them in. */
export async function createDeviceTables(db: Kysely<Schema>): Promise<void> {
  await db.schema
    .createTable("device_request")
    .addColumn("device_hash", "text", (column) => column.primaryKey())
    .addColumn("user_code", "text", (column) => column.notNull().unique())
    .addColumn("name", "text", (column) => column.notNull())
    .addColumn("scopes", "text", (column) => column.notNull())
    .addColumn("asked_at", "text", (column) => column.notNull())
    .addColumn("expires_at", "text", (column) => column.notNull())
    .addColumn("polled_at", "text")
    .addColumn("user_id", "text", (column) => column.references("user.id").onDelete("cascade"))
    .addColumn("answer", "text")
    .execute();
  await db.schema.createIndex("device_request_end").on("device_request").column("expires_at").execute();
}
