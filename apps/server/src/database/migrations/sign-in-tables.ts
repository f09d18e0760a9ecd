import type { Kysely } from "kysely";
import type { Engine } from "../engine.ts";
import type { Schema } from "../schema.ts";

/** Mail on its way out, and what signing in by mail, passkey and single sign-on keeps. */
export async function createSignInTables(db: Kysely<Schema>, _engine: Engine): Promise<void> {
  await db.schema
    .createTable("mail_outbox")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("to_address", "text", (column) => column.notNull())
    .addColumn("subject", "text", (column) => column.notNull())
    .addColumn("text", "text", (column) => column.notNull())
    .addColumn("created_at", "text", (column) => column.notNull())
    .addColumn("expires_at", "text", (column) => column.notNull())
    .addColumn("next_try_at", "text", (column) => column.notNull())
    .addColumn("tries", "integer", (column) => column.notNull().defaultTo(0))
    .execute();
  await db.schema.createIndex("mail_outbox_next_try").on("mail_outbox").column("next_try_at").execute();
  await db.schema
    .createTable("mail_proof")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("purpose", "text", (column) => column.notNull())
    .addColumn("email", "text", (column) => column.notNull())
    .addColumn("user_id", "text")
    .addColumn("browser_hash", "text", (column) => column.notNull())
    .addColumn("token_hash", "text")
    .addColumn("code_hash", "text", (column) => column.notNull())
    .addColumn("tries", "integer", (column) => column.notNull().defaultTo(0))
    .addColumn("created_at", "text", (column) => column.notNull())
    .addColumn("expires_at", "text", (column) => column.notNull())
    .addColumn("redeemed_at", "text")
    .execute();
  await db.schema.createIndex("mail_proof_expires").on("mail_proof").column("expires_at").execute();
  await db.schema
    .createTable("known_browser")
    .addColumn("browser_hash", "text", (column) => column.notNull())
    .addColumn("email", "text", (column) => column.notNull())
    .addColumn("used_at", "text", (column) => column.notNull())
    .addPrimaryKeyConstraint("known_browser_pk", ["browser_hash", "email"])
    .execute();
  await db.schema
    .createTable("passkey")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("user_id", "text", (column) => column.notNull().references("user.id").onDelete("cascade"))
    .addColumn("credential_id", "text", (column) => column.notNull().unique())
    .addColumn("public_key", "text", (column) => column.notNull())
    .addColumn("counter", "integer", (column) => column.notNull())
    .addColumn("transports", "text", (column) => column.notNull())
    .addColumn("rp_id", "text", (column) => column.notNull())
    .addColumn("name", "text", (column) => column.notNull())
    .addColumn("created_at", "text", (column) => column.notNull())
    .addColumn("used_on", "text")
    .execute();
  await db.schema.createIndex("passkey_user").on("passkey").column("user_id").execute();
  await db.schema
    .createTable("ceremony")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("kind", "text", (column) => column.notNull())
    .addColumn("browser_hash", "text", (column) => column.notNull())
    .addColumn("user_id", "text")
    .addColumn("data", "text", (column) => column.notNull())
    .addColumn("expires_at", "text", (column) => column.notNull())
    .execute();
  await db.schema.createIndex("ceremony_expires").on("ceremony").column("expires_at").execute();
  await db.schema
    .createTable("account_claim")
    .addColumn("from_user", "text", (column) => column.primaryKey())
    .addColumn("to_user", "text", (column) => column.notNull())
    .addColumn("at", "text", (column) => column.notNull())
    .execute();
  // Two first sign-ins at once with the same identity must not become two people.
  await db.schema.createIndex("account_identity").unique().on("account").columns(["providerId", "accountId"]).execute();
}
