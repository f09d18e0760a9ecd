import type { Kysely } from "kysely";
import type { Schema } from "../schema.ts";

/** Whether a session began by a provider's word alone, which may not have asked who is there. */
export async function addSessionColumns(db: Kysely<Schema>): Promise<void> {
  await db.schema
    .alterTable("session")
    .addColumn("silent", "integer", (column) => column.notNull().defaultTo(0))
    .execute();
}
