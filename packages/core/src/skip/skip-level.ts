import type { Chart } from "../chart/chart.ts";
import { type Day, holdsOn, type ManagerEdge } from "../chart/manager-edge.ts";

/** What two are to each other by the chart, asked for somebody above and somebody two levels below. */
export type SkipLevel =
  | {
      type: "skip_level";
      /** the manager between, or several where a chart of old gives somebody two managers */
      between: readonly string[];
      /** since when without a gap, whoever was between */
      since: Day;
      /** the first day on which it will not hold any more; null: none is known */
      until: Day | null;
    }
  /** `in_a_circle`: each is above the other, so nobody is */
  | { type: "no_skip_level"; why: "same" | "manager" | "not_two_above" | "in_a_circle" };

/**
 * Whether somebody is the manager's manager of another on a day. Whoever also manages them directly is their manager
 * and nothing else; in a circle nobody is above.
 */
export function skipLevelOn(chart: Chart, above: string, below: string, day: Day): SkipLevel {
  const now = judge(chart, above, below, day);
  if (typeof now === "string") return { type: "no_skip_level", why: now };
  const days = turningDays(chart, below, above);
  const holds = (each: Day) => typeof judge(chart, above, below, each) !== "string";
  let since = days[0] ?? day;
  for (const each of days.filter((turn) => turn <= day).reverse()) {
    if (!holds(each)) break;
    since = each;
  }
  const until = days.find((each) => each > day && !holds(each)) ?? null;
  return { type: "skip_level", between: now, since, until };
}

/** Everybody whose manager's manager somebody is on a day, by id. */
export function skipLevelsOn(edges: Iterable<ManagerEdge>, chart: Chart, above: string, day: Day): string[] {
  const reports = new Map<string, string[]>();
  for (const edge of edges) {
    if (holdsOn(edge, day)) reports.set(edge.manager, [...(reports.get(edge.manager) ?? []), edge.report]);
  }
  const two = new Set((reports.get(above) ?? []).flatMap((between) => reports.get(between) ?? []));
  return [...two].filter((below) => typeof judge(chart, above, below, day) !== "string").sort();
}

type WhyNot = Extract<SkipLevel, { type: "no_skip_level" }>["why"];

/** @returns who is between, by id; or why nobody is. */
function judge(chart: Chart, above: string, below: string, day: Day): string[] | WhyNot {
  if (above === below) return "same";
  const managers = managersOn(chart, below, day);
  if (managers.includes(above)) return "manager";
  const between = managers.filter((each) => managersOn(chart, each, day).includes(above));
  if (between.length === 0) return "not_two_above";
  return isAbove(chart, below, above, day) ? "in_a_circle" : [...new Set(between)].sort();
}

function managersOn(chart: Chart, person: string, day: Day): string[] {
  return (chart.get(person) ?? []).filter((edge) => holdsOn(edge, day)).map(({ manager }) => manager);
}

function isAbove(chart: Chart, who: string, whom: string, day: Day): boolean {
  const seen = new Set<string>();
  const waiting = [whom];
  for (let each = waiting.pop(); each !== undefined; each = waiting.pop()) {
    for (const manager of managersOn(chart, each, day)) {
      if (manager === who) return true;
      if (!seen.has(manager)) waiting.push(manager);
      seen.add(manager);
    }
  }
  return false;
}

/** The days on which something changes above somebody, or above their manager's manager. */
function turningDays(chart: Chart, below: string, above: string): Day[] {
  const days = new Set<Day>();
  const seen = new Set<string>();
  const waiting = [below, above];
  for (let each = waiting.pop(); each !== undefined; each = waiting.pop()) {
    if (seen.has(each)) continue;
    seen.add(each);
    for (const { since, until, manager } of chart.get(each) ?? []) {
      days.add(since);
      if (until !== null) days.add(until);
      waiting.push(manager);
    }
  }
  return [...days].sort();
}
