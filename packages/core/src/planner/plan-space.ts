import { type PersonTime, personTime } from "./person-time.ts";
import { minuteOf, type Place, type PlanDay, placeAt, planDays } from "./plan-days.ts";
import type { PlannedSeries, PlanProblem } from "./plan-problem.ts";
import { MOST_PER_DAY, type PlanWeights, weightsFor } from "./plan-weights.ts";
import { daysBetween, patternDays } from "./series-pattern.ts";

/** An occurrence of today's plan that nothing moves any more, or that was left out already. */
export type Settled = {
  /** its week takes no other occurrence of the series; null: it came here from before the plan */
  week: number | null;
  /** day that the pattern gave it */
  date: string;
  place: Place | null;
};

export type SeriesSpace = {
  series: PlannedSeries;
  them: PersonTime;
  settled: readonly Settled[];
};

/** A problem, made ready to be reckoned with: the manager's days as arrays, everybody's time to be asked. */
export type PlanSpace = {
  problem: PlanProblem;
  weights: PlanWeights;
  zone: string;
  days: readonly PlanDay[];
  me: PersonTime;
  /** in the order of the problem */
  series: readonly SeriesSpace[];
  /** by day: how many 1:1s it may have; more than usual only where as many are pinned or settled */
  mostPerDay: readonly number[];
};

/** @param problem one without faults, as of `checkProblem`. */
export function layOut(problem: PlanProblem): PlanSpace {
  const { manager, people, firstDay, weeks } = problem;
  const zone = manager.timeZone;
  const me = personTime(manager, firstDay, weeks);
  const days = planDays(zone, firstDay, weeks, me);
  const times = new Map<string, PersonTime>();
  const series = problem.series.map((each): SeriesSpace => {
    const person = people.find(({ id }) => id === each.personId);
    if (person === undefined) throw new RangeError(`nobody is ${each.personId}`);
    const them = times.get(person.id) ?? personTime(person, firstDay, weeks);
    times.set(person.id, them);
    return { series: each, them, settled: settledOf(each, problem, days) };
  });
  const given = days.map(() => 0);
  for (const each of series) for (const { day } of givenPlaces(each, problem, days)) given[day] = (given[day] ?? 0) + 1;
  return {
    problem,
    weights: weightsFor(problem.sliders),
    zone,
    days,
    me,
    series,
    mostPerDay: given.map((count) => Math.max(MOST_PER_DAY, count)),
  };
}

/** A wall clock, YYYY-MM-DDTHH:MM, as a place of the plan; null: outside of its weeks, or no clock shows it. */
export function placeOf(
  start: string,
  { days, zone }: Pick<PlanSpace, "days" | "zone">,
  minutes: number,
): Place | null {
  const first = days[0];
  if (first === undefined) return null;
  return placeAt(days, zone, {
    day: daysBetween(first.date, start.slice(0, 10)),
    minute: minuteOf(start.slice(11)),
    minutes,
  });
}

function settledOf(series: PlannedSeries, problem: PlanProblem, days: readonly PlanDay[]): Settled[] {
  const { current, currentMoves, minutes } = series;
  if (current === null) return [];
  const space = { days, zone: problem.manager.timeZone };
  const moves = new Map(currentMoves.map(({ date, to }) => [date, to]));
  const occurrences = patternDays(current, problem.firstDay, problem.weeks).flatMap((day): Settled[] => {
    const { date, week } = days[day] ?? { date: "", week: 0 };
    const regular = placeOf(`${date}T${current.time}`, space, minutes);
    const to = moves.get(date);
    const place = to === undefined ? regular : to === null ? null : placeOf(to, space, minutes);
    const isPast = (place ?? regular)?.from ?? Number.POSITIVE_INFINITY;
    return isPast < problem.frozenUntil ? [{ week, date, place }] : [];
  });
  const fromBefore = currentMoves.flatMap(({ date, to }): Settled[] => {
    const isWithin = days.some((day) => day.date === date);
    const place = isWithin || to === null ? null : placeOf(to, space, minutes);
    return place === null ? [] : [{ week: null, date, place }];
  });
  return [...fromBefore, ...occurrences];
}

/** What stands, whatever the plan is: what is settled, and the pattern of what is pinned. */
function givenPlaces({ series, settled }: SeriesSpace, problem: PlanProblem, days: readonly PlanDay[]): Place[] {
  const stands = settled.flatMap(({ place }) => place ?? []);
  if (!series.isPinned || series.current === null) return stands;
  const { time } = series.current;
  const weeks = new Set(settled.map(({ week }) => week));
  const space = { days, zone: problem.manager.timeZone };
  const pinned = patternDays(series.current, problem.firstDay, problem.weeks)
    .filter((day) => !weeks.has(days[day]?.week ?? null))
    .flatMap((day) => placeOf(`${days[day]?.date}T${time}`, space, series.minutes) ?? []);
  return [...stands, ...pinned];
}
