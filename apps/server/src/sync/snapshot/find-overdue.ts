import { BIN_DAYS } from "@candor/core/retention/judge-bin.ts";
import { type Kysely, sql } from "kysely";
import type { Schema } from "../../database/schema.ts";

const MOST_AT_ONCE = 2000; // what is left waits for the next time

const BINNED_TABLES = ["topic", "action", "pairing_thing"] as const;
type BinnedTable = (typeof BINNED_TABLES)[number];

/**
 * Looks into the bins of all pages and notes what lies there since when. A thing counts from when the server first saw it
 * there, and anew when it was put back and binned again: the time that it carries is whoever's who wrote it.
 *
 * @returns by page, the ids of what has lain there for thirty days.
 */
export async function findOverdue(db: Kysely<Schema>, now: Date): Promise<Map<string, string[]>> {
  // Written out and not given as a value, so that the index of what is binned serves.
  const binned = sql.lit("binned");
  const stateAt = sql<string>`coalesce(state_at, '')`;
  const lies = (table: BinnedTable) =>
    sql<boolean>`exists (select 1 from ${sql.table(table)} as there
      where there.page = binned_thing.page and there.id = binned_thing.thing and there.state = ${binned}
      and there.volume is null and coalesce(there.state_at, '') = binned_thing.state_at)`;
  await db
    .deleteFrom("binned_thing")
    .where((eb) => eb.not(eb.or(BINNED_TABLES.map(lies))))
    .execute();
  for (const table of BINNED_TABLES)
    await db
      .insertInto("binned_thing")
      .columns(["page", "thing", "state_at", "since"])
      .expression((eb) =>
        eb
          .selectFrom(table)
          .select(["page", "id", stateAt.as("state_at"), sql.lit(now.toISOString()).as("since")])
          .where("state", "=", binned)
          .where("volume", "is", null),
      )
      .onConflict((conflict) => conflict.columns(["page", "thing"]).doNothing())
      .execute();
  const before = new Date(now.getTime() - BIN_DAYS * 86_400_000).toISOString();
  const rows = await db
    .selectFrom("binned_thing")
    .select(["page", "thing"])
    .where("since", "<=", before)
    .orderBy("since")
    .limit(MOST_AT_ONCE)
    .execute();
  const overdue = new Map<string, string[]>();
  for (const { page, thing } of rows) overdue.set(page, [...(overdue.get(page) ?? []), thing]);
  return overdue;
}
