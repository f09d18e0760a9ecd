import { deviceTimeZone, today } from "../ui/clock.ts";
import { sayDate } from "../ui/say-day.ts";

/** The day of an instant where this device is. */
export function sayInstant(instant: string): string {
  const day = Temporal.Instant.from(instant).toZonedDateTimeISO(deviceTimeZone).toPlainDate().toString();
  return sayDate(day, today.value);
}
