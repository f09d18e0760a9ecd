import type { PlanEvaluation, SeriesPlan } from "./plan.ts";
import type { PlannedSeries, SeriesPattern } from "./plan-problem.ts";
import { addDays, isSamePattern } from "./series-pattern.ts";
import { inZone } from "./series-today.ts";

/** Whether a plan leaves a series as it is today; one that it has no place for stays as well. */
export function staysAsItIs(
  { pattern, moves, seriesId }: SeriesPlan,
  { series }: { series: readonly Pick<PlannedSeries, "id" | "current" | "currentMoves">[] },
): boolean {
  const today = series.find(({ id }) => id === seriesId);
  if (today === undefined || pattern === null) return true;
  const line = (all: SeriesPlan["moves"]) =>
    all
      .map(({ date, to }) => `${date} ${to}`)
      .sort()
      .join();
  return today.current !== null && isSamePattern(pattern, today.current) && line(moves) === line(today.currentMoves);
}

/**
 * The times that a page is given by a plan: as many as it has planned already, and so many that all that is elsewhere or
 * left out is among them; from the last one on the series goes on by itself.
 *
 * @param zone of the page's clocks, IANA name.
 * @param planned how many meetings to come the page has.
 * @param currentMoves what the page has elsewhere or leaves out today: the plan may have put it back.
 * @returns in order, by the page's clocks, YYYY-MM-DDTHH:MM; empty where none of the plan's weeks has one that may move.
 */
export function seriesTimes(
  { seriesId, pattern, moves }: SeriesPlan,
  { occurrences }: Pick<PlanEvaluation, "occurrences">,
  {
    managerZone,
    zone,
    planned,
    currentMoves = [],
  }: { managerZone: string; zone: string; planned: number; currentMoves?: SeriesPlan["moves"] },
): { slot: string; start: string }[] {
  if (pattern === null) return [];
  const ours = occurrences
    .filter((each) => each.seriesId === seriesId && each.is !== "frozen")
    .map(({ date, start }) => ({ date, start }))
    .sort((one, other) => (one.date < other.date ? -1 : 1));
  const first = ours[0]?.date;
  if (first === undefined) return [];
  const lastMove =
    [...moves, ...currentMoves]
      .map(({ date }) => date)
      .sort()
      .at(-1) ?? "";
  const needed = Math.max(1, planned, ours.filter(({ date }) => date <= lastMove).length + 1);
  const skipped = new Set(moves.flatMap(({ date, to }) => (to === null ? [date] : [])));
  while (ours.length < needed) {
    let next = stepFrom(pattern, ours.at(-1)?.date ?? first);
    while (skipped.has(next)) next = stepFrom(pattern, next);
    ours.push({ date: next, start: `${next}T${pattern.time}` });
  }
  return ours.slice(0, needed).map(({ date, start }) => ({
    slot: inZone(`${date}T${pattern.time}`, managerZone, zone),
    start: inZone(start, managerZone, zone),
  }));
}

function stepFrom(pattern: SeriesPattern, date: string): string {
  return addDays(date, pattern.type === "weeks" ? pattern.every * 7 : 28);
}
