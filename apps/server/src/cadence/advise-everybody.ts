import { oneOf } from "../database/one-of.ts";
import { type Charts, judgePairs } from "./judge-pairs.ts";
import type { Tables } from "./read-records.ts";

const PAIRS_AT_ONCE = 500; // a slice takes a few hundredths of a second, and others are served between two

/**
 * Advises every pair and writes down what it is and since when. In slices by who leads, so that each is weighed whole
 * and once, and memory does not grow with the number of people.
 *
 * @returns how many pairs were judged.
 */
export async function adviseEverybody(tables: Tables, now: Date, pause: () => Promise<void>): Promise<number> {
  const charts: Charts = new Map();
  const { db } = tables;
  const seen = new Set<string>();
  for (let after = ""; ; ) {
    const rows = await db
      .selectFrom("pair")
      .select("id")
      .where("id", ">", after)
      .orderBy("id")
      .limit(PAIRS_AT_ONCE)
      .execute();
    const last = rows.at(-1);
    if (!last) return seen.size;
    after = last.id;
    const fresh = new Set(rows.map(({ id }) => id).filter((id) => !seen.has(id)));
    const { pairs } = await judgePairs(tables, fresh, now, charts);
    const news = pairs.filter(({ record }) => !seen.has(record.pair));
    for (const { record } of news) seen.add(record.pair);
    await write(tables, news);
    await pause();
  }
}

type Judged = Awaited<ReturnType<typeof judgePairs>>["pairs"];

async function write({ db, engine }: Tables, pairs: Judged): Promise<void> {
  // Nearly all of them are advised what they were the day before; those rows stay as they are.
  const changed = pairs.filter(
    ({ advice, advised }) => advised?.everyWeeks !== advice.everyWeeks || advised.verdict !== advice.verdict,
  );
  if (changed.length === 0) return;
  const ids = new Set(changed.map(({ record }) => record.pair));
  await db.transaction().execute(async (tx) => {
    await tx.deleteFrom("cadence_advice").where("pair_id", "in", oneOf(engine, ids)).execute();
    for (let at = 0; at < changed.length; at += 100) {
      await tx
        .insertInto("cadence_advice")
        .values(
          changed.slice(at, at + 100).map(({ record, advice, today }) => ({
            ...{ pair_id: record.pair, every_weeks: advice.everyWeeks, minutes: advice.minutes },
            ...{ verdict: advice.verdict, rule: advice.reasons[0]?.rule ?? "free", since: today, judged_on: today },
          })),
        )
        .execute();
    }
  });
}
