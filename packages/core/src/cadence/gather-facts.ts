import type { Chart } from "../chart/chart.ts";
import { type Day, holdsOn, type ManagerEdge } from "../chart/manager-edge.ts";
import type { CadenceChange, CadenceFacts, Rhythm } from "./advise-cadence.ts";
import { CHANGE_DAYS, LEAVE_DAYS } from "./cadence-rules.ts";
import { daysBetween } from "./days.ts";
import { isDuring, type Leave } from "./leave.ts";

/** The chart as it is asked by all pairs of a workspace: gone through once, whatever the number of pairs. */
export type ChartFacts = {
  chart: Chart;
  /** the edges that lead to a manager */
  byManager: ReadonlyMap<string, readonly ManagerEdge[]>;
  /** how many each leads on the day: directly, and over one in between */
  directs: ReadonlyMap<string, number>;
  skipDirects: ReadonlyMap<string, number>;
};

/** What is on record of a pair, whether or not a chart knows of the two. */
export type PairRecord = {
  pair: string;
  relation: CadenceFacts["relation"];
  /** people of the chart; null: not in one */
  above: string | null;
  below: string | null;
  /** the day the page was begun */
  begun: Day;
  agreed: Rhythm;
  /** newest first; the day on which it was or was to be */
  meetings: readonly { day: Day; outcome: "held" | "missed" }[];
  wishes: CadenceFacts["wishes"];
  isFirstRole: boolean;
  /** as either of the two said */
  leaves: readonly Leave[];
  /** how many pages of this relation the one above has, where no chart says whom they lead */
  pagesOfAbove: number;
};

export function chartFacts(edges: readonly ManagerEdge[], today: Day): ChartFacts {
  const chart = new Map<string, ManagerEdge[]>();
  const byManager = new Map<string, ManagerEdge[]>();
  for (const edge of edges) {
    push(chart, edge.report, edge);
    push(byManager, edge.manager, edge);
  }
  const reports = new Map<string, Set<string>>();
  for (const [manager, those] of byManager)
    reports.set(manager, new Set(those.filter((edge) => holdsOn(edge, today)).map(({ report }) => report)));
  const directs = new Map([...reports].map(([manager, those]) => [manager, those.size]));
  const skipDirects = new Map(
    [...reports].map(([manager, those]) => [
      manager,
      [...those].reduce((sum, report) => sum + (directs.get(report) ?? 0), 0),
    ]),
  );
  return { chart, byManager, directs, skipDirects };
}

/** What the rules ask of a pair. What the chart does not say is taken from the page itself. */
export function gatherFacts(record: PairRecord, facts: ChartFacts, today: Day): CadenceFacts {
  const { relation, above, below, agreed, wishes, isFirstRole, meetings } = record;
  const span = relation === "report" && above !== null && below !== null ? spanOf(facts, above, below, today) : null;
  const first = meetings.at(-1)?.day ?? record.begun;
  const since = span?.since ?? [first, record.begun].sort()[0] ?? record.begun;
  const began =
    above === null
      ? undefined
      : facts.byManager
          .get(above)
          ?.map((edge) => edge.since)
          .sort()[0];
  const counted = relation === "skip_level" ? facts.skipDirects : facts.directs;
  const led = (above === null ? undefined : counted.get(above)) ?? 0;
  return {
    relation,
    agreed,
    togetherDays: daysBetween(since, today),
    endsInDays: span?.until ? daysBetween(today, span.until) : null,
    isNewToTeam: span !== null && below !== null && isFirstManager(facts, below, span.since),
    managerDays: span === null || began === undefined ? null : daysBetween(began, today),
    isFirstRole,
    directs: Math.max(1, led, led === 0 ? record.pagesOfAbove : 0),
    wishes,
    away: awayOn(record.leaves, today),
    change: latestChange(record, facts, today),
    missesInARow: countMisses(meetings, record.leaves),
  };
}

/** The span in which one manages the other, over edges that follow each other without a gap; the next where none holds. */
function spanOf({ chart }: ChartFacts, above: string, below: string, today: Day) {
  const edges = (chart.get(below) ?? [])
    .filter(({ manager }) => manager === above)
    .sort((one, other) => (one.since < other.since ? -1 : 1));
  const spans: { since: Day; until: Day | null }[] = [];
  for (const { since, until } of edges) {
    const last = spans.at(-1);
    if (last && last.until !== null && last.until >= since) last.until = until;
    else spans.push({ since, until });
  }
  return spans.find(({ until }) => until === null || until > today) ?? null;
}

function isFirstManager({ chart }: ChartFacts, below: string, since: Day): boolean {
  return !(chart.get(below) ?? []).some((edge) => edge.since < since);
}

/** Who is away for longest counts where both are. */
function awayOn(leaves: readonly Leave[], today: Day): CadenceFacts["away"] {
  const backs = leaves.filter((leave) => isDuring(leave, today)).map(({ back }) => back);
  if (backs.length === 0) return null;
  const last = backs.flatMap((back) => back ?? []).sort();
  return { backInDays: last.length < backs.length ? null : daysBetween(today, last.at(-1) ?? today) };
}

function latestChange({ above, below, leaves }: PairRecord, facts: ChartFacts, today: Day): CadenceChange | null {
  const changes: CadenceChange[] = [];
  const recent = (day: Day) => {
    const daysAgo = daysBetween(day, today);
    return daysAgo >= 0 && daysAgo <= CHANGE_DAYS ? daysAgo : null;
  };
  for (const { from, back } of leaves) {
    const daysAgo = back === null ? null : recent(back);
    if (back === null || daysAgo === null) continue;
    if (from === null || daysBetween(from, back) >= LEAVE_DAYS) changes.push({ kind: "leave", daysAgo });
  }
  const reorg = above === null ? [] : reorgDays(facts, above, below, today);
  for (const day of reorg) {
    const daysAgo = recent(day);
    if (daysAgo !== null) changes.push({ kind: "reorg", daysAgo });
  }
  return changes.sort((one, other) => one.daysAgo - other.daysAgo)[0] ?? null;
}

/** The manager has another manager, or got two people at once who had somebody else before. */
function reorgDays({ chart, byManager }: ChartFacts, above: string, below: string | null, today: Day): Day[] {
  const own = chart.get(above) ?? [];
  const moved = own.filter((edge) => holdsOn(edge, today) && own.some((other) => other.since < edge.since));
  const came = new Map<Day, number>();
  for (const { report, since, manager } of byManager.get(above) ?? []) {
    if (report === below || daysBetween(since, today) > CHANGE_DAYS || since > today) continue;
    const before = (chart.get(report) ?? []).some((edge) => edge.until === since && edge.manager !== manager);
    if (before) came.set(since, (came.get(since) ?? 0) + 1);
  }
  return [...moved.map(({ since }) => since), ...[...came].flatMap(([day, count]) => (count >= 2 ? [day] : []))];
}

/** What did not take place while somebody was away is no miss. */
function countMisses(meetings: PairRecord["meetings"], leaves: readonly Leave[]): number {
  const counted = meetings.filter(
    ({ day, outcome }) => outcome === "held" || !leaves.some((leave) => isDuring(leave, day)),
  );
  const held = counted.findIndex(({ outcome }) => outcome === "held");
  return held === -1 ? counted.length : held;
}

function push<T>(lists: Map<string, T[]>, key: string, value: T): void {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}
