import { instantOf } from "@candor/core/pairing/finish-time.ts";
import { deviceTimeZone, today } from "../ui/clock.ts";
import { sayDay } from "../ui/say-day.ts";

const TIMES = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: deviceTimeZone });

/** The clock's time at an instant, where this device is; "" where a peer wrote none. */
export function sayTime(at: string): string {
  const instant = instantOf(at);
  return instant === null ? "" : TIMES.format(instant.epochMilliseconds);
}

/** The day of an instant, inside of a sentence. */
export function sayDayOf(at: string): string {
  const day = dayOf(at);
  return day === null ? "" : lower(sayDay(day, today.value));
}

/** "today" and "tomorrow" inside of a sentence. */
export function sayDayInside(day: string): string {
  return lower(sayDay(day, today.value));
}

export function dayOf(at: string): string | null {
  return instantOf(at)?.toZonedDateTimeISO(deviceTimeZone).toPlainDate().toString() ?? null;
}

function lower(said: string): string {
  return /^(today|tomorrow|yesterday)$/i.test(said) ? said.toLocaleLowerCase() : said;
}
