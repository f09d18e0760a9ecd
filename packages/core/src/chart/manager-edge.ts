/** A day of the calendar as an ISO date, such as 2026-12-01; as text it compares as it does in time. */
export type Day = string;

/** Who manages whom, from one day to another, half-open: on the day `until` it no longer holds. */
export type ManagerEdge = {
  id: string;
  report: string;
  manager: string;
  since: Day;
  /** null: no end is known */
  until: Day | null;
};

const DAY = /^(\d{4})-(\d{2})-(\d{2})$/;

/** Whether a text is a day of the calendar, in years that people's working lives lie in. */
export function isDay(text: string): boolean {
  const [, year, month, day] = (DAY.exec(text) ?? []).map(Number);
  if (year === undefined || month === undefined || day === undefined) return false;
  if (year < 1900 || year > 2999 || month < 1 || month > 12 || day < 1) return false;
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  return day <= (month === 2 ? (leap ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31);
}

export function holdsOn({ since, until }: Pick<ManagerEdge, "since" | "until">, day: Day): boolean {
  return since <= day && (until === null || day < until);
}

/** The days that two spans share; null: none. */
export function overlap(
  one: Pick<ManagerEdge, "since" | "until">,
  other: Pick<ManagerEdge, "since" | "until">,
): { since: Day; until: Day | null } | null {
  const since = laterDay(one.since, other.since);
  const until = earlierDay(one.until, other.until);
  return until === null || since < until ? { since, until } : null;
}

/** The later of two days. */
export function laterDay(one: Day, other: Day): Day {
  return one < other ? other : one;
}

/** The earlier of two days; null is never. */
export function earlierDay(one: Day | null, other: Day | null): Day | null {
  if (one === null) return other;
  return other === null || one < other ? one : other;
}
