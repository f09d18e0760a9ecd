import { placeCost, whyClosed } from "./open-hours.ts";
import { clock, type Place, placeAt } from "./plan-days.ts";
import type { SeriesPattern } from "./plan-problem.ts";
import { type PlanSpace, placeOf, type SeriesSpace } from "./plan-space.ts";
import { SLOT_MINUTES } from "./plan-weights.ts";
import { isSamePattern, patternDays, patternsOf, periodDays, staysAt } from "./series-pattern.ts";

/** One way for a single occurrence to be elsewhere. */
export type Choice = { to: string; place: Place | null; own: number; isAgreed: boolean };

/** Where an occurrence can go that can't be where its pattern has it. */
export type Pool = { choices: readonly Choice[]; skipCost: number; isSkipAgreed: boolean };

export type Clash = { date: string; day: number; pool: number };

/** A pattern that a series can have. */
export type Option = {
  pattern: SeriesPattern;
  isCurrent: boolean;
  /** occurrences that are where the pattern has them */
  places: readonly Place[];
  clashes: readonly Clash[];
  /** what those occurrences pay, and the series for leaving today's pattern */
  own: number;
  period: number;
};

export type SeriesOptions = {
  options: readonly Option[];
  pools: readonly Pool[];
  /** null: it is pinned, and stays */
  notPlanned: number | null;
  settled: readonly Place[];
};

/** All that a plan can choose from, by series in the problem's order. */
export function seriesOptions(space: PlanSpace): SeriesOptions[] {
  return space.series.map((each) => optionsOf(space, each));
}

function optionsOf(space: PlanSpace, each: SeriesSpace): SeriesOptions {
  const { series, settled } = each;
  const { problem, weights, days } = space;
  const closedWeeks = new Set(settled.map(({ week }) => week));
  const hours = hoursOf(space, each);
  const pools: Pool[] = [];
  const poolOfWeek = new Map<number, number>();
  const weekPool = (week: number): number => {
    const known = poolOfWeek.get(week);
    if (known !== undefined) return known;
    const choices = hours.inWeek(week).map((place): Choice => {
      const to = startOf(space, place);
      return { to, place, own: placeCost(space, each, place) + weights.oneOff, isAgreed: false };
    });
    pools.push({ choices, skipCost: weights.skipped, isSkipAgreed: false });
    poolOfWeek.set(week, pools.length - 1);
    return pools.length - 1;
  };
  const agreed = new Map(series.currentMoves.map(({ date, to }) => [date, to]));
  const agreedPool = (date: string, day: number): number => {
    const to = agreed.get(date) ?? null;
    const others = hours
      .inWeek(days[day]?.week ?? 0)
      .map((place) => ({ place, to: startOf(space, place) }))
      .filter((other) => other.to !== to)
      .map(({ place, to }): Choice => {
        return {
          to,
          place,
          own: placeCost(space, each, place) + weights.oneOff + weights.agreedMoved,
          isAgreed: false,
        };
      });
    const place = to === null ? null : placeOf(to, space, series.minutes);
    const isOpen = place === null || whyClosed(space, each, place, { isFixed: true }) === null;
    const kept: Choice[] =
      to !== null && isOpen
        ? [{ to, place, own: place === null ? 0 : placeCost(space, each, place), isAgreed: true }]
        : [];
    const isSkipAgreed = to === null;
    const skipCost = isSkipAgreed ? 0 : weights.skipped + weights.agreedMoved;
    pools.push({ choices: [...kept, ...others], skipCost, isSkipAgreed });
    return pools.length - 1;
  };

  const option = (pattern: SeriesPattern, isLenient: boolean): Option | null => {
    const isCurrent = series.current !== null && isSamePattern(pattern, series.current);
    const isFixed = isCurrent && series.isPinned;
    const places: Place[] = [];
    const clashing: { date: string; day: number; isAgreed: boolean }[] = [];
    let count = 0;
    for (const day of patternDays(pattern, problem.firstDay, problem.weeks)) {
      const { date, week } = days[day] ?? { date: "", week: 0 };
      if (closedWeeks.has(week)) continue;
      count += 1;
      const isAgreed = isCurrent && agreed.has(date);
      const place = isAgreed ? null : hours.at(pattern, day, isFixed);
      if (place === null) clashing.push({ date, day, isAgreed });
      else places.push(place);
    }
    const clashes = clashing.filter(({ isAgreed }) => !isAgreed).length;
    if (clashes > clashesAllowed(count, { isCurrent, isFixed, isLenient })) return null;
    if (count === 0 && !isCurrent && closedWeeks.size === 0) return null; // it would cost nothing, and be nowhere
    const moved = series.current === null || staysAt(pattern, series.current) ? 0 : movedCost(space, each);
    return {
      pattern,
      isCurrent,
      places,
      clashes: clashing.map(({ date, day, isAgreed }) => ({
        date,
        day,
        pool: isAgreed ? agreedPool(date, day) : weekPool(days[day]?.week ?? 0),
      })),
      own: places.reduce((sum, place) => sum + placeCost(space, each, place), moved),
      period: periodDays(pattern),
    };
  };

  const patterns = candidatePatterns(space, each, hours.times);
  const strict = patterns.flatMap((pattern) => option(pattern, false) ?? []);
  const options = strict.length > 0 ? strict : patterns.flatMap((pattern) => option(pattern, true) ?? []);
  return {
    options,
    pools,
    notPlanned: series.isPinned ? null : notPlannedCost(space, each),
    settled: settled.flatMap(({ place }) => place ?? []),
  };
}

