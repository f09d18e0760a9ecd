const NIGHT_BEGINS = 1; // o'clock UTC
const NIGHT_ENDS = 5;
const LEAST_HOURS = 20; // between two: an hour later one night is no second one
const MOST_HOURS = 30; // a server that was off by night does not wait for the next

/** Whether what somebody lets be written to a folder each night is due. @param last null: it never was. */
export function isNightlyDue(last: Temporal.Instant | null, now: Temporal.Instant): boolean {
  if (last === null) return true;
  const hours = now.since(last).total("hours");
  if (hours >= MOST_HOURS || hours < 0) return true;
  const { hour } = now.toZonedDateTimeISO("UTC");
  return hours >= LEAST_HOURS && hour >= NIGHT_BEGINS && hour < NIGHT_ENDS;
}
