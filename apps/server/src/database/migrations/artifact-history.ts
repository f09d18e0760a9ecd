import type { Kysely } from "kysely";
import type { Schema } from "../schema.ts";

/** From when on an artifact's versions may be read: earlier ones hold what somebody took out again. */
export async function addArtifactHistory(db: Kysely<Schema>): Promise<void> {
  await db.schema.alterTable("artifact").addColumn("closed_before", "text").execute();
}