/**
 * At most one in four. Today's pattern may have one more, since leaving it has its own price; and where a series would
 * have no place at all otherwise, so may any.
 */
export function clashesAllowed(
  count: number,
  { isCurrent, isFixed, isLenient }: { isCurrent: boolean; isFixed: boolean; isLenient: boolean },
): number {
  if (isFixed) return count;
  return isCurrent || isLenient ? Math.ceil(count / 4) : Math.floor(count / 4);
}

export function movedCost({ weights }: PlanSpace, { series }: SeriesSpace): number {
  return series.movedLately ? weights.seriesMovedAgain : weights.seriesMoved;
}

/** Less what is settled already. */
export function notPlannedCost({ weights, problem }: PlanSpace, { series, settled }: SeriesSpace): number {
  const { cadence } = series;
  const asked = Math.max(1, Math.floor(problem.weeks / (cadence.type === "weeks" ? cadence.every : 4)));
  return weights.notPlanned * Math.max(1, asked - settled.filter(({ week }) => week !== null).length);
}

/** Whether a moved occurrence comes closer than half a cadence to one of its neighbours. */
export function isTooClose(movedDay: number, patternDay: number, period: number): boolean {
  return Math.abs(movedDay - patternDay) * 2 > period;
}

function candidatePatterns(space: PlanSpace, { series }: SeriesSpace, times: ReadonlySet<number>): SeriesPattern[] {
  const { problem } = space;
  if (series.isPinned) return series.current === null ? [] : [series.current];
  const weekdays = ([1, 2, 3, 4, 5, 6, 7] as const).filter(
    (weekday) =>
      (problem.manager.hours[weekday]?.length ?? 0) > 0 &&
      !(problem.kickoff?.isNever && problem.kickoff.weekday === weekday),
  );
  const patterns = [...times].flatMap((minute) =>
    patternsOf(series.cadence, { firstDay: problem.firstDay, weeks: problem.weeks, weekdays, time: clock(minute) }),
  );
  // Off the half hours, or of another cadence than the one that is asked for: today's is no candidate by itself.
  const { current } = series;
  if (current === null) return patterns;
  const isAsked = (pattern: SeriesPattern) =>
    pattern.type === "month"
      ? series.cadence.type === "month"
      : series.cadence.type === "weeks" && pattern.every === series.cadence.every;
  const isMissing = isAsked(current) && !patterns.some((pattern) => isSamePattern(pattern, current));
  return isMissing ? [current, ...patterns] : patterns;
}

/** Every half hour at which the two can meet, asked once. */
function hoursOf(space: PlanSpace, each: SeriesSpace) {
  const { days, zone, problem } = space;
  const { minutes } = each.series;
  const open: (Place | null)[][] = days.map(() => []);
  const times = new Set<number>();
  for (const [day] of days.entries()) {
    for (let minute = 0; minute + minutes <= 1440; minute += SLOT_MINUTES) {
      const place = placeAt(days, zone, { day, minute, minutes });
      const isOpen = place !== null && whyClosed(space, each, place, { isFixed: false }) === null;
      open[day]?.push(isOpen ? place : null);
      if (isOpen) times.add(minute);
    }
  }
  return {
    times: new Set([...times].sort((one, other) => one - other)),
    at(pattern: SeriesPattern, day: number, isFixed: boolean): Place | null {
      const minute = Number(pattern.time.slice(0, 2)) * 60 + Number(pattern.time.slice(3, 5));
      if (!isFixed && minute % SLOT_MINUTES === 0) return open[day]?.[minute / SLOT_MINUTES] ?? null;
      const place = placeAt(days, zone, { day, minute, minutes });
      return place !== null && whyClosed(space, each, place, { isFixed }) === null ? place : null;
    },
    inWeek(week: number): Place[] {
      return open
        .slice(week * 7, week * 7 + 7)
        .flat()
        .filter((place) => place !== null)
        .filter(({ from }) => from >= problem.frozenUntil);
    },
  };
}

function startOf({ days }: PlanSpace, { day, minute }: Place): string {
  return `${days[day]?.date}T${clock(minute)}`;
}
