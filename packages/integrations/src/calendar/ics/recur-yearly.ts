import { DAY } from "./date-value.ts";
import type { Rule } from "./parse-rule.ts";
import type { Patience } from "./patience.ts";

/**
 * What the standard leaves open of weeks by number (RFC 5545, 3.3.10). `whole_weeks`: a week belongs to the year that numbers
 * it, also with its days beyond New Year, and without further days it means the weekday of the start, as all that a rule
 * leaves out is taken from there. `days_of_year`: of each year all its days that lie in such a week.
 */
export type WeekReading = "whole_weeks" | "days_of_year";

const WEEKDAYS: readonly string[] = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];
const HOUR = 3_600_000;
const MINUTE = 60_000;
/** Days and times looked at before a rule is given up, so that none takes the reader's time for itself. */
const MAX_STEPS = 200_000;
const FOR_ONE_STEP = 10; // of these, as long as one step of the other rules takes

/**
 * The wall clocks of a yearly rule, of those in [from, until], in order. Every part that names days narrows the others, as
 * the standard's table says: `BYMONTHDAY=13;BYDAY=FR` is Friday the 13th, and nothing else.
 *
 * @returns `isWhole` is false where there were more than `most`, or it took too long.
 */
export function recurYearly(
  rule: Rule,
  start: number,
  { from, until, most, patience }: { from: number; until: number; most: number; patience: Patience },
  weeks: WeekReading,
): { walls: number[]; isWhole: boolean } {
  const isDay = dayTest(rule, start, weeks);
  const times = timesOf(rule, start);
  const positions = rule.lists.BYSETPOS && new Set(rule.lists.BYSETPOS);
  const isByWeek = rule.lists.BYWEEKNO !== undefined && weeks === "whole_weeks";
  const wkst = WEEKDAYS.indexOf(rule.wkst);
  let year = isByWeek ? weekOf(dayAt(start), wkst).year : yearOf(start);
  // Where nothing is counted, what lies years before the window need not be looked at.
  if (rule.count === null) year += Math.max(0, Math.floor((yearOf(from) - 1 - year) / rule.interval)) * rule.interval;
  const walls: number[] = [];
  let counted = 0;
  let steps = 0;
  for (; newYear(year) - 7 * DAY <= until; year += rule.interval) {
    const margin = isByWeek ? 7 * DAY : 0;
    const days: number[] = [];
    for (let day = newYear(year) - margin; day < newYear(year + 1) + margin; day += DAY) {
      if ((!isByWeek || weekOf(day, wkst).year === year) && isDay(day)) days.push(day);
    }
    const more = 366 + days.length * times.length;
    steps += more;
    patience.steps -= more / FOR_ONE_STEP;
    if (steps > MAX_STEPS || patience.steps <= 0) return { walls, isWhole: false };
    const all = days.flatMap((day) => times.map((time) => day + time));
    for (const wall of atPositions(all, positions)) {
      if (wall < start) continue;
      counted++;
      if (wall > until || (rule.count !== null && counted > rule.count)) return { walls, isWhole: true };
      if (wall < from) continue;
      if (walls.length === most) return { walls, isWhole: false };
      walls.push(wall);
    }
  }
  return { walls, isWhole: true };
}

function dayTest(rule: Rule, start: number, weeks: WeekReading): (day: number) => boolean {
  const { BYMONTH, BYWEEKNO, BYYEARDAY, BYMONTHDAY } = asSets(rule.lists);
  const wkst = WEEKDAYS.indexOf(rule.wkst);
  const isBare = !BYYEARDAY && !BYMONTHDAY && rule.byDay.length === 0 && BYWEEKNO && weeks === "whole_weeks";
  const startWeekday = weekdayOf(dayAt(start));
  return (day) => {
    const date = new Date(day);
    const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()];
    if (BYMONTH && !BYMONTH.has(month + 1)) return false;
    if (BYWEEKNO) {
      const { number, of } = weekOf(day, wkst);
      if (!isListed(BYWEEKNO, number, of)) return false;
    }
    const yearDays = (newYear(year + 1) - newYear(year)) / DAY;
    if (BYYEARDAY && !isListed(BYYEARDAY, (day - newYear(year)) / DAY + 1, yearDays)) return false;
    const monthDays = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
    if (BYMONTHDAY && !isListed(BYMONTHDAY, date.getUTCDate(), monthDays)) return false;
    if (isBare) return weekdayOf(day) === startWeekday;
    if (rule.byDay.length === 0) return true;
    // A number before a weekday counts within the months that are named, and else within the year.
    const at = BYMONTH ? date.getUTCDate() : (day - newYear(year)) / DAY + 1;
    const length = BYMONTH ? monthDays : yearDays;
    const name = WEEKDAYS[weekdayOf(day)];
    return rule.byDay.some((each) => {
      if (!each.endsWith(name ?? "?")) return false;
      const nth = Number(each.slice(0, -2));
      if (nth === 0) return true;
      return nth > 0 ? Math.ceil(at / 7) === nth : Math.ceil((length - at + 1) / 7) === -nth;
    });
  };
}

/** Whether a place is named, from the front or, below zero, from behind. */
function isListed(list: ReadonlySet<number>, place: number, of: number): boolean {
  return list.has(place) || list.has(place - of - 1);
}

function asSets({ BYMONTH, BYWEEKNO, BYYEARDAY, BYMONTHDAY }: Rule["lists"]) {
  const asSet = (list: readonly number[] | undefined) => list && new Set(list);
  return {
    ...{ BYMONTH: asSet(BYMONTH), BYWEEKNO: asSet(BYWEEKNO) },
    ...{ BYYEARDAY: asSet(BYYEARDAY), BYMONTHDAY: asSet(BYMONTHDAY) },
  };
}

/** A week is the year's that has at least four of its days. */
function weekOf(day: number, wkst: number): { year: number; number: number; of: number } {
  const monday = day - ((weekdayOf(day) - wkst + 7) % 7) * DAY; // or whichever day weeks begin on
  const year = yearOf(monday + 3 * DAY);
  const first = firstWeek(year, wkst);
  return { year, number: (monday - first) / (7 * DAY) + 1, of: (firstWeek(year + 1, wkst) - first) / (7 * DAY) };
}

function firstWeek(year: number, wkst: number): number {
  const fourth = newYear(year) + 3 * DAY;
  return fourth - ((weekdayOf(fourth) - wkst + 7) % 7) * DAY;
}

/** Times of day, each once and in order. */
function timesOf({ lists }: Rule, start: number): number[] {
  const at = new Date(start);
  const hours = lists.BYHOUR ?? [at.getUTCHours()];
  const minutes = lists.BYMINUTE ?? [at.getUTCMinutes()];
  const seconds = lists.BYSECOND ?? [at.getUTCSeconds()];
  const times = hours.flatMap((hour) =>
    minutes.flatMap((minute) => seconds.map((second) => hour * HOUR + minute * MINUTE + second * 1000)),
  );
  return times.sort((one, other) => one - other);
}

function atPositions(walls: readonly number[], positions: ReadonlySet<number> | undefined): readonly number[] {
  if (!positions) return walls;
  return walls.filter((_, at) => isListed(positions, at + 1, walls.length));
}

function newYear(year: number): number {
  return new Date(0).setUTCFullYear(year, 0, 1);
}

function yearOf(wall: number): number {
  return new Date(wall).getUTCFullYear();
}

function dayAt(wall: number): number {
  return Math.floor(wall / DAY) * DAY;
}

/** 0 is Monday. */
function weekdayOf(day: number): number {
  return (new Date(day).getUTCDay() + 6) % 7;
}
