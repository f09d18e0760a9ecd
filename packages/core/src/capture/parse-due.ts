const WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
const MONTHS = [
  "january",
  "february",
  "march",
  "april",
  "may",
  "june",
  "july",
  "august",
  "september",
  "october",
  "november",
  "december",
];
const MIN_PREFIX = 3; // letters of a weekday or month
const LONGEST_LEAP_GAP = 8; // years: 29 February of 1896 and of 1904

/**
 * The day that a word after "!" names: `today`, `tomorrow`, `fri` (the next one after today), `27nov`, `nov27`,
 * `27nov2027`, `2026-12-01`, `+3d`, `+2w`, `+1m`.
 *
 * @param today in the zone of whoever writes.
 * @returns YYYY-MM-DD; null where the word is none of these, or no such day exists.
 */
export function parseDue(word: string, today: Temporal.PlainDate): string | null {
  const day = parseDay(word.toLowerCase(), today);
  return day === null ? null : day.toString();
}

function parseDay(word: string, today: Temporal.PlainDate): Temporal.PlainDate | null {
  if (word === "today") return today;
  if (word === "tomorrow" || word === "tmr") return today.add({ days: 1 });
  const weekday = indexByPrefix(WEEKDAYS, word);
  if (weekday >= 0) return today.add({ days: ((weekday + 1 - today.dayOfWeek + 6) % 7) + 1 });
  const iso = /^(\d{4})-(\d{2})-(\d{2})$/.exec(word);
  if (iso) return dayOf(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  const offset = /^\+(\d{1,3})([dwm])$/.exec(word);
  if (offset) return today.add(durationOf(Number(offset[1]), offset[2] as string));
  const dated = /^(\d{1,2})([a-z]{3,9})(\d{4})?$/.exec(word);
  if (dated) return dayOfMonth(Number(dated[1]), dated[2] as string, dated[3], today);
  const turned = /^([a-z]{3,9})(\d{1,2})$/.exec(word);
  if (turned) return dayOfMonth(Number(turned[2]), turned[1] as string, undefined, today);
  return null;
}

function durationOf(count: number, unit: string): { days: number } | { weeks: number } | { months: number } {
  if (unit === "d") return { days: count };
  return unit === "w" ? { weeks: count } : { months: count };
}

function dayOfMonth(
  date: number,
  monthName: string,
  year: string | undefined,
  today: Temporal.PlainDate,
): Temporal.PlainDate | null {
  const month = indexByPrefix(MONTHS, monthName) + 1;
  if (month === 0) return null;
  if (year !== undefined) return dayOf(Number(year), month, date);
  for (let ahead = 0; ahead <= LONGEST_LEAP_GAP; ahead += 1) {
    const day = dayOf(today.year + ahead, month, date);
    if (day && Temporal.PlainDate.compare(day, today) >= 0) return day;
  }
  return null;
}

function dayOf(year: number, month: number, day: number): Temporal.PlainDate | null {
  try {
    return Temporal.PlainDate.from({ year, month, day }, { overflow: "reject" });
  } catch {
    return null;
  }
}

function indexByPrefix(names: readonly string[], word: string): number {
  return word.length < MIN_PREFIX ? -1 : names.findIndex((name) => name.startsWith(word));
}
