import { tableOfZone } from "./zone-table.ts";

const WEEKDAYS = ["SU", "MO", "TU", "WE", "TH", "FR", "SA"] as const;

type Change = {
  /** the wall clock at which it comes, as it stands before it; as though in UTC */
  wall: number;
  from: number;
  to: number;
};

/**
 * The definition of a zone for the years from one to another, as the lines of a VTIMEZONE, from the machine's own data. Two
 * changes a year by a rule are written as that rule, since that is what every calendar reads right; changes that follow no
 * rule are written one by one.
 */
export function writeZone(id: string, wanted: { from: number; until: number }): string[] {
  // Before its first change a definition says nothing, so it begins a year early.
  const years = { from: wanted.from - 1, until: wanted.until };
  const [begin, end] = [Date.UTC(years.from, 0, 1), Date.UTC(years.until + 1, 0, 1)];
  const table = tableOfZone(id, begin, end);
  let before = table.first;
  const changes = table.changes.map(({ at, offset }): Change => {
    const change = { wall: at + before, from: before, to: offset };
    before = offset;
    return change;
  });
  const observances = changes.length === 0 ? [] : (byRules(changes, years) ?? byDates(changes));
  return [
    "BEGIN:VTIMEZONE",
    `TZID:${id}`,
    ...(changes.length === 0 ? observance("STANDARD", { wall: 0, from: table.first, to: table.first }) : observances),
    ...(changes.length > 0 && observances.every((line) => line !== "BEGIN:STANDARD")
      ? observance("STANDARD", { wall: 0, from: table.first, to: table.first })
      : []),
    "END:VTIMEZONE",
  ];
}

/** @returns null where the changes do not come twice a year by the same two rules. */
function byRules(changes: readonly Change[], { from, until }: { from: number; until: number }): string[] | null {
  const years = until - from + 1;
  const [first, second] = changes;
  if (!first || !second || changes.length !== years * 2 || first.to !== second.from || first.from !== second.to)
    return null;
  const lines: string[] = [];
  for (const side of [0, 1]) {
    const own = changes.filter((_, at) => at % 2 === side);
    const [start] = own;
    const rule = ruleOf(own);
    if (!start || rule === null || own.some(({ from: was, to }) => was !== start.from || to !== start.to)) return null;
    lines.push(...observance(start.to > start.from ? "DAYLIGHT" : "STANDARD", start, rule));
  }
  return lines;
}

/** The rule by which changes come once a year; null: none that is said in a line. */
function ruleOf(changes: readonly Change[]): string | null {
  const days = changes.map(({ wall }) => new Date(wall));
  const [first] = days;
  if (!first) return null;
  const isSame = (of: (day: Date) => number) => days.every((day) => of(day) === of(first));
  const inYear = days.every((day, at) => day.getUTCFullYear() === first.getUTCFullYear() + at);
  if (!inYear || !isSame((day) => day.getUTCMonth()) || !isSame((day) => day.getTime() % 86_400_000)) return null;
  const month = `FREQ=YEARLY;BYMONTH=${first.getUTCMonth() + 1}`;
  if (!isSame((day) => day.getUTCDay())) {
    return isSame((day) => day.getUTCDate()) ? `${month};BYMONTHDAY=${first.getUTCDate()}` : null;
  }
  const weekday = WEEKDAYS[first.getUTCDay()];
  const nth = (day: Date) => Math.ceil(day.getUTCDate() / 7);
  const isLast = (day: Date) => new Date(day.getTime() + 7 * 86_400_000).getUTCMonth() !== day.getUTCMonth();
  if (days.every(isLast)) return `${month};BYDAY=-1${weekday}`;
  if (isSame(nth)) return `${month};BYDAY=${nth(first)}${weekday}`;
  // "the first Sunday from the 9th on": seven days, of which one is the weekday
  const least = Math.min(...days.map((day) => day.getUTCDate()));
  const most = Math.max(...days.map((day) => day.getUTCDate()));
  if (most - least !== 6) return null;
  const range = Array.from({ length: 7 }, (_, at) => least + at).join(",");
  return `${month};BYMONTHDAY=${range};BYDAY=${weekday}`;
}

/** One by one, the state before the first of them included. */
function byDates(changes: readonly Change[]): string[] {
  const [first] = changes;
  if (!first) return [];
  return [
    ...observance("STANDARD", { wall: 0, from: first.from, to: first.from }),
    ...changes.flatMap((change) => observance(change.to > change.from ? "DAYLIGHT" : "STANDARD", change)),
  ];
}

function observance(type: "STANDARD" | "DAYLIGHT", { wall, from, to }: Change, rule?: string): string[] {
  return [
    `BEGIN:${type}`,
    `DTSTART:${sayWall(wall)}`,
    ...(rule === undefined ? [] : [`RRULE:${rule}`]),
    `TZOFFSETFROM:${sayOffset(from)}`,
    `TZOFFSETTO:${sayOffset(to)}`,
    `END:${type}`,
  ];
}

export function sayWall(wall: number): string {
  return new Date(wall).toISOString().slice(0, 19).replace(/[-:]/g, "");
}

function sayOffset(milliseconds: number): string {
  const seconds = Math.abs(milliseconds) / 1000;
  const part = (value: number) => String(Math.floor(value)).padStart(2, "0");
  const rest = seconds % 60 === 0 ? "" : part(seconds % 60);
  return `${milliseconds < 0 ? "-" : "+"}${part(seconds / 3600)}${part((seconds % 3600) / 60)}${rest}`;
}
