import type { Kysely } from "kysely";
import type { Schema } from "../schema.ts";

/** Where announcements can go, what was announced, what came of it there, and what is spoken of before everybody. */
export async function createAnnouncementTables(db: Kysely<Schema>): Promise<void> {
  await db.schema
    .createTable("announce_channel")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("workspace_id", "text", (column) => column.references("workspace.id").onDelete("cascade"))
    .addColumn("user_id", "text")
    .addColumn("kind", "text", (column) => column.notNull())
    .addColumn("name", "text", (column) => column.notNull())
    .addColumn("host", "text", (column) => column.notNull())
    .addColumn("sealed", "text")
    .addColumn("created_by", "text", (column) => column.notNull())
    .addColumn("created_at", "text", (column) => column.notNull())
    .execute();
  for (const column of ["workspace_id", "user_id"] as const)
    await db.schema.createIndex(`announce_channel_${column}`).on("announce_channel").column(column).execute();
  await db.schema
    .createTable("announce_address")
    .addColumn("channel_id", "text", (column) => column.notNull().references("announce_channel.id").onDelete("cascade"))
    .addColumn("address", "text", (column) => column.notNull())
    .addPrimaryKeyConstraint("announce_address_pk", ["channel_id", "address"])
    .execute();
  await db.schema
    .createTable("announcement")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("artifact_id", "text", (column) => column.notNull().references("artifact.id").onDelete("cascade"))
    .addColumn("workspace_id", "text", (column) => column.notNull().references("workspace.id").onDelete("cascade"))
    .addColumn("title", "text", (column) => column.notNull())
    .addColumn("text", "text", (column) => column.notNull())
    .addColumn("link", "text", (column) => column.notNull())
    .addColumn("from_name", "text", (column) => column.notNull())
    .addColumn("created_by", "text", (column) => column.notNull())
    .addColumn("created_at", "text", (column) => column.notNull())
    .execute();
  await db.schema.createIndex("announcement_artifact").on("announcement").column("artifact_id").execute();
  await db.schema
    .createTable("announcement_delivery")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("announcement_id", "text", (column) =>
      column.notNull().references("announcement.id").onDelete("cascade"),
    )
    .addColumn("channel_id", "text", (column) => column.references("announce_channel.id").onDelete("set null"))
    .addColumn("kind", "text", (column) => column.notNull())
    .addColumn("channel_name", "text", (column) => column.notNull())
    .addColumn("to_address", "text")
    .addColumn("state", "text", (column) => column.notNull())
    .addColumn("why", "text")
    .addColumn("tries", "integer", (column) => column.notNull())
    .addColumn("next_try_at", "text", (column) => column.notNull())
    .addColumn("lease", "text")
    .addColumn("lease_until", "text")
    .addColumn("settled_at", "text")
    .execute();
  await db.schema
    .createIndex("announcement_delivery_announcement")
    .on("announcement_delivery")
    .column("announcement_id")
    .execute();
  await db.schema
    .createIndex("announcement_delivery_due")
    .on("announcement_delivery")
    .columns(["state", "next_try_at"])
    .execute();
  await db.schema
    .createTable("all_hands")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("workspace_id", "text", (column) => column.notNull().references("workspace.id").onDelete("cascade"))
    .addColumn("day", "text", (column) => column.notNull())
    .addColumn("held_at", "text")
    .addColumn("begun_by", "text", (column) => column.notNull())
    .addColumn("begun_at", "text", (column) => column.notNull())
    .execute();
  await db.schema.createIndex("all_hands_workspace").on("all_hands").column("workspace_id").execute();
  await db.schema
    .createTable("all_hands_item")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("workspace_id", "text", (column) => column.notNull().references("workspace.id").onDelete("cascade"))
    .addColumn("all_hands_id", "text", (column) => column.references("all_hands.id").onDelete("set null"))
    .addColumn("kind", "text", (column) => column.notNull())
    .addColumn("title", "text", (column) => column.notNull())
    .addColumn("text", "text", (column) => column.notNull())
    .addColumn("people", "integer")
    .addColumn("link", "text")
    .addColumn("minutes", "integer", (column) => column.notNull())
    .addColumn("presenter", "text", (column) => column.notNull())
    .addColumn("rank", "text", (column) => column.notNull())
    .addColumn("done_at", "text")
    .addColumn("carried", "integer", (column) => column.notNull())
    .addColumn("added_by", "text")
    .addColumn("added_at", "text", (column) => column.notNull())
    .execute();
  for (const column of ["workspace_id", "all_hands_id"] as const)
    await db.schema.createIndex(`all_hands_item_${column}`).on("all_hands_item").column(column).execute();
}
