import type { Kysely } from "kysely";
import type { Schema } from "../schema.ts";

/** What waits for the 1:1s of a week may be told, all of it may be switched off at once, and quiet hours are one's own. */
export async function addQuietHours(db: Kysely<Schema>): Promise<void> {
  const columns = { week_mail: 0, week_push: 0, all_off: 0, quiet_from: 18, quiet_until: 8 };
  for (const [name, usual] of Object.entries(columns))
    await db.schema
      .alterTable("notice_setting")
      .addColumn(name, "integer", (column) => column.notNull().defaultTo(usual))
      .execute();
}
