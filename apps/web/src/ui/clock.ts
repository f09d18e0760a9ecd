import { computed, signal } from "@preact/signals";

const MINUTE_MILLISECONDS = 60_000;

/** The present, stepping on by the minute and when the app comes back into view. */
export const now = signal(Temporal.Now.instant());

/** IANA name of the zone this device is in. */
export const deviceTimeZone = Temporal.Now.timeZoneId();

/** Today on this device, YYYY-MM-DD; changes at midnight alone. */
export const today = computed(() => now.value.toZonedDateTimeISO(deviceTimeZone).toPlainDate().toString());

export function startClock(): void {
  const step = () => {
    now.value = Temporal.Now.instant();
  };
  setInterval(step, MINUTE_MILLISECONDS);
  document.addEventListener("visibilitychange", step);
}
