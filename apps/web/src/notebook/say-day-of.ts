import { deviceTimeZone, today } from "../ui/clock.ts";
import { sayDate } from "../ui/say-day.ts";

/** The day of an instant as people here say it; empty where it is none. */
export function sayDayOf(instant: string): string {
  try {
    const day = Temporal.Instant.from(instant).toZonedDateTimeISO(deviceTimeZone).toPlainDate();
    return sayDate(day.toString(), today.value, "short");
  } catch {
    return "";
  }
}
