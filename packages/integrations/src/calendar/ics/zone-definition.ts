import { DAY, parseOffset } from "./date-value.ts";
import { parseRule } from "./parse-rule.ts";
import type { Observance } from "./read-components.ts";
import { recur } from "./recur.ts";
import { offsetAt, tableOfZone, type ZoneTable } from "./zone-table.ts";

const YEAR = 366 * DAY;
const MANY = 4000;

/**
 * A zone as a file defines it, for the times between two instants.
 *
 * @returns null where the definition says nothing.
 */
export function tableOfDefinition(observances: readonly Observance[], from: number, until: number): ZoneTable | null {
  const onsets: { at: number; before: number; offset: number }[] = [];
  for (const { start, from: offsetFrom, to, rule, dates } of observances) {
    if (start === null || to === "") continue;
    const offset = parseOffset(to);
    const before = offsetFrom === "" ? offset : parseOffset(offsetFrom);
    const walls = [start.wall, ...dates.map(({ wall }) => wall), ...wallsOf(rule, start.wall, from, until)];
    for (const wall of new Set(walls)) onsets.push({ at: wall - before, before, offset });
  }
  onsets.sort((one, other) => one.at - other.at);
  const [earliest] = onsets;
  return earliest ? { first: earliest.before, changes: onsets } : null;
}

/** A rule that began with the Gregorian calendar is followed from a little before it is needed. */
function wallsOf(text: string | null, start: number, from: number, until: number): number[] {
  const rule = text === null ? null : parseRule(text);
  if (rule === null || rule.freq !== "YEARLY") return [];
  const ends = rule.until === null ? null : untilWall(rule.until);
  let begin = start;
  if (rule.interval === 1 && rule.count === null && start < from - 2 * YEAR) {
    const day = new Date(start);
    const year = new Date(from - 2 * YEAR).getUTCFullYear();
    day.setUTCFullYear(year, day.getUTCMonth(), Math.min(day.getUTCDate(), 28));
    begin = day.getTime();
  }
  // What a rule of an earlier time left behind holds until the next, so its last onset matters as well.
  const window = { from: Math.min(begin, ends ?? begin), until: until + YEAR, most: MANY };
  return recur(rule, begin, ends, window).walls;
}

function untilWall(text: string): number | null {
  const found = /^(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2}))?/.exec(text);
  if (!found) return null;
  const [year, month, day, hour, minute, second] = found.slice(1).map((part) => Number(part ?? 0));
  // It is in UTC, and the onset by the wall: a day more than it says holds no second onset.
  return Date.UTC(year ?? 0, (month ?? 1) - 1, day, hour, minute, second) + DAY;
}

const PROBES = 240; // over five years
const cache = new Map<string, string | null>();

/**
 * The IANA zone whose clocks go as a definition says, so that what a file calls by a name of its own follows the rules
 * of the place, also where the file's are from another decade.
 *
 * @param name where the names of several such zones say so, the one that it holds is preferred.
 */
export function zoneLike(table: ZoneTable, around: number): string | null {
  const from = around - 2.5 * YEAR;
  const probes = Array.from({ length: PROBES }, (_, at) => from + (at * 5 * YEAR) / PROBES);
  const wanted = probes.map((at) => offsetAt(table, at));
  const print = `${Math.round(around / YEAR)} ${wanted.map((each) => each / 60_000).join(" ")}`;
  const before = cache.get(print);
  if (before !== undefined) return before;
  const found = Intl.supportedValuesOf("timeZone").find((id) => {
    // Two looks first: most zones are told apart by them.
    for (const at of [0, 24]) {
      const probe = probes[at] ?? 0;
      const offset = Temporal.Instant.fromEpochMilliseconds(Math.floor(probe)).toZonedDateTimeISO(id).offsetNanoseconds;
      if (offset / 1e6 !== wanted[at]) return false;
    }
    const other = tableOfZone(id, Math.floor(from), Math.ceil(from + 5 * YEAR));
    return probes.every((at, index) => offsetAt(other, at) === wanted[index]);
  });
  if (cache.size > 500) cache.clear();
  cache.set(print, found ?? null);
  return found ?? null;
}
