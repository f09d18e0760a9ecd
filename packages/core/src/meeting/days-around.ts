const YEARS_AHEAD = 2;
const MONTHS_BACK = 3;

/** The days that somebody means by a meeting's date, YYYY-MM-DD each: further away, a year was mistyped. */
export type DaysAround = { first: string; last: string };

/** @param kept a date that stands already, and may stay wherever it is. */
export function daysAround(today: string, kept?: string): DaysAround {
  const day = Temporal.PlainDate.from(today);
  const first = day.subtract({ months: MONTHS_BACK }).toString(); // what has been may get the day on which it was
  const last = day.add({ years: YEARS_AHEAD }).toString();
  return {
    first: kept !== undefined && kept < first ? kept : first,
    last: kept !== undefined && kept > last ? kept : last,
  };
}
