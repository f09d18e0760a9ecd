import type { Kysely } from "kysely";
import type { Schema } from "../schema.ts";

/** What it takes to leave a pair, to be erased, and to be told before an archived page goes. */
export async function createRightsTables(db: Kysely<Schema>): Promise<void> {
  await db.schema.alterTable("pair").addColumn("going_told_at", "text").execute();
  await db.schema.alterTable("pair_member").addColumn("left_at", "text").execute();
  await db.schema.alterTable("pair_member").addColumn("away_user_id", "text").execute();
  await db.schema.createIndex("pair_member_away").on("pair_member").column("away_user_id").execute();
  await db.schema
    .createTable("erasure")
    .addColumn("user_id", "text", (column) => column.primaryKey().references("user.id").onDelete("cascade"))
    .addColumn("asked_at", "text", (column) => column.notNull())
    .addColumn("keep_name", "integer", (column) => column.notNull())
    .execute();
}
