import type { Kysely } from "kysely";
import type { Schema } from "../schema.ts";

/** A renewal of which the answer was lost may be asked for once more. */
export async function keepPreviousRefresh(db: Kysely<Schema>): Promise<void> {
  for (const name of ["previous_hash", "previous_until"])
    await db.schema.alterTable("assistant_grant").addColumn(name, "text").execute();
}
