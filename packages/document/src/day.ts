const DAY_PATTERN = /^(\d{4})-(\d{2})-(\d{2})$/;

/** Whether a value is a day of the calendar as YYYY-MM-DD; 31 February is none. */
export function isDay(value: unknown): value is string {
  const parts = typeof value === "string" ? DAY_PATTERN.exec(value) : null;
  if (!parts) return false;
  const [year, month, date] = parts.slice(1).map(Number) as [number, number, number];
  return date >= 1 && date <= daysOf(month, year);
}

function daysOf(month: number, year: number): number {
  const february = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return [31, february, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0;
}
