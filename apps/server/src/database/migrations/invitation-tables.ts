import type { Kysely } from "kysely";
import type { Schema } from "../schema.ts";

/** What the two of a pair were told by mail about their series, what they answered, and the mails on their way. */
export async function createInvitationTables(db: Kysely<Schema>): Promise<void> {
  await db.schema.alterTable("meeting").addColumn("series", "text").execute();
  await db.schema
    .createTable("series_invitation")
    .addColumn("pair_id", "text", (column) => column.primaryKey().references("pair.id").onDelete("cascade"))
    .addColumn("token", "text", (column) => column.notNull().unique())
    .addColumn("is_on", "integer", (column) => column.notNull())
    .addColumn("turned_by", "text", (column) => column.notNull())
    .addColumn("turned_at", "text", (column) => column.notNull())
    .addColumn("revision", "integer", (column) => column.notNull())
    .addColumn("sent", "text", (column) => column.notNull())
    .addColumn("looked_at", "text")
    .execute();
  await db.schema
    .createTable("invitation_mail")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("pair_id", "text", (column) => column.notNull().references("pair.id").onDelete("cascade"))
    .addColumn("user_id", "text", (column) => column.notNull())
    .addColumn("to_address", "text", (column) => column.notNull())
    .addColumn("uid", "text", (column) => column.notNull())
    .addColumn("slot", "text", (column) => column.notNull())
    .addColumn("sequence", "integer", (column) => column.notNull())
    .addColumn("method", "text", (column) => column.notNull())
    .addColumn("mail", "text", (column) => column.notNull())
    .addColumn("created_at", "text", (column) => column.notNull())
    .addColumn("state", "text", (column) => column.notNull())
    .addColumn("tries", "integer", (column) => column.notNull())
    .addColumn("next_try_at", "text")
    .addColumn("reason", "text")
    .execute();
  await db.schema.createIndex("invitation_mail_due").on("invitation_mail").column("next_try_at").execute();
  await db.schema.createIndex("invitation_mail_user").on("invitation_mail").columns(["pair_id", "user_id"]).execute();
  await db.schema
    .createTable("invitation_answer")
    .addColumn("pair_id", "text", (column) => column.notNull().references("pair.id").onDelete("cascade"))
    .addColumn("user_id", "text", (column) => column.notNull())
    .addColumn("uid", "text", (column) => column.notNull())
    .addColumn("slot", "text", (column) => column.notNull())
    .addColumn("answer", "text", (column) => column.notNull())
    .addColumn("words", "text")
    .addColumn("proposed", "text")
    .addColumn("sequence", "integer", (column) => column.notNull())
    .addColumn("stamp", "text", (column) => column.notNull())
    .addColumn("received_at", "text", (column) => column.notNull())
    .addPrimaryKeyConstraint("invitation_answer_pk", ["pair_id", "user_id", "uid", "slot"])
    .execute();
  await db.schema
    .createTable("invitation_note")
    .addColumn("message_hash", "text", (column) => column.primaryKey())
    .addColumn("pair_id", "text", (column) => column.references("pair.id").onDelete("cascade"))
    .addColumn("user_id", "text")
    .addColumn("verdict", "text", (column) => column.notNull())
    .addColumn("from_address", "text", (column) => column.notNull())
    .addColumn("received_at", "text", (column) => column.notNull())
    .execute();
  await db.schema.createIndex("invitation_note_pair").on("invitation_note").column("pair_id").execute();
}
