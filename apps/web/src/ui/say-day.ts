import { texts } from "./texts.ts";

const WEEKDAYS_NAMED = 6; // days ahead that a weekday alone names without doubt

/**
 * A day as one says it: "today", "Friday", "Friday 27 November", with the year where it is another one.
 *
 * @param day and `today` YYYY-MM-DD.
 */
export function sayDay(day: string, today: string, style: "long" | "short" = "long"): string {
  const date = Temporal.PlainDate.from(day);
  const away = Temporal.PlainDate.from(today).until(date).days;
  if (away === 0) return texts.today;
  if (away === 1) return texts.tomorrow;
  if (away === -1) return texts.yesterday;
  if (away > 0 && away <= WEEKDAYS_NAMED) return say(date, { weekday: "long" });
  return sayDate(day, today, style);
}

/** A day by its date: "Friday 27 November" or "Fri 27 Nov", with the year where it is another one. */
export function sayDate(day: string, today: string, style: "long" | "short" = "long"): string {
  const date = Temporal.PlainDate.from(day);
  const isThisYear = day.slice(0, 4) === today.slice(0, 4);
  return say(date, {
    weekday: style,
    day: "numeric",
    month: style,
    ...(!isThisYear && { year: "numeric" as const }),
  }).replaceAll(",", "");
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** `toLocaleString` would make a format of its own each time, which takes longer than drawing a meeting. */
function say({ year, month, day }: Temporal.PlainDate, style: Intl.DateTimeFormatOptions): string {
  const key = Object.values(style).join();
  const format = formats.get(key) ?? new Intl.DateTimeFormat(texts.locale, { ...style, timeZone: "UTC" });
  formats.set(key, format);
  return format.format(Date.UTC(year, month - 1, day));
}

/** Whole days from one day to another; negative where it lies before. */
export function daysBetween(from: string, to: string): number {
  return Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(to)).days;
}
