import { type Kysely, sql } from "kysely";
import type { Database } from "../database/open-database.ts";
import type { Schema } from "../database/schema.ts";

const PAGES_AT_ONCE = 64; // of the search index: some milliseconds of the writer's time
const MOST_STEPS = 10_000;

/**
 * Has the database let go of what was deleted. SQLite overwrites rows as it deletes them (`secure_delete`), but its
 * search index keeps the words of a deleted entry until its parts are merged; PostgreSQL keeps deleted rows in its
 * files until it vacuums.
 */
export async function scrub({ db, engine }: Pick<Database, "db" | "engine">): Promise<void> {
  if (engine === "postgres") {
    await sql`vacuum`.execute(db);
    return;
  }
  let amount = -PAGES_AT_ONCE; // negative: begins a merge of everything into one
  for (let step = 0; step < MOST_STEPS && (await parts(db)) > 1; step += 1) {
    await sql`insert into search_words(search_words, rank) values ('merge', ${amount})`.execute(db);
    amount = PAGES_AT_ONCE;
  }
}

async function parts(db: Kysely<Schema>): Promise<number> {
  const { rows } = await sql<{ parts: number }>`select count(distinct segid) as parts from search_words_idx`.execute(
    db,
  );
  return rows[0]?.parts ?? 0;
}
