import { parseRule } from "../ics/parse-rule.ts";

export type GraphRecurrence = {
  pattern: {
    type: "daily" | "weekly" | "absoluteMonthly" | "relativeMonthly";
    interval: number;
    daysOfWeek?: string[];
    firstDayOfWeek?: string;
    dayOfMonth?: number;
    index?: string;
  };
  range: {
    type: "noEnd" | "endDate" | "numbered";
    startDate: string;
    endDate?: string;
    numberOfOccurrences?: number;
    recurrenceTimeZone: string;
  };
};

const DAYS: Readonly<Record<string, string>> = {
  ...{ MO: "monday", TU: "tuesday", WE: "wednesday", TH: "thursday", FR: "friday", SA: "saturday", SU: "sunday" },
};
const PLACES: Readonly<Record<string, string>> = { 1: "first", 2: "second", 3: "third", 4: "fourth", "-1": "last" };
const WEEKDAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];

/**
 * A rule in Graph's words.
 *
 * @param start of the first occurrence, wall clock in the zone.
 * @returns null: Graph has no words for it.
 */
export function graphRecurrence(rule: string, start: string, timeZone: string): GraphRecurrence | null {
  const parsed = parseRule(rule);
  if (parsed === null) return null;
  const { freq, interval, count, until, byDay, lists, wkst } = parsed;
  const date = Temporal.PlainDate.from(start.slice(0, 10));
  const own = WEEKDAYS[date.dayOfWeek - 1] ?? "MO";
  const pattern = ((): GraphRecurrence["pattern"] | null => {
    const known = new Set(freq === "MONTHLY" ? ["BYMONTHDAY", "BYSETPOS"] : []);
    if (Object.keys(lists).some((name) => !known.has(name))) return null;
    if (freq === "DAILY" && byDay.length === 0) return { type: "daily", interval };
    if (freq === "WEEKLY") {
      const days = (byDay.length > 0 ? byDay : [own]).map((day) => DAYS[day]);
      if (days.some((day) => day === undefined)) return null;
      return { type: "weekly", interval, daysOfWeek: days as string[], firstDayOfWeek: DAYS[wkst] ?? "monday" };
    }
    if (freq !== "MONTHLY") return null;
    const [day, ...others] = byDay;
    if (day === undefined) {
      const [dayOfMonth = date.day, ...more] = lists.BYMONTHDAY ?? [];
      return more.length === 0 && dayOfMonth > 0 ? { type: "absoluteMonthly", interval, dayOfMonth } : null;
    }
    if (lists.BYMONTHDAY || others.length > 0) return null;
    const [, sign = "", name = ""] = /^([+-]?\d+)?(\w\w)$/.exec(day) ?? [];
    const place = sign === "" ? lists.BYSETPOS?.[0] : Number(sign);
    const index = PLACES[String(place)];
    const weekday = DAYS[name];
    return index && weekday ? { type: "relativeMonthly", interval, daysOfWeek: [weekday], index } : null;
  })();
  if (pattern === null) return null;
  const base = { startDate: date.toString(), recurrenceTimeZone: timeZone };
  if (count !== null) return { pattern, range: { ...base, type: "numbered", numberOfOccurrences: count } };
  if (until === null) return { pattern, range: { ...base, type: "noEnd" } };
  return { pattern, range: { ...base, type: "endDate", endDate: lastDay(until, start, timeZone) } };
}

/** The last day on which an occurrence may begin: UNTIL is an instant, and Graph counts days. */
function lastDay(until: string, start: string, timeZone: string): string {
  const [, year, month, day, hour = "23", minute = "59", second = "59", utc] =
    /^(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)(Z)?)?$/.exec(until.trim()) ?? [];
  const wall = Temporal.PlainDateTime.from(`${year}-${month}-${day}T${hour}:${minute}:${second}`);
  const last = utc ? wall.toZonedDateTime("UTC").withTimeZone(timeZone).toPlainDateTime() : wall;
  const begins = Temporal.PlainTime.from(start.slice(11, 16));
  const isBefore = Temporal.PlainTime.compare(last.toPlainTime(), begins) < 0;
  return last
    .toPlainDate()
    .subtract({ days: isBefore ? 1 : 0 })
    .toString();
}
