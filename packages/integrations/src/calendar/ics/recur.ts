import { RRuleTemporal } from "rrule-temporal";
import type { Rule } from "./parse-rule.ts";
import { recurYearly } from "./recur-yearly.ts";

/** How often a rule may be looked at before it is given up, so that no rule takes the reader's time for itself. */
const MAX_STEPS = 200_000;

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
  { from, until, most }: { from: number; until: number; most: number },
): Recurrences {
  const last = end === null ? until : Math.min(until, end);
  if (last < start || last < from) return { walls: [], otherwise: null, isWhole: true };
  const { lists } = rule;
  if (isMisreadElsewhere(rule)) {
    const range = { from, until: last, most };
    const found = recurYearly(rule, start, range, "whole_weeks");
    if (!lists.BYWEEKNO) return { ...found, otherwise: null };
    const other = recurYearly(rule, start, range, "days_of_year");
    return { walls: found.walls, otherwise: other.walls, isWhole: found.isWhole && other.isWhole };
  }
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
