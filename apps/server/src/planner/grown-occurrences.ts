import { momentOf, type Schedule, slotAt, stepAfter } from "@candor/core/invitation/schedule.ts";

/** Half-open, in milliseconds since 1970. */
export type Span = { from: number; until: number };

/** When a series takes place: the meetings that are planned, and those that will follow from the last of them. */
export function grownOccurrences({ rhythm, planned, later = [] }: Schedule, { from, until }: Span): Span[] {
  const { timeZone, minutes, everyWeeks } = rhythm;
  const spans = planned.flatMap(({ place }) => (place === null ? [] : [spanOf(momentOf(place), place.minutes)]));
  const last = planned
    .flatMap(({ slot }) => slot ?? [])
    .sort()
    .at(-1);
  if (last !== undefined) {
    const grid = { start: last, timeZone, minutes, everyWeeks };
    for (let step = Math.max(1, stepAfter(grid, from)); ; step += 1) {
      const moment = momentOf({ start: slotAt(grid, step), timeZone });
      if (moment >= until) break;
      if (!later.some(({ slot }) => slot === slotAt(grid, step))) spans.push(spanOf(moment, minutes));
    }
    for (const { place } of later) if (place !== null) spans.push(spanOf(momentOf(place), place.minutes));
  }
  return spans.filter((span) => span.from < until && span.until > from);
}

function spanOf(from: number, minutes: number): Span {
  return { from, until: from + minutes * 60_000 };
}
