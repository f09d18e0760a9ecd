import { adviseCadence, type CadenceAdvice } from "@candor/core/cadence/advise-cadence.ts";
import { type ChartFacts, chartFacts, gatherFacts } from "@candor/core/cadence/gather-facts.ts";
import { type Weighing, weighHours } from "@candor/core/cadence/weigh-hours.ts";
import type { Kysely } from "kysely";
import { oneOf } from "../database/one-of.ts";
import type { Schema } from "../database/schema.ts";
import { readEdges } from "../workspace/people.ts";
import { isLedBy, type PairOnRecord, readRecords, type Tables, whoLeads } from "./read-records.ts";

export type JudgedPair = PairOnRecord & { advice: CadenceAdvice };

/** The chart of each workspace, as it is asked by all of its pairs on a day. */
export type Charts = Map<string, ChartFacts>;

const NO_CHART = chartFacts([], "2000-01-01");

/**
 * What is advised to all pairs of those who lead any of these, fitted into each one's hours, and to these themselves.
 *
 * @param charts those that were read before are not read again.
 */
export async function judgePairs(
  tables: Tables,
  pairIds: ReadonlySet<string>,
  now: Date,
  charts: Charts = new Map(),
): Promise<{ pairs: JudgedPair[]; weighings: Map<string, Weighing> }> {
  const asked = await readRecords(tables, pairIds, now);
  const leaders = new Set(asked.flatMap((pair) => whoLeads(pair) ?? []));
  const missing = await pairsOf(tables, leaders, pairIds);
  // Of whom a leader is led in turn is another one's to weigh.
  const others = (await readRecords(tables, missing, now)).filter((pair) => leaders.has(whoLeads(pair) ?? ""));
  const records = [...asked, ...others];
  const budgets = await readBudgets(tables, leaders);
  const pairs = await adviseEach(tables.db, records, charts);
  const weighings = new Map<string, Weighing>();
  const weighed = new Map<string, CadenceAdvice>();
  const byLeader = Map.groupBy(pairs, (pair) => whoLeads(pair) ?? "");
  for (const leader of leaders) {
    const led = (byLeader.get(leader) ?? []).filter((pair) => isLedBy(pair, leader));
    const weighing = weighHours(
      led.map(({ record, advice, togetherDays }) => ({
        ...{ pair: record.pair, relation: record.relation, agreed: record.agreed },
        ...{ togetherDays, advice },
      })),
      budgets.get(leader) ?? null,
    );
    weighings.set(leader, weighing);
    for (const { pair, advice } of weighing.pairs) weighed.set(pair, advice);
  }
  return {
    pairs: pairs.map((pair) => ({ ...pair, advice: weighed.get(pair.record.pair) ?? pair.advice })),
    weighings,
  };
}

async function adviseEach(db: Kysely<Schema>, records: readonly PairOnRecord[], charts: Charts) {
  const pages = new Map<string, number>();
  for (const each of records) {
    const key = `${whoLeads(each)} ${each.record.relation}`;
    pages.set(key, (pages.get(key) ?? 0) + 1);
  }
  const judged: (JudgedPair & { togetherDays: number })[] = [];
  for (const each of records) {
    const { workspaceId, today } = each;
    const key = `${whoLeads(each)} ${each.record.relation}`;
    const facts = gatherFacts(
      { ...each.record, pagesOfAbove: pages.get(key) ?? 1 },
      workspaceId === null ? NO_CHART : await chartOf(db, workspaceId, today, charts),
      today,
    );
    judged.push({ ...each, advice: adviseCadence(facts), togetherDays: facts.togetherDays });
  }
  return judged;
}

async function chartOf(db: Kysely<Schema>, workspaceId: string, today: string, charts: Charts): Promise<ChartFacts> {
  const key = `${workspaceId} ${today}`;
  const known = charts.get(key);
  if (known) return known;
  const facts = chartFacts(await readEdges(db, workspaceId), today);
  charts.set(key, facts);
  return facts;
}

async function pairsOf(
  { db, engine }: Tables,
  users: ReadonlySet<string>,
  without: ReadonlySet<string>,
): Promise<Set<string>> {
  if (users.size === 0) return new Set();
  const rows = await db
    .selectFrom("pair_member")
    .select("pair_id")
    .where("user_id", "in", oneOf(engine, users))
    .execute();
  return new Set(rows.map(({ pair_id }) => pair_id).filter((id) => !without.has(id)));
}

async function readBudgets({ db, engine }: Tables, users: ReadonlySet<string>): Promise<Map<string, number>> {
  if (users.size === 0) return new Map();
  const rows = await db
    .selectFrom("cadence_budget")
    .select(["user_id", "minutes"])
    .where("user_id", "in", oneOf(engine, users))
    .execute();
  return new Map(rows.map(({ user_id, minutes }) => [user_id, minutes]));
}
