/** How long ago something was written. */
export type Time = "any" | "month" | "quarter" | "year" | "before";

/**
 * The instants between which it was written; "before" is all that is older than a year.
 *
 * @param today YYYY-MM-DD in the zone.
 */
export function spanOf(time: Time, today: string, timeZone: string): { from: string | null; to: string | null } {
  if (time === "any") return { from: null, to: null };
  const months = { month: 1, quarter: 3, year: 12, before: 12 }[time];
  const since = Temporal.PlainDate.from(today).subtract({ months }).toZonedDateTime(timeZone).toInstant().toString();
  return time === "before" ? { from: null, to: since } : { from: since, to: null };
}
