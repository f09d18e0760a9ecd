import type { Kysely } from "kysely";
import type { Schema } from "../schema.ts";

/** What a webhook's receiver said last, and since when it has taken nothing. */
export async function keepWebhookState(db: Kysely<Schema>): Promise<void> {
  for (const name of ["tried_at", "fault", "failing_since"])
    await db.schema.alterTable("webhook").addColumn(name, "text").execute();
  await db.schema.alterTable("webhook").addColumn("status", "integer").execute();
}
