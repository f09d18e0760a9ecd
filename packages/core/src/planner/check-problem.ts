import type { ProblemFault } from "./plan-outcome.ts";
import type { PlannedSeries, PlanPerson, PlanProblem, SeriesPattern } from "./plan-problem.ts";

export const MOST_SERIES = 80;
export const MOST_WEEKS = 8;
const MOST_BUSY = 5000; // of one person
const MOST_DAYS_OFF = 400;
const MOST_MOVES = 60;
const MOST_FAULTS = 20; // more tell no more
const MOST_MINUTES = 240;
const MOST_EVERY = 26;

/**
 * What is wrong with a problem before anything is planned: what comes over a wire is anything at all. Whether two pinned
 * series are at the same hour is told by `pinnedTwice`.
 *
 * @returns empty: it can be planned.
 */
export function checkProblem(problem: PlanProblem): ProblemFault[] {
  const sizes = checkSizes(problem);
  if (sizes.length > 0) return sizes;
  const ids = new Set(problem.people.map(({ id }) => id));
  return [
    ...[problem.manager, ...problem.people].flatMap(checkPerson),
    ...twice(problem.people, "person"),
    ...twice(problem.series, "series"),
    ...problem.series.flatMap((series) => checkSeries(series, ids)),
    ...Object.entries(problem.sliders).flatMap(([name, value]) => numberFault(`sliders.${name}`, value)),
    ...(problem.kickoff === null || isWeekday(problem.kickoff.weekday)
      ? []
      : [{ type: "bad_value" as const, where: "kickoff", value: String(problem.kickoff.weekday) }]),
    ...checkStart(problem),
  ].slice(0, MOST_FAULTS);
}

function checkSizes({ series, people, manager, weeks }: PlanProblem): ProblemFault[] {
  const most = (what: "series" | "people" | "busy" | "weeks" | "moves" | "daysOff", count: number, most: number) =>
    count > most ? [{ type: "too_large" as const, what, count, most }] : [];
  const everybody = [manager, ...people.slice(0, MOST_SERIES)];
  return [
    ...most("series", series.length, MOST_SERIES),
    ...most("people", people.length, MOST_SERIES),
    ...most("weeks", weeks, MOST_WEEKS),
    ...most("busy", Math.max(...everybody.map(({ busy }) => busy.length)), MOST_BUSY),
    ...most("daysOff", Math.max(...everybody.map(({ daysOff }) => daysOff.length)), MOST_DAYS_OFF),
    ...most("moves", Math.max(0, ...series.slice(0, MOST_SERIES).map((each) => each.currentMoves.length)), MOST_MOVES),
  ];
}

function checkPerson(person: PlanPerson): ProblemFault[] {
  const faults: ProblemFault[] = [];
  if (!isZone(person.timeZone)) faults.push({ type: "unknown_zone", personId: person.id, timeZone: person.timeZone });
  for (const day of person.daysOff) {
    if (!isDate(day)) faults.push({ type: "bad_date", where: `daysOff of ${person.id}`, value: String(day) });
  }
  for (const [weekday, windows] of Object.entries(person.hours)) {
    for (const { from, until } of windows ?? []) {
      const where = `hours of ${person.id} on day ${weekday}`;
      const inOrder = Number.isInteger(from) && Number.isInteger(until) && 0 <= from && from < until && until <= 1440;
      if (Number.isNaN(from) || Number.isNaN(until)) faults.push({ type: "not_a_number", where });
      else if (!inOrder || !isWeekday(Number(weekday))) {
        faults.push({ type: "bad_value", where, value: `${from}-${until}` });
      }
    }
  }
  if (person.busy.some(({ from, until }) => !Number.isFinite(from) || !Number.isFinite(until))) {
    faults.push({ type: "not_a_number", where: `busy of ${person.id}` });
  }
  return faults;
}

