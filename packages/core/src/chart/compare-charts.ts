import { type Day, holdsOn, type ManagerEdge } from "./manager-edge.ts";

/** What a change of the chart means for a page that the two may share, whether they do or not. */
export type ChartConsequence =
  /** their page is read-only from then on, should they have one as manager and report */
  | { type: "freezes"; manager: string; report: string; from: Day }
  /** they are manager and report from then on */
  | { type: "begins"; manager: string; report: string; from: Day };

/**
 * What is different between two charts for managers and their reports, from today on: for each two the first day on
 * which it is. It looks at nobody's pages: who has one is for them to know.
 */
export function compareCharts(
  before: readonly ManagerEdge[],
  after: readonly ManagerEdge[],
  today: Day,
): ChartConsequence[] {
  const [old, now] = [spansByPair(before, today), spansByPair(after, today)];
  const consequences: ChartConsequence[] = [];
  for (const pair of new Set([...old.keys(), ...now.keys()])) {
    const [was, is] = [old.get(pair) ?? [], now.get(pair) ?? []];
    const days = [today, ...[...was, ...is].flatMap(({ since, until }) => [since, until ?? since])]
      .filter((day) => day >= today)
      .sort();
    const from = days.find((day) => was.some((edge) => holdsOn(edge, day)) !== is.some((edge) => holdsOn(edge, day)));
    const [edge] = [...was, ...is];
    if (from === undefined || edge === undefined) continue;
    const { manager, report } = edge;
    const type = is.some((each) => holdsOn(each, from)) ? "begins" : "freezes";
    consequences.push({ type, manager, report, from });
  }
  return consequences;
}

function spansByPair(edges: readonly ManagerEdge[], today: Day): Map<string, ManagerEdge[]> {
  const spans = new Map<string, ManagerEdge[]>();
  for (const edge of edges) {
    if (edge.until !== null && edge.until <= today) continue;
    const key = `${edge.manager} ${edge.report}`;
    spans.set(key, [...(spans.get(key) ?? []), edge]);
  }
  return spans;
}
