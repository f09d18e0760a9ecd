import { isDateTime } from "./check-problem.ts";
import { dayCost, focusBlocks } from "./day-cost.ts";
import { placeParts } from "./open-hours.ts";
import type {
  CostPart,
  FocusBlock,
  Plan,
  PlanEvaluation,
  PlannedOccurrence,
  PlanViolation,
  SeriesPlan,
} from "./plan.ts";
import { type Place, wallClock } from "./plan-days.ts";
import { type PlanSpace, placeOf, type SeriesSpace } from "./plan-space.ts";
import { SLOT_MINUTES } from "./plan-weights.ts";
import { isTooClose, movedCost, notPlannedCost } from "./series-options.ts";
import { addDays, fitsCadence, isSamePattern, patternDays, periodDays, staysAt } from "./series-pattern.ts";

export const COST_PARTS: readonly CostPart[] = [
  "weekday",
  "kickoff",
  "theirEdge",
  "myEdge",
  "dayOpened",
  "crowded",
  "noBreak",
  "maybe",
  "oneOff",
  "skipped",
  "notPlanned",
  "seriesMoved",
  "agreedMoved",
  "focus",
];

type Sum = Record<CostPart, number>;

/** An occurrence with where it is, as the evaluation goes. */
export type HeldPlace = { seriesId: string; date: string; place: Place; is: PlannedOccurrence["is"]; isFixed: boolean };

/**
 * What a plan costs and whether it holds, from the plan alone: one measure for today's plan, for each way of making one,
 * for what the solver says, and for what was dragged by hand.
 */
export function evaluatePlan(space: PlanSpace, plan: Plan): PlanEvaluation {
  const parts = Object.fromEntries(COST_PARTS.map((part) => [part, 0])) as Sum;
  const violations: PlanViolation[] = [];
  const plans = new Map(plan.series.map((each) => [each.seriesId, each]));
  const held = space.series.flatMap((each) => {
    const given = plans.get(each.series.id) ?? { seriesId: each.series.id, pattern: null, moves: [] };
    return heldBy(space, each, given, { parts, violations });
  });
  const spaces = new Map(space.series.map((each) => [each.series.id, each]));
  for (const each of held) {
    const owner = spaces.get(each.seriesId);
    if (owner === undefined) continue;
    addParts(parts, placeParts(space, owner, each.place));
    if (each.is !== "frozen") violations.push(...violationsOf(space, owner, each));
  }
  const focus: FocusBlock[] = [];
  for (const [at, day] of space.days.entries()) {
    const ofDay = held
      .filter(({ place }) => place.day === at)
      .sort((one, other) => one.place.minute - other.place.minute);
    addParts(
      parts,
      dayCost(
        space,
        at,
        ofDay.map(({ place }) => place),
      ),
    );
    violations.push(...overlaps(ofDay, day.date));
    if (ofDay.length > (space.mostPerDay[at] ?? 0)) {
      violations.push({ type: "too_many", date: day.date, count: ofDay.length });
    }
    const blocks = focusBlocks(
      day,
      ofDay.map(({ place }) => place),
      space.weights,
    );
    for (const { slot, slots } of blocks) {
      const [from, minutes] = [day.midnight + slot * SLOT_MINUTES * 60_000, slots * SLOT_MINUTES];
      focus.push({ date: day.date, from, until: from + minutes * 60_000, minutes });
    }
  }
  return {
    cost: COST_PARTS.reduce((sum, part) => sum + parts[part], 0),
    parts,
    violations,
    occurrences: held.map(({ seriesId, date, place, is }) => ({
      seriesId,
      date,
      from: place.from,
      until: place.until,
      start: wallClock(space.days[place.day] ?? { date }, place.minute),
      is,
    })),
    focus,
  };
}

