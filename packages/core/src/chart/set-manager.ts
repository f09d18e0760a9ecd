import { type Chart, type Cycle, cycleThrough } from "./chart.ts";
import { type Day, holdsOn, type ManagerEdge } from "./manager-edge.ts";

export type WantedManager = {
  report: string;
  /** null: nobody from then on */
  manager: string | null;
  from: Day;
};

/** What becomes of edges, by their ids; what is not named stays. */
export type ChartChange = {
  /** the edge that begins; null: none does */
  begins: ManagerEdge | null;
  /** edges that end earlier than they did */
  ends: { before: ManagerEdge; until: Day }[];
  /** edges that never come to hold */
  removes: ManagerEdge[];
  /** an edge that was to begin later all the same, and still will */
  staysPlanned: ManagerEdge | null;
};

export type SetManagerResult =
  | { type: "changed"; change: ChartChange }
  | { type: "unchanged" }
  | { type: "self" }
  | { type: "cycle"; cycle: Cycle };

/**
 * Sets somebody's manager from a day on, in the past or to come. What was planned for a later day stays planned: the new
 * manager is theirs until then.
 *
 * @param newId the id of the edge, should one begin.
 */
export function setManager(chart: Chart, { report, manager, from }: WantedManager, newId: string): SetManagerResult {
  if (manager === report) return { type: "self" };
  const own = chart.get(report) ?? [];
  const current = own.find((edge) => holdsOn(edge, from)) ?? null;
  if ((current?.manager ?? null) === manager) return { type: "unchanged" };
  const next = earliest(own.filter((edge) => edge.since > from));
  const change: ChartChange = { begins: null, ends: [], removes: [], staysPlanned: next };
  if (current?.since === from) change.removes.push(current);
  else if (current) change.ends.push({ before: current, until: from });
  if (manager !== null) {
    change.begins = { id: newId, report, manager, since: from, until: next?.since ?? null };
    const cycle = cycleThrough(chart, change.begins);
    if (cycle) return { type: "cycle", cycle };
  }
  return { type: "changed", change };
}

function earliest(edges: readonly ManagerEdge[]): ManagerEdge | null {
  return edges.reduce<ManagerEdge | null>((first, edge) => (first && first.since <= edge.since ? first : edge), null);
}

/** The chart after a change. */
export function applyChange(edges: readonly ManagerEdge[], change: ChartChange): ManagerEdge[] {
  const gone = new Set(change.removes.map(({ id }) => id));
  const ends = new Map(change.ends.map(({ before, until }) => [before.id, until]));
  const after = edges
    .filter(({ id }) => !gone.has(id))
    .map((edge) => {
      const until = ends.get(edge.id);
      return until === undefined ? edge : { ...edge, until };
    });
  return change.begins ? [...after, change.begins] : after;
}
