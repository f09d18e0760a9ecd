import type { Kysely } from "kysely";
import type { Schema } from "../database/schema.ts";
import { readSettings } from "./place.ts";
import { dayIn } from "./workspace-day.ts";

/** Who somebody is in a workspace that they have not left. */
export type PlaceOfUser = {
  person: string;
  workspace: string;
  timeZone: string;
  /** YYYY-MM-DD, where the workspace is */
  today: string;
};

/** Every place of an account, in a fixed order. */
export async function placesOfUser(db: Kysely<Schema>, userId: string, now: Date): Promise<PlaceOfUser[]> {
  const places = await db
    .selectFrom("person")
    .innerJoin("workspace", "workspace.id", "person.workspace_id")
    .select(["person.id as person", "workspace.id as workspace", "settings"])
    .where("user_id", "=", userId)
    .where("left_at", "is", null)
    .orderBy("workspace.id")
    .execute();
  return places.map(({ person, workspace, settings }) => {
    const { timeZone } = readSettings({ settings });
    return { person, workspace, timeZone, today: dayIn(timeZone, now) };
  });
}
