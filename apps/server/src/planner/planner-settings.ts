import { type PlannerSettings, PROPOSED_SETTINGS } from "@candor/core/planner/planner-settings.ts";
import type { Kysely } from "kysely";
import type { Schema } from "../database/schema.ts";

/** @returns null where they have said nothing yet. */
export async function readPlannerSettings(db: Kysely<Schema>, userId: string): Promise<PlannerSettings | null> {
  const all = await readSettingsOf(db, [userId]);
  return all.get(userId) ?? null;
}

export async function readSettingsOf(
  db: Kysely<Schema>,
  userIds: readonly string[],
): Promise<Map<string, PlannerSettings>> {
  if (userIds.length === 0) return new Map();
  const rows = await db
    .selectFrom("planner_setting")
    .select(["user_id", "settings"])
    .where("user_id", "in", [...userIds])
    .execute();
  return new Map(
    rows.map(({ user_id, settings }) => [
      user_id,
      { ...PROPOSED_SETTINGS, ...(JSON.parse(settings) as PlannerSettings) },
    ]),
  );
}

export async function keepPlannerSettings(
  db: Kysely<Schema>,
  userId: string,
  settings: PlannerSettings,
  now: Date,
): Promise<void> {
  const kept = { settings: JSON.stringify(settings), changed_at: now.toISOString() };
  await db
    .insertInto("planner_setting")
    .values({ user_id: userId, ...kept })
    .onConflict((conflict) => conflict.column("user_id").doUpdateSet(kept))
    .execute();
}

/**
 * Gives to another account of theirs what somebody said, unless that one has said something itself, and the plans.
 *
 * @param db in a transaction.
 */
export async function claimPlanner(db: Kysely<Schema>, fromUser: string, toUser: string): Promise<void> {
  await db
    .updateTable("planner_setting")
    .set({ user_id: toUser })
    .where("user_id", "=", fromUser)
    .where(({ not, exists, selectFrom }) =>
      not(exists(selectFrom("planner_setting as mine").select("mine.user_id").where("mine.user_id", "=", toUser))),
    )
    .execute();
  await db.deleteFrom("planner_setting").where("user_id", "=", fromUser).execute();
  await db.updateTable("series_plan").set({ user_id: toUser }).where("user_id", "=", fromUser).execute();
}
