/** Who manages whom; a person has at most one manager. */
export type PlanningEdge = { managerId: string; reportId: string };

/**
 * In which order managers lay out their weeks: who is above comes first, since a manager takes the 1:1 with their own
 * manager as given. Those of one level don't wait for each other.
 *
 * @returns levels of managers, by id within each; whoever is in a circle comes last, for there nobody is above.
 */
export function planningOrder(edges: readonly PlanningEdge[]): string[][] {
  const managers = new Set(edges.map(({ managerId }) => managerId));
  const above = new Map(edges.map(({ managerId, reportId }) => [reportId, managerId]));
  const levels: string[][] = [];
  const circle: string[] = [];
  for (const manager of [...managers].sort()) {
    const seen = new Set([manager]);
    let [level, next] = [0, above.get(manager)];
    while (next !== undefined && !seen.has(next)) {
      seen.add(next);
      level += 1;
      next = above.get(next);
    }
    if (next === undefined) levels[level] = [...(levels[level] ?? []), manager];
    else circle.push(manager);
  }
  return circle.length > 0 ? [...levels, circle] : levels;
}

/**
 * Whom a manager meets two levels down; their 1:1s belong to the upper manager's plan.
 *
 * @returns ids in order, without the manager.
 */
export function skipLevelsOf(managerId: string, edges: readonly PlanningEdge[]): string[] {
  const reportsOf = (id: string) => edges.filter((edge) => edge.managerId === id).map(({ reportId }) => reportId);
  const direct = new Set(reportsOf(managerId));
  const found = new Set([...direct].flatMap(reportsOf));
  return [...found].filter((id) => id !== managerId && !direct.has(id)).sort();
}
