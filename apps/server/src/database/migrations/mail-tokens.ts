import type { Kysely } from "kysely";
import type { Schema } from "../schema.ts";

/** The address that a mail is answered at is its recipient's own; until now the two of a pair shared one. */
export async function addMailTokens(db: Kysely<Schema>): Promise<void> {
  await db.schema.alterTable("invitation_mail").addColumn("token", "text").execute();
  await db.schema.createIndex("invitation_mail_token").on("invitation_mail").column("token").execute();
}
