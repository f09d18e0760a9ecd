import type { Kysely } from "kysely";
import type { Schema } from "../schema.ts";

/** What waits for a word is told of by mail and on the screen; nobody could ever ask for it in a browser. */
export async function dropWaitingPush(db: Kysely<Schema>): Promise<void> {
  await db.schema.alterTable("notice_setting").dropColumn("waiting_push").execute();
}
