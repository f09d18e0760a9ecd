import type { Kysely } from "kysely";
import type { Schema } from "../../database/schema.ts";
import { recordEvent } from "../../nodes/record-event.ts";
import { findUser } from "./find-user.ts";

/** @returns how many sign-ins ended; every server hears of it, and closes what is open. */
export async function signOutEverywhere(db: Kysely<Schema>, who: string, now: Date): Promise<number> {
  const { id } = await findUser(db, who);
  return db.transaction().execute(async (transaction) => {
    const ended = await transaction.deleteFrom("session").where("userId", "=", id).executeTakeFirst();
    await recordEvent(transaction, { kind: "signed_out", subject: id }, now.toISOString());
    return Number(ended.numDeletedRows);
  });
}
