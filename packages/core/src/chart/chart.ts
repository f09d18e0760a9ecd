import { type Day, holdsOn, type ManagerEdge, overlap } from "./manager-edge.ts";

/** Edges by report, so that climbing from somebody to the top need not look at everybody. */
export type Chart = ReadonlyMap<string, readonly ManagerEdge[]>;

export function chartOf(edges: Iterable<ManagerEdge>): Map<string, ManagerEdge[]> {
  const chart = new Map<string, ManagerEdge[]>();
  for (const edge of edges) {
    const those = chart.get(edge.report);
    if (those) those.push(edge);
    else chart.set(edge.report, [edge]);
  }
  return chart;
}

/** @returns null where nobody manages them on that day. */
export function managerOn(chart: Chart, person: string, day: Day): string | null {
  return chart.get(person)?.find((edge) => holdsOn(edge, day))?.manager ?? null;
}

/** Everybody above somebody on a day, the nearest first. */
export function managersAbove(chart: Chart, person: string, day: Day): string[] {
  const above: string[] = [];
  const seen = new Set([person]);
  for (let next = managerOn(chart, person, day); next !== null && !seen.has(next); ) {
    above.push(next);
    seen.add(next);
    next = managerOn(chart, next, day);
  }
  return above;
}

/** Who reports to whom on a day: reports by manager, in the order of the edges. */
export function reportsOn(edges: Iterable<ManagerEdge>, day: Day): Map<string, string[]> {
  const reports = new Map<string, string[]>();
  for (const edge of edges) {
    if (!holdsOn(edge, day)) continue;
    const those = reports.get(edge.manager);
    if (those) those.push(edge.report);
    else reports.set(edge.manager, [edge.report]);
  }
  return reports;
}

/** A way round: `path` leads from the report over their new manager back to the report, as things stand on `day`. */
export type Cycle = { day: Day; path: string[] };

/**
 * Whether an edge would make somebody manage themselves, over however many others, on any of its days.
 *
 * @param chart without a cycle on any day, and without the edge.
 * @returns the first way round that is found; null: there is none.
 */
export function cycleThrough(chart: Chart, edge: ManagerEdge): Cycle | null {
  if (edge.report === edge.manager) return { day: edge.since, path: [edge.report, edge.report] };
  return climb(chart, edge.report, [edge.report, edge.manager], edge);
}

function climb(
  chart: Chart,
  sought: string,
  path: readonly string[],
  span: { since: Day; until: Day | null },
): Cycle | null {
  for (const edge of chart.get(path.at(-1) ?? "") ?? []) {
    const shared = overlap(edge, span);
    if (shared === null) continue;
    const further = [...path, edge.manager];
    if (edge.manager === sought) return { day: shared.since, path: further };
    if (path.includes(edge.manager)) continue; // the chart has a way round of its own: not this edge's doing
    const found = climb(chart, sought, further, shared);
    if (found) return found;
  }
  return null;
}
