import type { Kysely } from "kysely";
import { claimCalendars } from "../calendar/claim-calendars.ts";
import type { Schema } from "../database/schema.ts";
import { claimVaults } from "../notebook/claim-vaults.ts";
import { claimPlanner } from "../planner/planner-settings.ts";
import { claimPortrait } from "../portrait/claim-portrait.ts";
import { claimQuestions } from "../question/claim-questions.ts";

/**
 * Gives an anonymous person's seats and their places in workspaces to the account they now sign in with, their questions
 * and their private notes. Pages name seats, never accounts, and so do the answers given after meetings: nothing else has to change. Where the account already sits in
 * the pair, the seat that was there first stays.
 *
 * @returns the pairs whose seats changed hands.
 */
export async function claimAccount(db: Kysely<Schema>, fromUser: string, toUser: string): Promise<string[]> {
  if (fromUser === toUser) return [];
  if (!db.isTransaction) return db.transaction().execute((tx) => claimAccount(tx, fromUser, toUser));
  const moved = await db
    .updateTable("pair_member")
    .set({ user_id: toUser })
    .where("user_id", "=", fromUser)
    .where("pair_id", "not in", (query) =>
      query.selectFrom("pair_member as mine").select("mine.pair_id").where("mine.user_id", "=", toUser),
    )
    .returning("pair_id")
    .execute();
  await db.updateTable("pair_member").set({ away_user_id: toUser }).where("away_user_id", "=", fromUser).execute();
  await db
    .updateTable("person")
    .set({ user_id: toUser })
    .where("user_id", "=", fromUser)
    .where("workspace_id", "not in", (query) =>
      query.selectFrom("person as mine").select("mine.workspace_id").where("mine.user_id", "=", toUser),
    )
    .execute();
  // Their links go on opening: a link is worth what its maker may do.
  await db.updateTable("workspace_invitation").set({ created_by: toUser }).where("created_by", "=", fromUser).execute();
  await claimQuestions(db, fromUser, toUser);
  await claimCalendars(db, fromUser, toUser);
  await claimPlanner(db, fromUser, toUser);
  await claimPortrait(db, fromUser, toUser);
  await db.updateTable("handoff").set({ user_id: toUser }).where("user_id", "=", fromUser).execute();
  await db.updateTable("artifact_person").set({ user_id: toUser }).where("user_id", "=", fromUser).execute();
  await claimVaults(db, fromUser, toUser);
  return moved.map((row) => row.pair_id);
}
