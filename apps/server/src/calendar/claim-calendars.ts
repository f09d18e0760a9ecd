import type { Kysely } from "kysely";
import type { Schema } from "../database/schema.ts";

/**
 * Gives somebody's calendars, and with whom they share, to another account of theirs.
 *
 * @param db in a transaction.
 */
export async function claimCalendars(db: Kysely<Schema>, fromUser: string, toUser: string): Promise<void> {
  await db.updateTable("calendar_source").set({ user_id: toUser }).where("user_id", "=", fromUser).execute();
  await db.updateTable("calendar_account").set({ user_id: toUser }).where("user_id", "=", fromUser).execute();
  await claimTarget(db, fromUser, toUser);
  await db
    .updateTable("calendar_share")
    .set({ user_id: toUser })
    .where("user_id", "=", fromUser)
    .where("pair_id", "not in", (query) =>
      query.selectFrom("calendar_share as mine").select("mine.pair_id").where("mine.user_id", "=", toUser),
    )
    .execute();
  // Who subscribed goes on: where both have an address, the account's own stays.
  await db
    .updateTable("calendar_feed")
    .set({ user_id: toUser })
    .where("user_id", "=", fromUser)
    .where(({ not, exists, selectFrom }) =>
      not(exists(selectFrom("calendar_feed as mine").select("mine.user_id").where("mine.user_id", "=", toUser))),
    )
    .execute();
  await db.deleteFrom("calendar_feed").where("user_id", "=", fromUser).execute();
  await db.deleteFrom("calendar_share").where("user_id", "=", fromUser).execute();
}

/** Where both have their meetings put somewhere, the account's own calendar stays, and the other's are taken out of it. */
async function claimTarget(db: Kysely<Schema>, fromUser: string, toUser: string): Promise<void> {
  await db.updateTable("calendar_entry").set({ user_id: toUser }).where("user_id", "=", fromUser).execute();
  await db
    .updateTable("calendar_target")
    .set({ user_id: toUser })
    .where("user_id", "=", fromUser)
    .where(({ not, exists, selectFrom }) =>
      not(exists(selectFrom("calendar_target as mine").select("mine.user_id").where("mine.user_id", "=", toUser))),
    )
    .execute();
  await db.deleteFrom("calendar_target").where("user_id", "=", fromUser).execute();
}
