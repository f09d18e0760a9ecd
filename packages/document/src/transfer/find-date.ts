import { isDay } from "../day.ts";

const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const MONTH =
  "(jan(?:uary?)?|feb(?:ruary?)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\\b\\.?";
const DAYS_AHEAD = 31; // how far a heading without a year may lie ahead

export type FoundDate = {
  /** YYYY-MM-DD */
  day: string;
  /** HH:MM, or null where none is given */
  time: string | null;
};

export type DateReading = {
  today: Temporal.PlainDate;
  /** how 3/4/2026 is meant */
  order: "day_month" | "month_day";
};

/** The date a heading names, such as `2026-11-10`, `Tue 10 Nov`, `Nov 10th, 2026`, `10.11.26` or `11/10/2026`. */
export function findDate(heading: string, reading: DateReading): FoundDate | null {
  const text = heading.toLowerCase();
  const day = findDay(text, reading);
  return day === null ? null : { day, time: findTime(text) };
}

/** Whether a heading names a date, in whatever order. */
export function looksLikeDate(text: string): boolean {
  return [ISO, DOTTED, SLASHED, DAY_FIRST, MONTH_FIRST].some((pattern) => pattern.test(text.toLowerCase()));
}

/** How dates such as 3/4/2026 are meant, as far as the headings of one document tell. */
export type DateOrder = DateReading["order"] | "either" | "none";

/** One heading in which only one order makes a day decides for all, unless another says the opposite. */
export function dateOrderOf(headings: readonly string[]): DateOrder {
  const found = new Set<DateOrder>();
  for (const heading of headings) {
    if (ISO.test(heading) || DOTTED.test(heading)) continue;
    const parts = SLASHED.exec(heading);
    if (!parts) continue;
    const [first, second] = [Number(parts[1]), Number(parts[2])];
    if (first === second) continue;
    found.add(first > 12 ? "day_month" : second > 12 ? "month_day" : "either");
  }
  if (found.has("day_month") !== found.has("month_day")) return found.has("day_month") ? "day_month" : "month_day";
  return found.size > 0 ? "either" : "none";
}

const ISO = /\b(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:\b|(?=[tT]\d))/; // programs go on with a T and the time
const DOTTED = /\b(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4}|\d{2})?(?!\d)/;
const DAY_FIRST = new RegExp(`\\b(\\d{1,2})(?:st|nd|rd|th)?\\.?\\s+(?:of\\s+)?${MONTH}(?:,?\\s+(\\d{4}))?`);
const MONTH_FIRST = new RegExp(`\\b${MONTH}\\s+(\\d{1,2})(?:st|nd|rd|th)?(?!\\d)(?:,?\\s+(\\d{4}))?`);
const SLASHED = /\b(\d{1,2})[/-](\d{1,2})[/-](\d{4}|\d{2})\b/;

function findDay(text: string, { today, order }: DateReading): string | null {
  const iso = ISO.exec(text);
  if (iso) return dayOf(iso[1], iso[2], iso[3]);
  const dotted = DOTTED.exec(text);
  if (dotted) return dotted[3] ? dayOf(dotted[3], dotted[2], dotted[1]) : nearestYear(dotted[2], dotted[1], today);
  const slashed = SLASHED.exec(text);
  if (slashed) return slashedDay(Number(slashed[1]), Number(slashed[2]), slashed[3] as string, order);
  const dayFirst = DAY_FIRST.exec(text);
  if (dayFirst) return namedDay(dayFirst[2], dayFirst[1], dayFirst[3], today);
  const monthFirst = MONTH_FIRST.exec(text);
  return monthFirst ? namedDay(monthFirst[1], monthFirst[2], monthFirst[3], today) : null;
}

function slashedDay(first: number, second: number, year: string, order: DateReading["order"]): string | null {
  // Whatever a document has mostly, a day is a day.
  const dayFirst = first > 12 || (second <= 12 && order === "day_month");
  return dayFirst ? dayOf(year, second, first) : dayOf(year, first, second);
}

function namedDay(
  month: string | undefined,
  day: string | undefined,
  year: string | undefined,
  today: Temporal.PlainDate,
): string | null {
  const number = MONTHS.indexOf((month ?? "").slice(0, 3)) + 1;
  return year === undefined ? nearestYear(number, day, today) : dayOf(year, number, day);
}

/** The most recent year that does not put the day far ahead: what one writes down is mostly past. */
function nearestYear(
  month: string | number | undefined,
  day: string | undefined,
  today: Temporal.PlainDate,
): string | null {
  const latest = today.add({ days: DAYS_AHEAD }).toString();
  for (let back = -1; back <= 8; back += 1) {
    const found = dayOf(today.year - back, month, day); // eight years back lies a 29 February in any case
    if (found !== null && found <= latest) return found;
  }
  return null;
}

type Part = string | number | undefined;

function dayOf(year: Part, month: Part, day: Part): string | null {
  const whole = Number(year) < 100 ? 2000 + Number(year) : Number(year);
  const written = [whole, month, day].map((part) => String(Number(part)).padStart(2, "0")).join("-");
  return isDay(written) ? written : null;
}

const IN_ANOTHER_ZONE = /\d[t ]\d\d:\d\d(?::\d\d)?(?:\.\d+)? ?(?:z|utc|gmt|[+-]\d\d)/;

function findTime(text: string): string | null {
  if (IN_ANOTHER_ZONE.test(text)) return null; // it is the page's wall clock that counts
  const found = /(?:\b|(?<=\dt))([01]?\d|2[0-3]):([0-5]\d)\s*(am|pm)?\b/.exec(text);
  if (!found) return null;
  const hour = Number(found[1]);
  const shifted = found[3] === "pm" && hour < 12 ? hour + 12 : found[3] === "am" && hour === 12 ? 0 : hour;
  return `${String(shifted).padStart(2, "0")}:${found[2]}`;
}

/** A line that is a date and nothing else, but for the day of the week, a time and what parts them. */
export function isOnlyDate(line: string): boolean {
  if (line.length > 60 || !looksLikeDate(line)) return false;
  const rest = line
    .toLowerCase()
    .replace(/\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b\.?/g, "")
    .replace(DAY_FIRST, "")
    .replace(MONTH_FIRST, "")
    .replace(/\d/g, "");
  return !/\p{L}/u.test(rest.replace(/\b(?:am|pm)\b/g, ""));
}
