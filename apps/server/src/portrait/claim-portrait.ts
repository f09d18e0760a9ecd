import type { Kysely } from "kysely";
import type { Schema } from "../database/schema.ts";

/**
 * Gives what somebody said of themselves, to whom they show it, their hours and what they said about reminders to another account of theirs. Where both
 * have said something of a part, the account's own is what they say now, and the other its history.
 *
 * @param db in a transaction.
 */
export async function claimPortrait(db: Kysely<Schema>, fromUser: string, toUser: string): Promise<void> {
  await db
    .updateTable("portrait_entry")
    .set((eb) => ({ replaced_at: eb.ref("written_at") }))
    .where("user_id", "=", fromUser)
    .where("replaced_at", "is", null)
    .where("part", "in", (query) =>
      query
        .selectFrom("portrait_entry as mine")
        .select("mine.part")
        .where("mine.user_id", "=", toUser)
        .where("mine.replaced_at", "is", null),
    )
    .execute();
  await db.updateTable("portrait_entry").set({ user_id: toUser }).where("user_id", "=", fromUser).execute();
  await db
    .updateTable("portrait_share")
    .set({ user_id: toUser })
    .where("user_id", "=", fromUser)
    .where("pair_id", "not in", (query) =>
      query.selectFrom("portrait_share as mine").select("mine.pair_id").where("mine.user_id", "=", toUser),
    )
    .execute();
  await db.deleteFrom("portrait_share").where("user_id", "=", fromUser).execute();
  for (const table of ["cadence_budget", "reminder_setting"] as const) {
    const mine = await db.selectFrom(table).select("user_id").where("user_id", "=", toUser).executeTakeFirst();
    if (!mine) await db.updateTable(table).set({ user_id: toUser }).where("user_id", "=", fromUser).execute();
    await db.deleteFrom(table).where("user_id", "=", fromUser).execute();
  }
}
