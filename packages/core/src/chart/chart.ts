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
  const path = [edge.report];
  const onPath = new Set(path);
  // Not by recursion: a chart may be as deep as it has people.
  const steps: Step[] = [{ person: edge.manager, span: edge, next: 0 }];
  for (let step = steps.at(-1); step; step = steps.at(-1)) {
    if (step.next === 0) {
      path.push(step.person);
      onPath.add(step.person);
    }
    const above = chart.get(step.person)?.[step.next];
    step.next += 1;
    if (!above) {
      steps.pop();
      path.pop();
      onPath.delete(step.person);
      continue;
    }
    const span = overlap(above, step.span);
    if (span === null) continue;
    if (above.manager === edge.report) return { day: span.since, path: [...path, edge.report] };
    // Where the chart has a way round of its own, that is not this edge's doing.
    if (!onPath.has(above.manager)) steps.push({ person: above.manager, span, next: 0 });
  }
  return null;
}

/** Somebody on the way up, the days on which the way leads there, and which of their edges is looked at next. */
type Step = { person: string; span: { since: Day; until: Day | null }; next: number };
