import { chartOf } from "@candor/core/chart/chart.ts";
import { type ChartPair, freezeByChart } from "@candor/core/chart/freeze-pair.ts";
import { laterDay, type ManagerEdge } from "@candor/core/chart/manager-edge.ts";
import type { Kysely } from "kysely";
import type { Schema } from "../database/schema.ts";
import { readEdges } from "./people.ts";
import type { WorkspaceRow } from "./place.ts";
import { readSettings } from "./place.ts";
import { dayIn, startOfDay } from "./workspace-day.ts";

/** The roles that stand higher in a pair whose two do not stand level. */
const ABOVE = new Set(["manager", "skip_manager", "mentor"]);

type Seat = { person_id: string | null; role: string; leftAt: string | null };
type Frozen = { frozen_at: string | null; frozen_why: "manager_changed" | "left" | null };

/**
 * Writes down of every page of a workspace when it freezes, by its chart and by who has left it or the pair.
 *
 * @returns the pages of which it changed: whoever has them open must come back.
 */
export async function freezePairs(db: Kysely<Schema>, workspace: WorkspaceRow, now: Date): Promise<string[]> {
  const { timeZone } = readSettings(workspace);
  const pairs = await readPairs(db, workspace.id);
  if (pairs.length === 0) return [];
  const edges = await readEdges(db, workspace.id);
  const changed: string[] = [];
  for (const pair of pairs) {
    const frozen = judge(pair, edges, timeZone, now);
    if (frozen.frozen_at === pair.frozen_at && frozen.frozen_why === pair.frozen_why) continue;
    await db.updateTable("pair").set(frozen).where("id", "=", pair.id).execute();
    changed.push(pair.id);
  }
  return changed;
}

type WorkspacePair = Frozen & {
  id: string;
  relation: ChartPair["relation"];
  from_chart: number;
  created_at: string;
  seats: Seat[];
};

async function readPairs(db: Kysely<Schema>, workspaceId: string): Promise<WorkspacePair[]> {
  const rows = await db
    .selectFrom("pair")
    .innerJoin("pair_member", "pair_member.pair_id", "pair.id")
    .leftJoin("person", "person.id", "pair_member.person_id")
    .select(["pair.id", "pair.relation", "pair.from_chart", "pair.created_at", "pair.frozen_at", "pair.frozen_why"])
    .select(["pair_member.person_id", "pair_member.role", "pair_member.left_at as left_pair", "person.left_at"])
    .where("pair.workspace_id", "=", workspaceId)
    .execute();
  const pairs = new Map<string, WorkspacePair>();
  for (const { person_id, role, left_pair, left_at, relation, ...row } of rows) {
    if (relation === null) continue;
    const pair = pairs.get(row.id) ?? { ...row, relation, seats: [] };
    pair.seats.push({ person_id, role, leftAt: left_pair ?? left_at });
    pairs.set(row.id, pair);
  }
  return [...pairs.values()];
}

function judge(pair: WorkspacePair, edges: readonly ManagerEdge[], timeZone: string, now: Date): Frozen {
  const [chart, leaving] = [byChart(pair, edges, timeZone, now), byLeaving(pair)];
  if (chart.frozen_at === null || leaving.frozen_at === null) return chart.frozen_at === null ? leaving : chart;
  const [chartDay, leavingDay] = [chart.frozen_at, leaving.frozen_at].map((at) => dayIn(timeZone, new Date(at)));
  // With whoever leaves their edges end, too: it is for the leaving then.
  if (chartDay === leavingDay) return { ...leaving, frozen_at: earlier(chart.frozen_at, leaving.frozen_at) };
  return chart.frozen_at < leaving.frozen_at ? chart : leaving;
}

function earlier(one: string, other: string): string {
  return one < other ? one : other;
}

const OPEN: Frozen = { frozen_at: null, frozen_why: null };

function byLeaving({ seats }: WorkspacePair): Frozen {
  const left = seats.flatMap(({ leftAt }) => leftAt ?? []).sort()[0];
  return left === undefined ? OPEN : { frozen_at: left, frozen_why: "left" };
}

function byChart(pair: WorkspacePair, edges: readonly ManagerEdge[], timeZone: string, now: Date): Frozen {
  const above = pair.seats.find(({ role }) => ABOVE.has(role))?.person_id;
  const below = pair.seats.find(({ role }) => !ABOVE.has(role))?.person_id;
  if (!above || !below) return OPEN;
  const since = dayIn(timeZone, new Date(pair.created_at));
  const { relation, from_chart } = pair;
  const freeze = freezeByChart(
    chartOf(edges),
    { relation, above, below, fromChart: from_chart === 1, since },
    dayIn(timeZone, now),
  );
  if (freeze === null) return OPEN;
  const at = startOfDay(timeZone, freeze.from);
  // A page that froze on the day it was begun was open until then.
  return { frozen_at: laterDay(at, pair.created_at), frozen_why: freeze.why };
}
