import type { Tables } from "../cadence/read-records.ts";
import { readPlannerSettings } from "../planner/planner-settings.ts";
import { readPageZones } from "../planner/read-page-zones.ts";

/** Where somebody is, as far as they said it anywhere: for reminders, for the planner, on a page of theirs; else UTC. */
export async function zoneOfUser({ db }: Pick<Tables, "db">, userId: string): Promise<string> {
  const said = await db
    .selectFrom("reminder_setting")
    .select("time_zone")
    .where("user_id", "=", userId)
    .executeTakeFirst();
  const zone = said?.time_zone ?? (await readPlannerSettings(db, userId))?.timeZone ?? null;
  if (zone !== null) return zone;
  const seats = await db
    .selectFrom("pair_member")
    .leftJoin("series", "series.page", "pair_member.pair_id")
    .select(["pair_id", "member", "time_zone as ofSeries"])
    .where("user_id", "=", userId)
    .orderBy("pair_id")
    .execute();
  for (const { pair_id, member } of seats) {
    const mine = (await readPageZones(db, pair_id))?.[member];
    if (mine) return mine;
  }
  return seats.flatMap(({ ofSeries }) => ofSeries ?? [])[0] ?? "UTC";
}
