/** A recurrence rule whose parts have been looked at; what makes no sense in it was left out. */
export type Rule = {
  freq: Freq;
  interval: number;
  count: number | null;
  /** as it stands; what it means depends on the start's kind and zone */
  until: string | null;
  lists: Readonly<Partial<Record<ListPart, number[]>>>;
  byDay: string[];
  wkst: string;
};

type Freq = "YEARLY" | "MONTHLY" | "WEEKLY" | "DAILY" | "HOURLY" | "MINUTELY" | "SECONDLY";
type ListPart = keyof typeof LISTS;

const FREQS: readonly string[] = ["YEARLY", "MONTHLY", "WEEKLY", "DAILY", "HOURLY", "MINUTELY", "SECONDLY"];
const WEEKDAYS: readonly string[] = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];
const LISTS = {
  BYSECOND: { from: 0, to: 59 },
  BYMINUTE: { from: 0, to: 59 },
  BYHOUR: { from: 0, to: 23 },
  BYMONTH: { from: 1, to: 12 },
  BYMONTHDAY: { from: -31, to: 31 },
  BYYEARDAY: { from: -366, to: 366 },
  BYWEEKNO: { from: -53, to: 53 },
  BYSETPOS: { from: -366, to: 366 },
} as const;

/** @returns null for what says no frequency that we know: nobody can tell when that takes place again. */
export function parseRule(text: string): Rule | null {
  const parts = new Map<string, string>();
  for (const part of text.replace(/^\s*RRULE:/i, "").split(";")) {
    const equals = part.indexOf("=");
    if (equals > 0) parts.set(part.slice(0, equals).trim().toUpperCase(), part.slice(equals + 1).trim());
  }
  const freq = parts.get("FREQ")?.toUpperCase() ?? "";
  if (!FREQS.includes(freq)) return null;
  const lists: Partial<Record<ListPart, number[]>> = {};
  for (const [name, range] of Object.entries(LISTS)) {
    const values = numbers(parts.get(name), range);
    if (values.length > 0) lists[name as ListPart] = values;
  }
  const count = Number(parts.get("COUNT") ?? Number.NaN);
  const interval = Number(parts.get("INTERVAL") ?? 1);
  const wkst = parts.get("WKST")?.toUpperCase() ?? "MO";
  return {
    freq: freq as Freq,
    interval: Number.isInteger(interval) && interval > 0 ? Math.min(interval, 10_000) : 1,
    count: Number.isInteger(count) && count > 0 ? count : null,
    until: parts.get("UNTIL") ?? null,
    lists,
    byDay: daysOf(parts.get("BYDAY"), freq),
    wkst: WEEKDAYS.includes(wkst) ? wkst : "MO",
  };
}

function numbers(text: string | undefined, { from, to }: { from: number; to: number }): number[] {
  if (text === undefined) return [];
  const values = text.split(",").map((each) => Number(each.trim() === "" ? Number.NaN : each));
  const good = values.filter(
    (each) => Number.isInteger(each) && each >= from && each <= to && (each !== 0 || from === 0),
  );
  return [...new Set(good)];
}

/** A number before a weekday means something within a month or a year alone. */
function daysOf(text: string | undefined, freq: string): string[] {
  const mayCount = freq === "MONTHLY" || freq === "YEARLY";
  const days = (text ?? "").split(",").flatMap((each) => {
    const found = /^([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)$/i.exec(each.trim());
    if (!found?.[2]) return [];
    const nth = Number(found[1] ?? 0);
    return `${mayCount && nth !== 0 ? nth : ""}${found[2].toUpperCase()}`;
  });
  return [...new Set(days)];
}
