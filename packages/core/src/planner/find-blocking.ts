import { whyClosed } from "./open-hours.ts";
import { clock, type Place, placeAt } from "./plan-days.ts";
import type { Blocking, BlockingReason } from "./plan-outcome.ts";
import type { PlanSpace, SeriesSpace } from "./plan-space.ts";
import { SLOT_MINUTES } from "./plan-weights.ts";
import { patternDays, patternsOf } from "./series-pattern.ts";

/** Hours outside of which nobody would look for one. */
const [EARLIEST, LATEST] = [6 * 60, 21 * 60];
const WORKDAYS = [1, 2, 3, 4, 5] as const;

/**
 * What stands in the way of a series that has no place, counted over every pattern it could have; and the one that lacks
 * least, with what would have to open.
 *
 * @param held the 1:1s of each day without this series.
 */
export function findBlocking(space: PlanSpace, at: number, held: readonly (readonly Place[])[]): Blocking | null {
  const each = space.series[at];
  if (each === undefined) return null;
  const { problem, days } = space;
  const counts = new Map<BlockingReason, number>();
  let nearest: Blocking["nearest"] = null;
  let looked = 0;
  const reasonAt = reasonsAt(space, each, held);
  for (let minute = EARLIEST; minute + each.series.minutes <= LATEST; minute += SLOT_MINUTES) {
    const patterns = patternsOf(each.series.cadence, {
      firstDay: problem.firstDay,
      weeks: problem.weeks,
      weekdays: WORKDAYS,
      time: clock(minute),
    });
    for (const pattern of patterns) {
      const blockedOn = patternDays(pattern, problem.firstDay, problem.weeks).flatMap((day) => {
        const type = reasonAt(day, minute);
        return type === null ? [] : [{ date: days[day]?.date ?? "", type }];
      });
      looked += 1;
      const [first] = blockedOn;
      if (first !== undefined) counts.set(first.type, (counts.get(first.type) ?? 0) + 1);
      if (first !== undefined && isNearer(blockedOn, nearest)) nearest = { pattern, blockedOn };
    }
  }
  const by = [...counts].map(([type, count]) => ({ type, count })).sort((one, other) => other.count - one.count);
  return { looked, by, nearest };
}

function reasonsAt(space: PlanSpace, each: SeriesSpace, held: readonly (readonly Place[])[]) {
  const known = new Map<number, BlockingReason | null>();
  return (day: number, minute: number): BlockingReason | null => {
    const key = day * 1440 + minute;
    const before = known.get(key);
    if (before !== undefined) return before;
    const reason = reasonOf(space, each, held[day] ?? [], { day, minute });
    known.set(key, reason);
    return reason;
  };
}

function reasonOf(
  space: PlanSpace,
  each: SeriesSpace,
  there: readonly Place[],
  { day, minute }: { day: number; minute: number },
): BlockingReason | null {
  const place = placeAt(space.days, space.zone, { day, minute, minutes: each.series.minutes });
  if (place === null) return "no_such_hour";
  const closed = whyClosed(space, each, place, { isFixed: false });
  if (closed !== null) return closed;
  if (there.some((other) => other.minute < place.ends && place.minute < other.ends)) return "other_one_on_one";
  return there.length >= (space.mostPerDay[day] ?? 0) ? "too_many_that_day" : null;
}

/** Fewer occurrences in the way, and rather another 1:1 or a meeting than somebody's hours or a day off. */
function isNearer(blockedOn: readonly { type: BlockingReason }[], nearest: Blocking["nearest"]): boolean {
  if (nearest === null) return true;
  const weigh = (blocked: readonly { type: BlockingReason }[]) =>
    blocked.reduce((sum, { type }) => sum + (HARD_TO_OPEN.has(type) ? 1.5 : 1), 0);
  return weigh(blockedOn) < weigh(nearest.blockedOn);
}

const HARD_TO_OPEN: ReadonlySet<BlockingReason> = new Set([
  "my_day_off",
  "their_day_off",
  "their_hours",
  "no_such_hour",
]);
