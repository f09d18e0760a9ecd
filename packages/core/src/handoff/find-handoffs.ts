import { addDays } from "../cadence/days.ts";
import { type Day, earlierDay, holdsOn, laterDay, type ManagerEdge } from "../chart/manager-edge.ts";

/** As a beginning does; what is planned further ahead is not everybody's to know. A letter may take some weeks after it. */
const COMES_UP_BEFORE_DAYS = 31;
export const STAYS_AFTER_DAYS = 60;
/** A change whose day is moved is the same change; a year later it is another. */
const SAME_WITHIN_DAYS = 62;

/** One person going from one manager to another. */
export type Handoff = {
  /** the edge that begins; of an end without a successor the edge that ends */
  edge: string;
  report: string;
  from: string;
  /** null: the chart knows nobody yet */
  to: string | null;
  /** the first day with the new manager; without one, the first day without the old */
  day: Day;
  /** the first day on which the old manager no longer leads: before `day` where nobody did in between */
  ended: Day;
};

/**
 * The hand-offs of one person that are to be thought of today: their manager changes, or has. The same manager again,
 * after however long, is none; neither is a first manager. What was overtaken by the next change is left out.
 *
 * @param edges of this one report, in any order; a chart that was never checked does no harm.
 */
export function findHandoffs(edges: readonly ManagerEdge[], today: Day): Handoff[] {
  const terms = termsOf(edges);
  const [first, last] = [addDays(today, -STAYS_AFTER_DAYS), addDays(today, COMES_UP_BEFORE_DAYS)];
  return terms.flatMap((term, index): Handoff[] => {
    if (term.until === null) return [];
    const { report, manager: from } = term;
    const next = terms[index + 1];
    if (next === undefined) {
      const day = term.until;
      return isWithin(day, first, last) ? [{ edge: term.id, report, from, to: null, day, ended: day }] : [];
    }
    if (next.manager === from || !isWithin(next.since, first, last)) return [];
    if (next.since <= today && !holdsOn(next, today)) return []; // overtaken
    return [{ edge: next.id, report, from, to: next.manager, day: next.since, ended: term.until }];
  });
}

/**
 * The change that put somebody under whoever leads them today: who led them before, and since when it is so, whatever
 * gaps there were. Null: nobody leads them, or nobody did before.
 */
export function lastChange(
  edges: readonly ManagerEdge[],
  today: Day,
): (Pick<Handoff, "from" | "day"> & { to: string }) | null {
  const terms = termsOf(edges).filter(({ since }) => since <= today);
  const to = terms.at(-1);
  if (to === undefined || !holdsOn(to, today)) return null;
  const before = terms.findLastIndex(({ manager }) => manager !== to.manager);
  const [from, first] = [terms[before], terms[before + 1]];
  return from && first ? { from: from.manager, to: to.manager, day: first.since } : null;
}

export function isSameChange(day: Day, other: Day): boolean {
  return isWithin(day, addDays(other, -SAME_WITHIN_DAYS), addDays(other, SAME_WITHIN_DAYS));
}

/** One after the other, never two at once; what goes on with the same manager is one term. */
function termsOf(edges: readonly ManagerEdge[]): ManagerEdge[] {
  const terms: ManagerEdge[] = [];
  const ordered = edges
    .filter(({ report, manager, since, until }) => report !== manager && (until === null || since < until))
    .sort((one, other) => compare(one.since, other.since) || compare(one.id, other.id));
  for (const edge of ordered) {
    const before = terms.at(-1);
    if (before?.manager === edge.manager && (before.until === null || before.until >= edge.since)) {
      const until = before.until === null || edge.until === null ? null : laterDay(before.until, edge.until);
      terms[terms.length - 1] = { ...before, until };
      continue;
    }
    // Two at once are none that the chart allows; whoever came later leads.
    if (before) terms[terms.length - 1] = { ...before, until: earlierDay(before.until, edge.since) };
    terms.push(edge);
  }
  return terms.filter(({ since, until }) => until === null || since < until);
}

function isWithin(day: Day, first: Day, last: Day): boolean {
  return first <= day && day <= last;
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
