/** A time of a series that is elsewhere than the series has it, by the time it has there. */
export type MovedOccurrence = {
  /** wall clock in the pair's zone, YYYY-MM-DDTHH:MM */
  slot: string;
  /** likewise, where it is instead; null: it is left out */
  start: string | null;
};

/** How a series goes on from the last meeting that is planned. */
export type SeriesEnd = {
  /** the time which that meeting has in the series */
  last: string;
  everyWeeks: number;
};

/** A time that the series will have, and whose meeting isn't planned yet. */
export type LaterOccurrence = MovedOccurrence & { isMoved: boolean };

/** The times after the last planned meeting, earliest slot first. */
export function laterOccurrences(
  { last, everyWeeks }: SeriesEnd,
  moved: readonly MovedOccurrence[],
  count: number,
): LaterOccurrence[] {
  const starts = new Map(moved.map(({ slot, start }) => [slot, start]));
  const first = Temporal.PlainDateTime.from(last);
  return Array.from({ length: count }, (_, at): LaterOccurrence => {
    const slot = first.add({ weeks: (at + 1) * Math.max(1, everyWeeks) }).toString({ smallestUnit: "minute" });
    const start = starts.get(slot);
    return start === undefined || start === slot
      ? { slot, start: slot, isMoved: false }
      : { slot, start, isMoved: true };
  });
}

/** What of the moves still means a time of the series after the last planned meeting, earliest first. */
export function standingMoves({ last, everyWeeks }: SeriesEnd, moved: readonly MovedOccurrence[]): MovedOccurrence[] {
  const isOn = ({ slot }: MovedOccurrence) => {
    const days = (Date.parse(slot.slice(0, 10)) - Date.parse(last.slice(0, 10))) / 86_400_000;
    return slot.slice(10) === last.slice(10) && days % (7 * Math.max(1, everyWeeks)) === 0;
  };
  return moved.filter((each) => each.slot > last && isOn(each)).sort(bySlot);
}

/**
 * What of the moves means nothing any more since the series changed, earliest first.
 *
 * @param owned the times in the series of all meetings there are: what is said of these is said of them.
 * @param now wall clock in the pair's zone; what lies before it is left as it was.
 */
export function goneMoves(
  end: SeriesEnd,
  moved: readonly MovedOccurrence[],
  { owned, now }: { owned: readonly string[]; now: string },
): MovedOccurrence[] {
  const kept = new Set([...owned, ...standingMoves(end, moved).map(({ slot }) => slot)]);
  return moved.filter(({ slot }) => slot > now && !kept.has(slot)).sort(bySlot);
}

function bySlot(one: MovedOccurrence, other: MovedOccurrence): number {
  return one.slot < other.slot ? -1 : 1;
}

export type OccurrenceMove = { type: "fits" } | { type: "refused"; why: WhyNotThere; by: string | null };

export type WhyNotThere =
  | "not_in_series"
  | "past"
  /** it would come before the meeting before it, or on its day */
  | "not_after_before"
  /** it would come after the meeting after it, or on its day */
  | "not_before_after";

export type MoveAsked = SeriesEnd & {
  slot: string;
  start: string;
  moved: readonly MovedOccurrence[];
  /** where the last planned meeting is; null: its time is open */
  lastStart: string | null;
  /** wall clock in the pair's zone */
  now: string;
};

/**
 * Whether a later meeting may go to another time: between the one before it and the one after it, so that meetings stay in
 * their order. Beyond its neighbours it would be their turn, and one of them is better left out.
 *
 * @returns `by`: the neighbour's start that is in the way.
 */
export function judgeOccurrenceMove({ slot, start, moved, lastStart, now, ...end }: MoveAsked): OccurrenceMove {
  const refused = (why: WhyNotThere, by: string | null = null): OccurrenceMove => ({ type: "refused", why, by });
  const weeks = (Date.parse(slot.slice(0, 10)) - Date.parse(end.last.slice(0, 10))) / (7 * 86_400_000);
  const at = weeks / Math.max(1, end.everyWeeks) - 1;
  if (!Number.isInteger(at) || at < 0 || at >= MOST_AHEAD || slot.slice(10) !== end.last.slice(10))
    return refused("not_in_series");
  if (start <= now) return refused("past");
  const neighbours = laterOccurrences(end, moved, at + 1 + MOST_LEFT_OUT);
  const before =
    neighbours
      .slice(0, at)
      .reverse()
      .flatMap((each) => each.start ?? [])[0] ?? lastStart;
  const after = neighbours.slice(at + 1).flatMap((each) => each.start ?? [])[0] ?? null;
  if (before !== null && start.slice(0, 10) <= before.slice(0, 10)) return refused("not_after_before", before);
  if (after !== null && start.slice(0, 10) >= after.slice(0, 10)) return refused("not_before_after", after);
  return { type: "fits" };
}

const MOST_AHEAD = 520; // ten years of weeks; a page, and a mail, may name any year
const MOST_LEFT_OUT = 30; // in a row, that are looked past for the next neighbour
