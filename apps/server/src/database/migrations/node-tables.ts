import { type Kysely, sql } from "kysely";
import type { Engine } from "../engine.ts";
import type { Schema } from "../schema.ts";

/** What several servers on one database tell each other, and which of them does the work that is to be done once. */
export async function createNodeTables(db: Kysely<Schema>, engine: Engine): Promise<void> {
  const big = engine === "sqlite" ? "integer" : "bigint";
  await db.schema
    .createTable("node_event")
    .addColumn("id", big, (column) => column.primaryKey())
    .addColumn("origin", "text", (column) => column.notNull())
    .addColumn("kind", "text", (column) => column.notNull())
    .addColumn("subject", "text", (column) => column.notNull())
    .addColumn("at", "text", (column) => column.notNull())
    .execute();
  await db.schema
    .createTable("node_lease")
    .addColumn("name", "text", (column) => column.primaryKey())
    .addColumn("holder", "text", (column) => column.notNull())
    .addColumn("token", big, (column) => column.notNull())
    .addColumn("until", big, (column) => column.notNull())
    .execute();
  await db.insertInto("setting").values({ key: "node_event", value: "0" }).execute();
  if (engine === "sqlite") return;
  await sql`create function candor_tell_nodes() returns trigger language plpgsql as
    'begin perform pg_notify(''candor'', ''e''); return null; end'`.execute(db);
  await sql`create trigger node_event_told after insert on node_event
    for each statement execute function candor_tell_nodes()`.execute(db);
}
