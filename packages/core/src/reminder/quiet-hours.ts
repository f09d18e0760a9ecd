/** Work can wait: messages come from eight to six where their reader is (UX.md, [S20]). */
export const FROM_HOUR = 8;
export const UNTIL_HOUR = 18;
/** ISO day of the week; no mail by itself comes on it or on Sunday */
export const SATURDAY = 6;

export function isQuiet(there: Temporal.ZonedDateTime): boolean {
  return there.hour < FROM_HOUR || there.hour >= UNTIL_HOUR;
}
