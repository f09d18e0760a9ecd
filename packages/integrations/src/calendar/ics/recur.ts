import { RRuleTemporal } from "rrule-temporal";
import { DAY } from "./date-value.ts";
import type { Rule } from "./parse-rule.ts";
import { type Patience, patienceForFile } from "./patience.ts";
import { recurYearly } from "./recur-yearly.ts";

/** How often a rule may be looked at before it is given up, so that no rule takes the reader's time for itself. */
const MAX_STEPS = 20_000;

const HOUR = 3_600_000;
const LAST = Date.UTC(9999, 11, 31); // of the days that anybody asks about
const WEEKDAYS: readonly string[] = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];

export type Recurrences = {
  walls: number[];
  /** the same by the other reading of the standard; null: there is but one */
  otherwise: number[] | null;
  isWhole: boolean;
};

/**
 * The wall clocks at which a rule has something take place, of those in [from, until], in order. Reckoned without any
 * zone, so that a meeting at ten is at ten whatever the clocks did.
 *
 * @param until of the rule, as a wall clock; null: it goes on.
 * @returns `isWhole` is false where there were more than `most`, or the rule could not be followed so far.
 */
export function recur(
  rule: Rule,
  start: number,
  end: number | null,
  {
    from,
    until,
    most,
    patience = patienceForFile(),
  }: { from: number; until: number; most: number; patience?: Patience },
): Recurrences {
  const counted = lastCounted(rule, start);
  if (counted !== null)
    return recur({ ...rule, count: null }, start, earlier(end, counted), { from, until, most, patience });
  const last = end === null ? until : Math.min(until, end);
  if (last < start || last < from) return { walls: [], otherwise: null, isWhole: true };
  if (patience.steps <= 0) return { walls: [], otherwise: null, isWhole: false };
  const { lists } = rule;
  patience.steps -= timesADay(rule) / 16; // as long as it takes to put these together
  if (isMisreadElsewhere(rule)) {
    const range = { from, until: last, most, patience };
    const found = recurYearly(rule, start, range, "whole_weeks");
    if (!lists.BYWEEKNO) return { ...found, otherwise: null };
    const other = recurYearly(rule, start, range, "days_of_year");
    return { walls: found.walls, otherwise: other.walls, isWhole: found.isWhole && other.isWhole };
  }
  if (rule.count !== null) patience.steps -= Math.min(rule.count, MAX_STEPS, stepsUntil(rule, last - start));
  const expanded = new RRuleTemporal({
    freq: rule.freq,
    interval: rule.interval,
    ...(rule.count === null ? {} : { count: rule.count }),
    ...(end === null ? {} : { until: zoned(end) }),
    ...(lists.BYSECOND ? { bySecond: lists.BYSECOND } : {}),
    ...(lists.BYMINUTE ? { byMinute: lists.BYMINUTE } : {}),
    ...(lists.BYHOUR ? { byHour: lists.BYHOUR } : {}),
    ...(lists.BYMONTH ? { byMonth: lists.BYMONTH } : {}),
    ...(lists.BYMONTHDAY ? { byMonthDay: lists.BYMONTHDAY } : {}),
    ...(lists.BYYEARDAY ? { byYearDay: lists.BYYEARDAY } : {}),
    ...(lists.BYWEEKNO ? { byWeekNo: lists.BYWEEKNO } : {}),
    ...(lists.BYSETPOS ? { bySetPos: lists.BYSETPOS } : {}),
    ...(rule.byDay.length > 0 ? { byDay: rule.byDay } : {}),
    wkst: rule.wkst,
    dtstart: zoned(start),
    temporal: Temporal,
    cache: false,
    maxIterations: MAX_STEPS,
    maxCandidateEvaluations: MAX_STEPS,
  });
  try {
    const found = expanded.between(zoned(Math.max(start, from)), zoned(last), true);
    const walls = found.slice(0, most).map((each) => each.epochMilliseconds);
    return { walls, otherwise: null, isWhole: found.length <= most };
  } catch {
    return { walls: [], otherwise: null, isWhole: false };
  }
}

const PERIODS: Partial<Record<Rule["freq"], number>> = { HOURLY: HOUR, DAILY: DAY, WEEKLY: 7 * DAY, MONTHLY: 28 * DAY };

function timesADay({ lists: { BYHOUR, BYMINUTE, BYSECOND } }: Rule): number {
  return [BYHOUR, BYMINUTE, BYSECOND].reduce((product, list) => product * (list?.length ?? 1), 1);
}

function stepsUntil({ freq, interval }: Rule, milliseconds: number): number {
  return Math.ceil(milliseconds / (interval * (PERIODS[freq] ?? 365 * DAY)));
}

/**
 * When a rule that is counted takes place for the last time, where that can be reckoned without counting, as it can of most:
 * to count through years of them takes the reader far longer than all the rest of a file.
 */
function lastCounted({ freq, interval, count, lists, byDay, wkst }: Rule, start: number): number | null {
  if (count === null || Object.keys(lists).length > 0) return null;
  if (freq === "MONTHLY" || freq === "YEARLY") {
    const at = new Date(start);
    if (byDay.length > 0 || at.getUTCDate() > 28) return null; // some months, and some years, have no such day
    at.setUTCMonth(at.getUTCMonth() + (count - 1) * interval * (freq === "MONTHLY" ? 1 : 12));
    return Math.min(at.getTime() || LAST, LAST);
  }
  if (freq === "DAILY" || freq === "HOURLY") {
    return byDay.length > 0 ? null : Math.min(start + (count - 1) * interval * (freq === "DAILY" ? DAY : HOUR), LAST);
  }
  if (freq !== "WEEKLY") return null;
  const first = WEEKDAYS.indexOf(wkst);
  const inWeek = (day: number) => (day - first + 7) % 7;
  const own = inWeek((new Date(start).getUTCDay() + 6) % 7); // Monday is 0
  const days =
    byDay.length === 0 ? [own] : byDay.map((day) => inWeek(WEEKDAYS.indexOf(day))).sort((one, other) => one - other);
  const at = days.filter((day) => day < own).length + count - 1;
  return Math.min(
    start + (Math.floor(at / days.length) * 7 * interval + (days[at % days.length] ?? own) - own) * DAY,
    LAST,
  );
}

function earlier(one: number | null, other: number): number {
  return one === null ? other : Math.min(one, other);
}

/**
 * rrule-temporal 2.2.7 adds up the days that several parts of a yearly rule name, where each narrows the others, and so
 * gives times that never are and, with COUNT, ends before it should. These we reckon ourselves.
 */
function isMisreadElsewhere({ freq, lists, byDay }: Rule): boolean {
  if (freq !== "YEARLY") return false;
  return !!lists.BYWEEKNO || !!lists.BYYEARDAY || (!!lists.BYMONTHDAY && byDay.length > 0);
}

function zoned(wall: number): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(wall).toZonedDateTimeISO("UTC");
}
