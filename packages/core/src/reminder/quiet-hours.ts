/**
 * In which nothing comes by itself, as hours of the day (0 to 23) where somebody is; half-open, and over midnight where `from` is
 * the later one. Both the same: none at all.
 */
export type QuietHours = { from: number; until: number };

/** Work can wait: messages come from eight to six where their reader is (UX.md, [S20]), for whoever said nothing else. */
export const USUAL_QUIET_HOURS: QuietHours = { from: 18, until: 8 };
/** ISO day of the week; no mail by itself comes on it or on Sunday */
export const SATURDAY = 6;

export function isQuiet(there: Temporal.ZonedDateTime, { from, until }: QuietHours): boolean {
  return from <= until ? there.hour >= from && there.hour < until : there.hour >= from || there.hour < until;
}

/** When it is quiet next, of a time at which it is not; null: never. */
export function nextQuiet(there: Temporal.ZonedDateTime, quiet: QuietHours): Temporal.Instant | null {
  if (quiet.from === quiet.until) return null;
  const today = there.withPlainTime({ hour: quiet.from });
  const next = Temporal.ZonedDateTime.compare(today, there) > 0 ? today : today.add({ days: 1 });
  return next.toInstant();
}

/** The hours of a day in which one hears of things: from when it is quiet no more to when it is quiet again, maybe past midnight. */
export function heardOn(
  day: Temporal.PlainDate,
  timeZone: string,
  quiet: QuietHours,
): [Temporal.Instant, Temporal.Instant] {
  const isEver = quiet.from !== quiet.until;
  const from = day.toZonedDateTime({ timeZone, plainTime: { hour: isEver ? quiet.until : USUAL_QUIET_HOURS.until } });
  const until = isEver ? nextQuiet(from, quiet) : null;
  const midnight = day.add({ days: 1 }).toZonedDateTime({ timeZone });
  return [from.toInstant(), until ?? midnight.toInstant()];
}
