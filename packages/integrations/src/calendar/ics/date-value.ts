/**
 * A day or a time as it stands in a file. `wall` is the wall clock in milliseconds, reckoned as though its zone were
 * UTC: arithmetic on it knows no change of clocks and nothing of this machine's zone.
 */
export type DateValue = {
  wall: number;
  type: "date" | "local" | "utc";
  /** as the file names it; null: none, so a local time floats */
  tzid: string | null;
};

export type Period = { start: DateValue; end: DateValue | null; duration: Duration | null };

/** Days are of the calendar, and may have 23 hours or 25; the rest is exact. */
export type Duration = { days: number; milliseconds: number };

const DATE = /^(\d{4})-?(\d{2})-?(\d{2})$/;
const DATE_TIME = /^(\d{4})-?(\d{2})-?(\d{2})[T ]?(\d{2}):?(\d{2})(?::?(\d{2}))?(?:\.\d+)?(Z|[+-]\d{2}:?\d{2})?$/i;
const DURATION = /^([+-])?P(?:(\d+)W)?(?:(\d+)D)?(?:T?(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/i;
export const DAY = 86_400_000;

/** @returns null where it is no date and no time. */
export function parseDateValue(value: string, tzid: string | null): DateValue | null {
  const text = value.trim();
  const date = DATE.exec(text);
  if (date) {
    const wall = wallOf(date, [0, 0, 0]);
    return wall === null ? null : { wall, type: "date", tzid: null };
  }
  const time = DATE_TIME.exec(text);
  if (!time) return null;
  const [hour, minute, second] = [Number(time[4]), Number(time[5]), Number(time[6] ?? 0)];
  if (hour > 24 || minute > 59 || second > 60) return null;
  const wall = wallOf(time, [hour, minute, Math.min(second, 59)]);
  if (wall === null) return null;
  const offset = time[7];
  if (offset === undefined) return { wall, type: "local", tzid: tzid === null || tzid.trim() === "" ? null : tzid };
  return { wall: /z/i.test(offset) ? wall : wall - parseOffset(offset), type: "utc", tzid: null };
}

/** @returns those of a list that can be read. */
export function parseDateList(value: string, tzid: string | null): DateValue[] {
  return value.split(",").flatMap((each) => parseDateValue(each, tzid) ?? []);
}

/** @returns null where it is none. */
export function parsePeriod(value: string, tzid: string | null): Period | null {
  const [from = "", to = ""] = value.split("/");
  const start = parseDateValue(from, tzid);
  if (start === null) return null;
  return { start, end: parseDateValue(to, tzid), duration: parseDuration(to) };
}

/** @returns null where it is none. */
export function parseDuration(value: string): Duration | null {
  const found = DURATION.exec(value.trim());
  if (!found || !/\d/.test(value)) return null;
  const [weeks, days, hours, minutes, seconds] = found.slice(2).map((part) => Math.min(Number(part ?? 0), 1_000_000));
  const sign = found[1] === "-" ? -1 : 1;
  return {
    days: sign * ((weeks ?? 0) * 7 + (days ?? 0)),
    milliseconds: sign * ((hours ?? 0) * 3_600_000 + (minutes ?? 0) * 60_000 + (seconds ?? 0) * 1000),
  };
}

/** @returns milliseconds east of UTC; 0 where it is no offset. */
export function parseOffset(value: string): number {
  const found = /^([+-])(\d{1,2}):?(\d{2})?(?::?(\d{2}))?$/.exec(value.trim());
  if (!found) return 0;
  const size = Number(found[2]) * 3600 + Number(found[3] ?? 0) * 60 + Number(found[4] ?? 0);
  return (found[1] === "-" ? -1 : 1) * size * 1000;
}

function wallOf(found: RegExpExecArray, [hour, minute, second]: [number, number, number]): number | null {
  const [year, month, day] = [Number(found[1]), Number(found[2]), Number(found[3])];
  if (month < 1 || month > 12 || day < 1 || day > 31) return null;
  const wall = Date.UTC(2000, month - 1, day, hour, minute, second);
  const date = new Date(wall);
  date.setUTCFullYear(year, month - 1, day); // Date.UTC takes the years up to 99 for those of our grandparents
  date.setUTCHours(hour, minute, second);
  if (date.getUTCMonth() !== month - 1 && hour < 24) return null; // 31 February
  return date.getTime();
}
