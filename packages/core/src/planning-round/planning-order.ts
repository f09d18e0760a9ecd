import type { ManagerEdge } from "../chart/manager-edge.ts";

/** Who manages whom on the day that counts. */
export type PlanningEdge = Pick<ManagerEdge, "manager" | "report">;

/** A manager's place in the order in which managers lay out their weeks. */
export type PlannedTurn = {
  manager: string;
  /** 0: nobody is above; one more than the lowest of those above */
  level: number;
  /** those directly above, by id; who has two managers waits for both */
  above: readonly string[];
};

export type PlanningOrder =
  | { type: "order"; turns: readonly PlannedTurn[] }
  /** from somebody over those above them back to them: nobody there could begin */
  | { type: "circle"; path: readonly string[] };

/**
 * In which order managers lay out their weeks: who is above comes first, since a manager takes the 1:1s with those above
 * as given. Those of one level don't wait for each other.
 *
 * @returns every manager once, by level and then by id.
 */
export function planningOrder(edges: readonly PlanningEdge[]): PlanningOrder {
  const above = new Map<string, Set<string>>();
  for (const { manager } of edges) above.set(manager, new Set());
  for (const { manager, report } of edges) above.get(report)?.add(manager);
  const turns = new Map<string, PlannedTurn>();
  let rest = [...above.keys()].sort();
  while (rest.length > 0) {
    const free = rest.filter((manager) => all(above.get(manager), (each) => turns.has(each)));
    if (free.length === 0) return { type: "circle", path: circleIn(rest, above) };
    const placed = free.map((manager): PlannedTurn => {
      const over = [...(above.get(manager) ?? [])].sort();
      return { manager, level: Math.max(-1, ...over.map((each) => turns.get(each)?.level ?? 0)) + 1, above: over };
    });
    for (const turn of placed) turns.set(turn.manager, turn);
    rest = rest.filter((manager) => !turns.has(manager));
  }
  return { type: "order", turns: [...turns.values()] };
}

/** Each of these has somebody above among these: whoever climbs long enough comes back. */
function circleIn(rest: readonly string[], above: ReadonlyMap<string, ReadonlySet<string>>): string[] {
  const among = new Set(rest);
  const path: string[] = [];
  let at = rest[0] ?? "";
  while (!path.includes(at)) {
    path.push(at);
    at = [...(above.get(at) ?? [])].sort().find((each) => among.has(each)) ?? at;
  }
  return [...path.slice(path.indexOf(at)), at];
}

function all<T>(values: ReadonlySet<T> | undefined, holds: (value: T) => boolean): boolean {
  return [...(values ?? [])].every(holds);
}

/**
 * Whom a manager meets two levels down; their 1:1s belong to the upper manager's plan.
 *
 * @returns ids in order, without the manager and their own reports.
 */
export function skipLevelsOf(manager: string, edges: readonly PlanningEdge[]): string[] {
  const reportsOf = (id: string) => edges.filter((edge) => edge.manager === id).map(({ report }) => report);
  const direct = new Set(reportsOf(manager));
  const found = new Set([...direct].flatMap(reportsOf));
  return [...found].filter((id) => id !== manager && !direct.has(id)).sort();
}
