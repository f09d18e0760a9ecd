import { readEmailAddress } from "@candor/core/person/email-address.ts";
import type { Kysely } from "kysely";
import type { Schema } from "../database/schema.ts";

/** The other addresses that somebody says their mail comes from. */
export async function readSenders(db: Kysely<Schema>, userId: string): Promise<string[]> {
  const row = await db.selectFrom("mail_setting").select("senders").where("user_id", "=", userId).executeTakeFirst();
  return row ? (JSON.parse(row.senders) as string[]) : [];
}

/** @returns false: one of them is no address, and nothing was changed. */
export async function setSenders(db: Kysely<Schema>, userId: string, senders: readonly string[]): Promise<boolean> {
  const read = senders.map((each) => readEmailAddress(each.trim()));
  if (read.includes(null)) return false;
  const said = { senders: JSON.stringify([...new Set(read)]) };
  await db
    .insertInto("mail_setting")
    .values({ user_id: userId, told_at: null, ...said })
    .onConflict((conflict) => conflict.column("user_id").doUpdateSet(said))
    .execute();
  return true;
}
