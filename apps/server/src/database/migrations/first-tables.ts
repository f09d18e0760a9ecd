import type { Kysely } from "kysely";
import type { Engine } from "../engine.ts";
import type { Schema } from "../schema.ts";
import { createAuthTables } from "./auth-tables.ts";
import { createSearchTables } from "./search-tables.ts";

/** The tables of the first release. */
export async function createFirstTables(db: Kysely<Schema>, engine: Engine): Promise<void> {
  const bytes = engine === "sqlite" ? "blob" : "bytea";
  const seq = engine === "sqlite" ? "integer" : "bigint"; // clientIDs and sequence numbers pass 2^31

  await createAuthTables(db, engine);

  await db.schema
    .createTable("pair")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("created_by", "text", (column) => column.notNull())
    .addColumn("created_at", "text", (column) => column.notNull())
    .execute();
  await db.schema
    .createTable("pair_member")
    .addColumn("pair_id", "text", (column) => column.notNull().references("pair.id").onDelete("cascade"))
    .addColumn("member", "text", (column) => column.notNull())
    .addColumn("user_id", "text")
    .addColumn("name", "text", (column) => column.notNull())
    .addColumn("role", "text", (column) => column.notNull())
    .addColumn("joined_at", "text")
    .addColumn("invitation_id", "text")
    .addPrimaryKeyConstraint("pair_member_pk", ["pair_id", "member"])
    .addUniqueConstraint("pair_member_one_seat_each", ["pair_id", "user_id"])
    .execute();
  await db.schema.createIndex("pair_member_user").on("pair_member").column("user_id").execute();
  await db.schema
    .createTable("invitation")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("pair_id", "text", (column) => column.notNull().references("pair.id").onDelete("cascade"))
    .addColumn("member", "text", (column) => column.notNull())
    .addColumn("secret_hash", "text", (column) => column.notNull())
    .addColumn("created_by", "text", (column) => column.notNull())
    .addColumn("created_at", "text", (column) => column.notNull())
    .addColumn("expires_at", "text", (column) => column.notNull())
    .addColumn("revoked_at", "text")
    .addColumn("accepted_by", "text")
    .addColumn("accepted_at", "text")
    .execute();
  await db.schema.createIndex("invitation_pair").on("invitation").column("pair_id").execute();

  await db.schema
    .createTable("page_session")
    .addColumn("id", engine === "sqlite" ? "integer" : "bigserial", (column) => column.primaryKey())
    .addColumn("page", "text", (column) => column.notNull())
    .addColumn("session", "text", (column) => column.notNull())
    .addColumn("user_id", "text", (column) => column.notNull())
    .addColumn("client_id", seq, (column) => column.notNull())
    .addColumn("stored_cseq", seq, (column) => column.notNull().defaultTo(0))
    .addUniqueConstraint("page_session_session", ["page", "session"])
    .addUniqueConstraint("page_session_client", ["page", "client_id"])
    .execute();
  await db.schema
    .createTable("page_log")
    .addColumn("seq", engine === "sqlite" ? "integer" : "bigserial", (column) => column.primaryKey())
    .addColumn("prev", seq, (column) => column.notNull())
    .addColumn("session_id", seq, (column) => column.notNull())
    .addColumn("cseq", seq, (column) => column.notNull())
    .addColumn("member", "text", (column) => column.notNull())
    .addColumn("at", "text", (column) => column.notNull())
    .addColumn("update", bytes, (column) => column.notNull())
    .execute();
  await db.schema
    .createTable("page_snapshot")
    .addColumn("page", "text", (column) => column.notNull())
    .addColumn("seq", seq, (column) => column.notNull())
    .addColumn("at", "text", (column) => column.notNull())
    .addColumn("schema_version", "integer", (column) => column.notNull())
    .addColumn("state", bytes, (column) => column.notNull())
    .addColumn("state_vector", bytes, (column) => column.notNull())
    .addPrimaryKeyConstraint("page_snapshot_pk", ["page", "seq"])
    .execute();
  await db.schema
    .createTable("page_volume")
    .addColumn("page", "text", (column) => column.notNull())
    .addColumn("year", "integer", (column) => column.notNull())
    .addColumn("state", bytes, (column) => column.notNull())
    .addColumn("sealed_at", "text", (column) => column.notNull())
    .addPrimaryKeyConstraint("page_volume_pk", ["page", "year"])
    .execute();
  await db.schema
    .createTable("page_state")
    .addColumn("page", "text", (column) => column.primaryKey())
    .addColumn("head_seq", seq, (column) => column.notNull().defaultTo(0))
    .addColumn("projected_seq", seq, (column) => column.notNull().defaultTo(0))
    .addColumn("projected_digests", "text")
    .addColumn("quarantined_at", "text")
    .addColumn("quarantine_reason", "text")
    .execute();

  await db.schema
    .createTable("topic")
    .addColumn("page", "text", (column) => column.notNull())
    .addColumn("volume", "integer")
    .addColumn("id", "text", (column) => column.notNull())
    .addColumn("title", "text", (column) => column.notNull())
    .addColumn("place", "text", (column) => column.notNull())
    .addColumn("rank", "text", (column) => column.notNull())
    .addColumn("altitude", "text", (column) => column.notNull())
    .addColumn("kind", "text", (column) => column.notNull())
    .addColumn("author", "text", (column) => column.notNull())
    .addColumn("state", "text", (column) => column.notNull())
    .addColumn("theme", "text")
    .addColumn("carried", "integer", (column) => column.notNull())
    .addColumn("snoozed_until", "text")
    .addColumn("kept_at", "text")
    .addColumn("created_at", "text", (column) => column.notNull())
    .addColumn("state_at", "text")
    .addPrimaryKeyConstraint("topic_pk", ["page", "id"])
    .execute();
  await db.schema
    .createTable("meeting")
    .addColumn("page", "text", (column) => column.notNull())
    .addColumn("volume", "integer")
    .addColumn("id", "text", (column) => column.notNull())
    .addColumn("start", "text")
    .addColumn("time_zone", "text", (column) => column.notNull())
    .addColumn("minutes", "integer", (column) => column.notNull())
    .addColumn("state", "text", (column) => column.notNull())
    .addColumn("medium", "text")
    .addColumn("closed_at", "text")
    .addPrimaryKeyConstraint("meeting_pk", ["page", "id"])
    .execute();
  await db.schema
    .createTable("action")
    .addColumn("page", "text", (column) => column.notNull())
    .addColumn("volume", "integer")
    .addColumn("id", "text", (column) => column.notNull())
    .addColumn("text", "text", (column) => column.notNull())
    .addColumn("owner", "text", (column) => column.notNull())
    .addColumn("due", "text")
    .addColumn("state", "text", (column) => column.notNull())
    .addColumn("why", "text")
    .addColumn("rank", "text", (column) => column.notNull())
    .addColumn("from_topic", "text")
    .addColumn("from_meeting", "text")
    .addColumn("created_at", "text", (column) => column.notNull())
    .addColumn("state_at", "text")
    .addPrimaryKeyConstraint("action_pk", ["page", "id"])
    .execute();
  await createSearchTables(db, engine);

  await db.schema
    .createTable("setting")
    .addColumn("key", "text", (column) => column.primaryKey())
    .addColumn("value", "text", (column) => column.notNull())
    .execute();
  await db
    .insertInto("setting")
    .values([
      { key: "epoch", value: "1" },
      { key: "log_noted_seq", value: "0" },
    ])
    .execute();
}
