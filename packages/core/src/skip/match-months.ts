import type { Month } from "./month.ts";

/** Somebody who is to be met in one of a few months. */
export type Wanted = {
  id: string;
  department: string;
  /** the months in which they can be met, all of them in time */
  months: readonly Month[];
  /** how far from when it would be best, 0 at best; smaller is liked better */
  distance: (month: Month) => number;
  /** the month that an earlier plan gave them; null: none did */
  kept: Month | null;
  /** who cannot wait comes first; smaller is more urgent */
  urgency: number;
};

type Seats = Map<Month, Wanted[]>;

/**
 * Gives as many as possible a month. Whoever is more urgent is never left out for somebody less urgent who could
 * be moved or left out instead; an earlier plan is kept where it can be, and as few as possible move for a newcomer.
 *
 * @param wanted the most urgent first; equals keep their order.
 * @param room how many fit into each month.
 * @returns the month by person; who is not named fits in none.
 */
export function matchMonths(wanted: readonly Wanted[], room: ReadonlyMap<Month, number>): Map<string, Month> {
  const seats: Seats = new Map([...room.keys()].map((month) => [month, []]));
  const isFree = (month: Month) => (seats.get(month)?.length ?? 0) < (room.get(month) ?? 0);
  const waiting: Wanted[] = [];
  for (const each of wanted) {
    if (each.kept !== null && each.months.includes(each.kept) && isFree(each.kept)) seats.get(each.kept)?.push(each);
    else waiting.push(each);
  }
  for (const each of waiting) seat(each, seats, isFree);
  return new Map([...seats].flatMap(([month, those]) => those.map(({ id }) => [id, month] as const)));
}

/** One step of a way: who would move to which month to make room, and the step that needs the room. */
type Step = { who: Wanted; to: Month; before: Step | null };

function seat(newcomer: Wanted, seats: Seats, isFree: (month: Month) => boolean): void {
  let steps = stepsOf(newcomer, seats, null);
  const seen = new Set<Month>();
  const full: Step[] = [];
  // The shortest way is looked for first: it moves the fewest.
  while (steps.length > 0) {
    const free = steps.find(({ to }) => isFree(to));
    if (free) {
      takeWay(free, seats);
      return;
    }
    const next: Step[] = [];
    for (const step of steps) {
      if (seen.has(step.to)) continue;
      seen.add(step.to);
      full.push(step);
      for (const who of seats.get(step.to) ?? []) next.push(...stepsOf(who, seats, step, seen));
    }
    steps = next;
  }
  leaveOut(newcomer, full, seats);
}

function leaveOut(newcomer: Wanted, full: readonly Step[], seats: Seats): void {
  const places = full.flatMap((step) => (seats.get(step.to) ?? []).map((who) => ({ who, step })));
  const [last] = places.sort((one, other) => other.who.urgency - one.who.urgency);
  if (!last || last.who.urgency <= newcomer.urgency) return;
  takeAway(last.who, last.step.to, seats);
  takeWay(last.step, seats);
}

/** From the end of a way to its beginning, so that there is always room for the next. */
function takeWay(end: Step, seats: Seats): void {
  for (let step: Step | null = end; step; step = step.before) {
    if (step.before) takeAway(step.who, step.before.to, seats);
    seats.get(step.to)?.push(step.who);
  }
}

function takeAway(who: Wanted, from: Month, seats: Seats): void {
  const those = seats.get(from);
  those?.splice(those.indexOf(who), 1);
}

/** Where somebody could go, the best first: near to when it is best, where few of their department are, where few are. */
function stepsOf(who: Wanted, seats: Seats, before: Step | null, without: ReadonlySet<Month> = new Set()): Step[] {
  const cost = (month: Month) => {
    const those = seats.get(month) ?? [];
    return [who.distance(month), those.filter(({ department }) => department === who.department).length, those.length];
  };
  return who.months
    .filter((month) => seats.has(month) && !without.has(month))
    .map((to) => ({ step: { who, to, before }, cost: cost(to) }))
    .sort((one, other) => compare(one.cost, other.cost) || (one.step.to < other.step.to ? -1 : 1))
    .map(({ step }) => step);
}

function compare(one: readonly number[], other: readonly number[]): number {
  const at = one.findIndex((value, index) => value !== other[index]);
  return at === -1 ? 0 : (one[at] ?? 0) - (other[at] ?? 0);
}
