import type { Kysely } from "kysely";
import type { Schema } from "../schema.ts";

/** Who has had access to a page, told to its two members; and what whoever hosts the server did with all pages. */
export async function createAccessTables(db: Kysely<Schema>): Promise<void> {
  await db.schema
    .createTable("page_access_event")
    .addColumn("pair_id", "text", (column) => column.notNull().references("pair.id").onDelete("cascade"))
    .addColumn("at", "text", (column) => column.notNull())
    .addColumn("kind", "text", (column) => column.notNull())
    .addColumn("member", "text", (column) => column.notNull())
    .addColumn("name", "text", (column) => column.notNull())
    .addColumn("actor", "text", (column) => column.notNull())
    .addPrimaryKeyConstraint("page_access_event_pk", ["pair_id", "at", "kind", "member", "name"])
    .execute();
  await db.schema
    .createTable("server_event")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("at", "text", (column) => column.notNull())
    .addColumn("kind", "text", (column) => column.notNull())
    .execute();
}
