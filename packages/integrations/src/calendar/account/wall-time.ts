/** The instant, in milliseconds since 1970, of a wall clock (YYYY-MM-DDTHH:MM) in a zone. */
export function instantOf(wall: string, timeZone: string): number {
  return Temporal.PlainDateTime.from(wall).toZonedDateTime(timeZone).epochMilliseconds;
}

/** The wall clock, YYYY-MM-DDTHH:MM, so many minutes after another, whatever the clocks do meanwhile. */
export function endOf(start: string, minutes: number, timeZone: string): string {
  return wallOf(instantOf(start, timeZone) + minutes * 60_000, timeZone);
}

export function wallOf(at: number, timeZone: string): string {
  const there = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone);
  return there.toPlainDateTime().toString({ smallestUnit: "minute" });
}
