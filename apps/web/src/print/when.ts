import { texts } from "../ui/texts.ts";

const DAY = new Intl.DateTimeFormat(texts.locale, {
  weekday: "long",
  day: "numeric",
  month: "long",
  year: "numeric",
  timeZone: "UTC",
});
const SHORT_DAY = new Intl.DateTimeFormat(texts.locale, {
  weekday: "short",
  day: "numeric",
  month: "short",
  timeZone: "UTC",
});
const TIME = new Intl.DateTimeFormat(texts.locale, { hour: "2-digit", minute: "2-digit", timeZone: "UTC" });
const MOMENT = new Intl.DateTimeFormat(texts.locale, {
  weekday: "short",
  day: "numeric",
  month: "short",
  hour: "2-digit",
  minute: "2-digit",
});
const CLOCK = new Intl.DateTimeFormat(texts.locale, { hour: "2-digit", minute: "2-digit" });
const WEEKDAY = new Intl.DateTimeFormat(texts.locale, { weekday: "long" });
const DATE = new Intl.DateTimeFormat(texts.locale, { day: "numeric", month: "long" });

/** @param day YYYY-MM-DD, or a wall-clock time that begins so. */
export function dayText(day: string): string {
  return format(DAY, `${day.slice(0, 10)}T00:00`);
}

export function shortDayText(day: string): string {
  return format(SHORT_DAY, `${day.slice(0, 10)}T00:00`);
}

/** @param start wall clock, YYYY-MM-DDTHH:MM. */
export function startText(start: string): string {
  return `${dayText(start)}, ${format(TIME, start)}`;
}

/** @param iso an instant; told in the reader's own time zone. */
export function momentText(iso: string): string {
  const time = Date.parse(iso);
  return Number.isNaN(time) ? "" : MOMENT.format(time);
}

/** A day as one speaks of it: "10:25" on the day itself, "Tuesday" within the last week, else "3 November". */
export function sinceText(iso: string, now: number): string {
  const time = Date.parse(iso);
  if (Number.isNaN(time)) return "";
  if (new Date(time).toDateString() === new Date(now).toDateString()) return CLOCK.format(time);
  const days = (now - time) / 86_400_000;
  return (days < 6 ? WEEKDAY : DATE).format(time);
}

function format(how: Intl.DateTimeFormat, wallClock: string): string {
  const time = Date.parse(`${wallClock}Z`);
  return Number.isNaN(time) ? wallClock : how.format(time);
}
