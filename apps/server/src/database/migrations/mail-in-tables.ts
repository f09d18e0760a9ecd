import type { Kysely } from "kysely";
import type { Schema } from "../schema.ts";

/** Mail that becomes topics, what people want to be told of before a 1:1, and where their browsers take messages. */
export async function createMailInTables(db: Kysely<Schema>): Promise<void> {
  await db.schema
    .createTable("mail_address")
    .addColumn("token", "text", (column) => column.primaryKey())
    .addColumn("user_id", "text", (column) => column.notNull().references("user.id").onDelete("cascade"))
    .addColumn("pair_id", "text", (column) => column.notNull())
    .addColumn("made_at", "text", (column) => column.notNull())
    .addUniqueConstraint("mail_address_of", ["user_id", "pair_id"])
    .execute();
  await db.schema
    .createTable("mail_taken")
    .addColumn("message_hash", "text", (column) => column.primaryKey())
    .addColumn("user_id", "text", (column) => column.notNull().references("user.id").onDelete("cascade"))
    .addColumn("pair_id", "text")
    .addColumn("state", "text", (column) => column.notNull())
    .addColumn("why", "text")
    .addColumn("topic_id", "text", (column) => column.notNull())
    .addColumn("title", "text", (column) => column.notNull())
    .addColumn("notes", "text", (column) => column.notNull())
    .addColumn("from_address", "text", (column) => column.notNull())
    .addColumn("received_at", "text", (column) => column.notNull())
    .execute();
  await db.schema.createIndex("mail_taken_of").on("mail_taken").columns(["user_id", "received_at"]).execute();
  // Of all that ever came, next to nothing waits.
  await db.schema
    .createIndex("mail_taken_waiting")
    .on("mail_taken")
    .columns(["state", "received_at"])
    .where("state", "=", "waiting")
    .execute();
  await db.schema
    .createTable("mail_setting")
    .addColumn("user_id", "text", (column) => column.primaryKey().references("user.id").onDelete("cascade"))
    .addColumn("senders", "text", (column) => column.notNull().defaultTo("[]"))
    .addColumn("told_at", "text")
    .execute();
  await db.schema.alterTable("mail_outbox").addColumn("headers", "text").execute();

  let settings = db.schema
    .createTable("notice_setting")
    .addColumn("user_id", "text", (column) => column.primaryKey().references("user.id").onDelete("cascade"));
  for (const name of ["digest_mail", "digest_push", "reminder_mail", "reminder_push", "waiting_push", "with_titles"])
    settings = settings.addColumn(name, "integer", (column) => column.notNull().defaultTo(0)) as typeof settings;
  await settings.execute();
  await db.schema
    .createTable("notice_sent")
    .addColumn("user_id", "text", (column) => column.notNull().references("user.id").onDelete("cascade"))
    .addColumn("pair_id", "text", (column) => column.notNull())
    .addColumn("kind", "text", (column) => column.notNull())
    .addColumn("about", "text", (column) => column.notNull())
    .addColumn("sent_at", "text", (column) => column.notNull())
    .addPrimaryKeyConstraint("notice_sent_pk", ["user_id", "pair_id", "kind", "about"])
    .execute();
  await db.schema
    .createTable("push_subscription")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("user_id", "text", (column) => column.notNull().references("user.id").onDelete("cascade"))
    .addColumn("session_id", "text", (column) => column.notNull().references("session.id").onDelete("cascade"))
    .addColumn("endpoint", "text", (column) => column.notNull().unique())
    .addColumn("p256dh", "text", (column) => column.notNull())
    .addColumn("auth", "text", (column) => column.notNull())
    .addColumn("made_at", "text", (column) => column.notNull())
    .execute();
  await db.schema.createIndex("push_subscription_of").on("push_subscription").column("user_id").execute();
}