/** Where a series is, and what that costs it by itself; the occurrences' own prices are not in it yet. */
export function heldBy(
  space: PlanSpace,
  each: SeriesSpace,
  { pattern, moves }: SeriesPlan,
  { parts, violations }: { parts: Sum; violations: PlanViolation[] },
): HeldPlace[] {
  const { series, settled } = each;
  const { weights, problem, days } = space;
  const seriesId = series.id;
  const held = settled.flatMap(({ date, place }): HeldPlace[] =>
    place === null ? [] : [{ seriesId, date, place, is: "frozen", isFixed: true }],
  );
  const isCurrent = pattern !== null && series.current !== null && isSamePattern(pattern, series.current);
  if (series.isPinned && !isCurrent) violations.push({ type: "pinned_moved", seriesId });
  if (pattern === null) {
    parts.notPlanned += notPlannedCost(space, each);
    return held;
  }
  if (!isCurrent && !fitsCadence(pattern, series.cadence)) violations.push({ type: "wrong_cadence", seriesId });
  if (series.current !== null && !staysAt(pattern, series.current)) parts.seriesMoved += movedCost(space, each);
  const agreed = new Map(isCurrent ? series.currentMoves.map(({ date, to }) => [date, to]) : []);
  const changed = new Map(moves.map(({ date, to }) => [date, to]));
  const closed = new Set(settled.map(({ week }) => week));
  const period = periodDays(pattern);
  let [count, clashes] = [0, 0];
  for (const day of patternDays(pattern, problem.firstDay, problem.weeks)) {
    const { date, week } = days[day] ?? { date: "", week: 0 };
    const to = changed.get(date);
    changed.delete(date);
    if (closed.has(week)) continue;
    count += 1;
    const isAgreed = agreed.has(date) && agreed.get(date) === to;
    if (agreed.has(date) && !isAgreed) parts.agreedMoved += weights.agreedMoved;
    if (to === undefined) {
      const place = placeOf(`${date}T${pattern.time}`, space, series.minutes);
      if (place === null) violations.push({ type: "no_such_hour", seriesId, date });
      else held.push({ seriesId, date, place, is: "by_pattern", isFixed: isCurrent && series.isPinned });
      continue;
    }
    if (!agreed.has(date)) clashes += 1;
    if (to === null) {
      if (!isAgreed) parts.skipped += weights.skipped;
      continue;
    }
    if (!isAgreed) parts.oneOff += weights.oneOff;
    const place = isDateTime(to) ? placeOf(to, space, series.minutes) : null;
    if (place === null) {
      if (!isAgreed) violations.push({ type: "no_such_hour", seriesId, date });
      continue;
    }
    if (!isAgreed && place.from < problem.frozenUntil) violations.push({ type: "frozen", seriesId, date });
    if (!isAgreed && isTooClose(place.day, day, period)) violations.push({ type: "too_close", seriesId, date });
    held.push({ seriesId, date, place, is: "moved", isFixed: isAgreed });
  }
  for (const date of changed.keys()) violations.push({ type: "unknown_occurrence", seriesId, date });
  const most = isCurrent && series.isPinned ? count : Math.max(1, Math.ceil(count / 4));
  if (clashes > most) violations.push({ type: "clashes_often", seriesId, clashes, of: count });
  return held;
}

function violationsOf({ me, problem, days }: PlanSpace, { them }: SeriesSpace, held: HeldPlace): PlanViolation[] {
  const { seriesId, date, place, isFixed } = held;
  const found: PlanViolation[] = [];
  for (const [whose, time] of [
    ["mine", me],
    ["theirs", them],
  ] as const) {
    const why = time.whyNot(place.from, place.until);
    if (why === "day_off") found.push({ type: "day_off", seriesId, date, whose });
    else if (time.isBusy(place.from, place.until)) found.push({ type: "busy", seriesId, date, whose });
    else if (why === "hours" && !isFixed) found.push({ type: "outside_hours", seriesId, date, whose });
  }
  const { kickoff } = problem;
  if (kickoff?.isNever && !isFixed && days[place.day]?.weekday === kickoff.weekday) {
    found.push({ type: "kickoff_day", seriesId, date });
  }
  return found;
}

/** Two that were at one hour before the plan began stay so: that is theirs to mend. */
function overlaps(ofDay: readonly HeldPlace[], date: string): PlanViolation[] {
  return ofDay.flatMap((one, at) =>
    ofDay
      .slice(at + 1)
      .filter((other) => other.place.minute < one.place.ends && !(one.is === "frozen" && other.is === "frozen"))
      .map((other) => ({ type: "overlap" as const, seriesId: one.seriesId, otherId: other.seriesId, date })),
  );
}

function addParts(sum: Sum, parts: Partial<Record<CostPart, number>>): void {
  for (const part in parts) sum[part as CostPart] += parts[part as CostPart] ?? 0;
}

/** The plan that is in the calendars today. */
export function todaysPlan({ problem }: Pick<PlanSpace, "problem">): Plan {
  return {
    series: problem.series.map(({ id, current, currentMoves }) => {
      if (current === null) return { seriesId: id, pattern: null, moves: [] };
      const days = patternDays(current, problem.firstDay, problem.weeks);
      const dates = new Set(days.map((day) => addDays(problem.firstDay, day)));
      return { seriesId: id, pattern: current, moves: currentMoves.filter(({ date }) => dates.has(date)) };
    }),
  };
}
