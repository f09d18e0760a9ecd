import type { Kysely } from "kysely";
import type { Schema } from "../schema.ts";

/** Which version of the reader has read a calendar; what is there by now was read by none that had a number. */
export async function noteCalendarReader(db: Kysely<Schema>): Promise<void> {
  await db.schema
    .alterTable("calendar_source")
    .addColumn("reader", "integer", (column) => column.notNull().defaultTo(0))
    .execute();
}
