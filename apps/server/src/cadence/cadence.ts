import { declinedUntil } from "@candor/core/cadence/judge-declined.ts";
import type { CadenceStated, DeclineCadence, MyCadence, PairCadence } from "@candor/protocol/http/cadence.ts";
import { readMembership } from "../people/pairs.ts";
import { type JudgedPair, judgePairs } from "./judge-pairs.ts";
import { isLedBy, NOTHING_STATED, type Tables } from "./read-records.ts";

/** What is advised to a pair, for either of the two; null where the user has no seat in it or it is archived. */
export async function readPairCadence(
  tables: Tables,
  pairId: string,
  userId: string,
  now: Date,
): Promise<PairCadence | null> {
  if (!(await readMembership(tables.db, pairId, userId))) return null;
  const { pairs } = await judgePairs(tables, new Set([pairId]), now);
  const pair = pairs.find(({ record }) => record.pair === pairId);
  return pair ? describe(pair) : null;
}

/** All of somebody's own pairs, with the hours that those take whom they lead. */
export async function readMyCadence(tables: Tables, userId: string, now: Date): Promise<MyCadence> {
  const seats = await tables.db.selectFrom("pair_member").select("pair_id").where("user_id", "=", userId).execute();
  const mine = new Set(seats.map(({ pair_id }) => pair_id));
  const { pairs, weighings } = await judgePairs(tables, mine, now);
  const own = pairs.filter(({ record }) => mine.has(record.pair));
  const weighing = weighings.get(userId);
  const budget = await tables.db
    .selectFrom("cadence_budget")
    .select("minutes")
    .where("user_id", "=", userId)
    .executeTakeFirst();
  return {
    budgetMinutes: budget?.minutes ?? null,
    agreedMinutes: weighing?.agreedMinutes ?? 0,
    wishedMinutes: weighing?.wishedMinutes ?? 0,
    plannedMinutes: weighing?.plannedMinutes ?? 0,
    fits: weighing?.fits ?? true,
    led: own.filter((pair) => isLedBy(pair, userId)).map(describe),
    others: own.filter((pair) => !isLedBy(pair, userId)).map(describe),
  };
}

/** Says for one's own seat how often one would like to meet, and what else bears on it. */
export async function sayCadence(
  tables: Tables,
  pairId: string,
  userId: string,
  { everyWeeks, isFirstRole, awayFrom = null, backSince }: CadenceStated,
  now: Date,
): Promise<PairCadence | null> {
  const { db } = tables;
  const seat = await readMembership(db, pairId, userId);
  if (!seat || !(await readPairCadence(tables, pairId, userId, now))) return null;
  const said = {
    ...{ every_weeks: everyWeeks, first_role: isFirstRole ? 1 : 0 },
    ...{ away_from: awayFrom, back_since: backSince },
    said_at: now.toISOString(),
  };
  await db
    .insertInto("cadence_stated")
    .values({ pair_id: pairId, member: seat.member, ...said })
    .onConflict((conflict) => conflict.columns(["pair_id", "member"]).doUpdateSet(said))
    .execute();
  return readPairCadence(tables, pairId, userId, now);
}

/** Says no to meeting more or less often; for a season neither of the two hears it again. */
export async function declineCadence(
  tables: Tables,
  pairId: string,
  userId: string,
  { verdict }: DeclineCadence,
  now: Date,
): Promise<PairCadence | null> {
  const seat = await readMembership(tables.db, pairId, userId);
  const cadence = await readPairCadence(tables, pairId, userId, now);
  if (!seat || !cadence) return null;
  const declined = { member: seat.member, day: now.toISOString().slice(0, 10) };
  await tables.db
    .insertInto("cadence_declined")
    .values({ pair_id: pairId, verdict, ...declined })
    .onConflict((conflict) => conflict.columns(["pair_id", "verdict"]).doUpdateSet(declined))
    .execute();
  return readPairCadence(tables, pairId, userId, now);
}

/** Lets what was declined be advised again; either of the two may. */
export async function hearAgain(
  tables: Tables,
  pairId: string,
  userId: string,
  now: Date,
): Promise<PairCadence | null> {
  if (!(await readPairCadence(tables, pairId, userId, now))) return null;
  await tables.db.deleteFrom("cadence_declined").where("pair_id", "=", pairId).execute();
  return readPairCadence(tables, pairId, userId, now);
}

/** @param minutes a week; null: no limit. */
export async function setBudget(tables: Tables, userId: string, minutes: number | null, now: Date): Promise<MyCadence> {
  const { db } = tables;
  if (minutes === null) await db.deleteFrom("cadence_budget").where("user_id", "=", userId).execute();
  else {
    const budget = { minutes, set_at: now.toISOString() };
    await db
      .insertInto("cadence_budget")
      .values({ user_id: userId, ...budget })
      .onConflict((conflict) => conflict.column("user_id").doUpdateSet(budget))
      .execute();
  }
  return readMyCadence(tables, userId, now);
}

function describe(pair: JudgedPair): PairCadence {
  const { record, advice, advised, declined, today, above, stated } = pair;
  const until = declinedUntil(advice, declined, today);
  const by = declined.find(({ verdict }) => verdict === advice.verdict)?.by;
  const isSame = advised !== null && advised.everyWeeks === advice.everyWeeks && advised.verdict === advice.verdict;
  return {
    pair: record.pair,
    relation: record.relation,
    above,
    agreed: record.agreed,
    advice: { ...advice, reasons: [...advice.reasons] },
    since: isSame ? advised.since : today,
    declined: until === null || by === undefined ? null : { by, until },
    stated: { a: stated.a ?? NOTHING_STATED, b: stated.b ?? NOTHING_STATED },
  };
}
