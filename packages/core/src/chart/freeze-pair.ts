import { type Chart, managerOn, managersAbove } from "./chart.ts";
import { type Day, laterDay } from "./manager-edge.ts";

/** A pair of the workspace, as the chart sees it. */
export type ChartPair = {
  relation: "report" | "skip_level" | "mentor" | "peer";
  /** for report and skip-level: who stands higher */
  above: string;
  below: string;
  /** whether the chart said so on the day the page was begun */
  fromChart: boolean;
  /** the day the page was begun */
  since: Day;
};

export type Freeze = { from: Day; why: "manager_changed" } | null;

/**
 * From which day on a pair's page is read and no longer written, because the chart puts the two apart. A mentor's and a
 * peer's page has nothing to do with the chart; a page that two began as manager and report although the chart never
 * said so stays theirs.
 *
 * @returns the day it froze, or the next day on which it will; null: no such day is known.
 */
export function freezeByChart(chart: Chart, pair: ChartPair, today: Day): Freeze {
  if (pair.relation === "mentor" || pair.relation === "peer") return null;
  const holds = (day: Day) => isAbove(chart, pair, day);
  const days = turningDays(chart, pair.below);
  if (holds(today)) {
    const end = days.find((day) => day > today && !holds(day));
    return end === undefined ? null : { from: end, why: "manager_changed" };
  }
  // The last day on which it stopped holding, and not before there was a page.
  const ended = days.findLast((day) => day <= today && holdsBefore(chart, pair, day, days));
  if (ended !== undefined && (pair.fromChart || ended > pair.since)) {
    return { from: laterDay(ended, pair.since), why: "manager_changed" };
  }
  return pair.fromChart ? { from: pair.since, why: "manager_changed" } : null;
}

function isAbove(chart: Chart, { relation, above, below }: ChartPair, day: Day): boolean {
  if (relation === "report") return managerOn(chart, below, day) === above;
  return managersAbove(chart, below, day).includes(above);
}

/** Whether the one stood above the other on the days up to `day`, which is one of `days`. */
function holdsBefore(chart: Chart, pair: ChartPair, day: Day, days: readonly Day[]): boolean {
  const before = days[days.indexOf(day) - 1];
  return before !== undefined && isAbove(chart, pair, before) && !isAbove(chart, pair, day);
}

/** The days on which something changes above somebody, the earliest first. */
function turningDays(chart: Chart, person: string): Day[] {
  const days = new Set<Day>();
  const seen = new Set<string>();
  const waiting = [person];
  for (let each = waiting.pop(); each !== undefined; each = waiting.pop()) {
    if (seen.has(each)) continue;
    seen.add(each);
    for (const edge of chart.get(each) ?? []) {
      days.add(edge.since);
      if (edge.until !== null) days.add(edge.until);
      waiting.push(edge.manager);
    }
  }
  return [...days].sort();
}
