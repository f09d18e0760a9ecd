import { type Kysely, sql } from "kysely";
import type { Engine } from "../database/engine.ts";
import type { Schema } from "../database/schema.ts";

/**
 * A number that moves when rows have changed by which somebody's access may have ended, whoever changed them. What was
 * read of access after one answer still holds at the next, if both are the same. It may move for nothing.
 */
export type ChangeMark = () => Promise<number>;

export function createChangeMark({ db, engine }: { db: Kysely<Schema>; engine: Engine }): ChangeMark {
  return engine === "sqlite" ? () => readCounter(db) : followTransactions(db);
}

async function readCounter(db: Kysely<Schema>): Promise<number> {
  const row = await db.selectFrom("access_change").select("number").executeTakeFirst();
  return row?.number ?? Number.NaN; // which is equal to nothing: without the counter everything is asked again
}

/**
 * Rows come with their commit, in another order than their numbers. Those of transactions that had ended by the last
 * look are all seen; of the others, the ones that it saw are known by their sum.
 */
function followTransactions(db: Kysely<Schema>): ChangeMark {
  let seen = { since: "0", sum: "none" };
  let mark = 0;
  return async () => {
    const before = seen;
    const { rows } = await sql<{ xmin: string; since: string; beyond: string }>`
      with snapshot as (select pg_snapshot_xmin(pg_current_snapshot())::text::bigint as xmin)
      select xmin::text,
        (select coalesce(sum(number), 0)::text from access_change where number >= ${before.since}::bigint) as since,
        (select coalesce(sum(number), 0)::text from access_change where number >= snapshot.xmin) as beyond
      from snapshot`.execute(db);
    const [row] = rows;
    if (!row) throw new Error("the database says nothing of its transactions");
    if (row.since !== before.sum) mark += 1;
    seen = { since: row.xmin, sum: row.beyond };
    return mark;
  };
}

/** On PostgreSQL alone. A transaction that is still going on so late would be asked about for nothing. */
export async function clearAccessChanges(db: Kysely<Schema>, before: number): Promise<void> {
  await db.deleteFrom("access_change").where("at", "<", before).execute();
}
