import { type Kysely, sql } from "kysely";
import type { Schema } from "../schema.ts";

/** What two wrote down while working side by side, as far as lists need it. */
export async function createPairingTables(db: Kysely<Schema>): Promise<void> {
  await db.schema
    .createTable("pairing_thing")
    .addColumn("page", "text", (column) => column.notNull())
    .addColumn("volume", "integer")
    .addColumn("id", "text", (column) => column.notNull())
    .addColumn("what", "text", (column) => column.notNull())
    .addColumn("session", "text", (column) => column.notNull())
    .addColumn("kind", "text", (column) => column.notNull())
    .addColumn("text", "text", (column) => column.notNull())
    .addColumn("severity", "text", (column) => column.notNull())
    .addColumn("owner", "text")
    .addColumn("state", "text", (column) => column.notNull())
    .addColumn("state_at", "text")
    .addColumn("at", "text", (column) => column.notNull())
    .addColumn("check_on", "text")
    .addColumn("came_back", "integer", (column) => column.notNull())
    .addPrimaryKeyConstraint("pairing_thing_pk", ["page", "id"])
    .execute();
  await db.schema
    .createIndex("pairing_thing_binned")
    .on("pairing_thing")
    .columns(["page", "id"])
    .where(sql.ref("state"), "=", sql.lit("binned"))
    .execute();
}