function checkSeries(series: PlannedSeries, people: ReadonlySet<string>): ProblemFault[] {
  const where = `series ${series.id}`;
  const faults: ProblemFault[] = [];
  if (!people.has(series.personId)) faults.push({ type: "nobody", seriesId: series.id, personId: series.personId });
  const numbers = numberFault(`minutes of ${where}`, series.minutes);
  faults.push(...numbers);
  if (numbers.length === 0 && !isWhole(series.minutes, 5, MOST_MINUTES)) {
    faults.push({ type: "bad_value", where: `minutes of ${where}`, value: String(series.minutes) });
  }
  if (series.cadence.type === "weeks" && !isWhole(series.cadence.every, 1, MOST_EVERY)) {
    faults.push({ type: "bad_value", where: `cadence of ${where}`, value: String(series.cadence.every) });
  }
  if (series.current === null) {
    if (series.isPinned) faults.push({ type: "pinned_nowhere", seriesId: series.id });
  } else faults.push(...checkPattern(series.current, where));
  for (const { date, to } of series.currentMoves) {
    if (!isDate(date)) faults.push({ type: "bad_date", where, value: String(date) });
    if (to !== null && !isDateTime(to)) faults.push({ type: "bad_date", where, value: String(to) });
  }
  return faults;
}

/** Also for a pattern that came from a screen. */
export function checkPattern(pattern: SeriesPattern, where: string): ProblemFault[] {
  if (!/^([01]\d|2[0-3]):[0-5]\d$/.test(pattern.time)) {
    return [{ type: "bad_value", where: `time of ${where}`, value: String(pattern.time) }];
  }
  if (pattern.type === "month") {
    return isWhole(pattern.nth, 1, 4) && isWeekday(pattern.weekday)
      ? []
      : [{ type: "bad_value", where: `pattern of ${where}`, value: `${pattern.nth}/${pattern.weekday}` }];
  }
  if (!isDate(pattern.date)) return [{ type: "bad_date", where: `pattern of ${where}`, value: String(pattern.date) }];
  return isWhole(pattern.every, 1, MOST_EVERY)
    ? []
    : [{ type: "bad_value", where: `pattern of ${where}`, value: String(pattern.every) }];
}

function checkStart({ firstDay, weeks, frozenUntil }: PlanProblem): ProblemFault[] {
  if (!isDate(firstDay) || Temporal.PlainDate.from(firstDay).dayOfWeek !== 1) {
    return [{ type: "bad_date", where: "firstDay", value: String(firstDay) }];
  }
  if (!isWhole(weeks, 1, MOST_WEEKS)) return [{ type: "bad_value", where: "weeks", value: String(weeks) }];
  return numberFault("frozenUntil", frozenUntil);
}

function twice(things: readonly { id: string }[], what: "series" | "person"): ProblemFault[] {
  const seen = new Set<string>();
  return things.flatMap(({ id }) => {
    if (seen.has(id)) return [{ type: "twice" as const, what, id }];
    seen.add(id);
    return [];
  });
}

function numberFault(where: string, value: unknown): ProblemFault[] {
  return Number.isFinite(value) ? [] : [{ type: "not_a_number", where }];
}

function isWhole(value: number, least: number, most: number): boolean {
  return Number.isInteger(value) && value >= least && value <= most;
}

function isWeekday(value: number): boolean {
  return isWhole(value, 1, 7);
}

export function isDate(value: unknown): boolean {
  if (typeof value !== "string" || !/^\d{4}-\d\d-\d\d$/.test(value)) return false;
  try {
    Temporal.PlainDate.from(value, { overflow: "reject" });
    return true;
  } catch {
    return false;
  }
}

export function isDateTime(value: unknown): boolean {
  return typeof value === "string" && /^.{10}T([01]\d|2[0-3]):[0-5]\d$/.test(value) && isDate(value.slice(0, 10));
}

function isZone(zone: unknown): boolean {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(String(zone));
    return true;
  } catch {
    return false;
  }
}
