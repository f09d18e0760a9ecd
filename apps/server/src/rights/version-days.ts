import type { Kysely } from "kysely";
import type { Schema } from "../database/schema.ts";
import { parseRetention } from "./read-archive.ts";

/** For how many days each workspace keeps the versions of its pages, edit by edit. */
export async function versionDays(db: Kysely<Schema>): Promise<Map<string, number>> {
  const workspaces = await db.selectFrom("workspace").select(["id", "settings"]).execute();
  return new Map(workspaces.map(({ id, settings }) => [id, parseRetention(settings).versionDays]));
}
