const FORGOTTEN_AFTER_HOURS = 3; // nobody works on for so long without a line: the two went home

/**
 * When a session that is finished now came to its end: where it was forgotten, that is when the last line was written.
 *
 * @param stamps ISO instants of its start and of all that was written in it; what is none is left out.
 * @returns an ISO instant.
 */
export function finishTime(stamps: readonly string[], now: Temporal.Instant): string {
  const last = stamps
    .flatMap((stamp) => instantOf(stamp) ?? [])
    .sort(Temporal.Instant.compare)
    .at(-1);
  if (last === undefined) return now.toString();
  const isForgotten = now.since(last).total("hours") > FORGOTTEN_AFTER_HOURS;
  return (isForgotten ? last : now).toString();
}

/** @returns null where a peer wrote nonsense. */
export function instantOf(stamp: string): Temporal.Instant | null {
  try {
    return Temporal.Instant.from(stamp);
  } catch {
    return null;
  }
}
