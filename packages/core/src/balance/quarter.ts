import type { Day } from "../chart/manager-edge.ts";

/** A quarter of a year; `until` is the first day after it. */
export type Quarter = { name: string; from: Day; until: Day };

/** @param name "2026-Q4". @returns null where it is none. */
export function quarterCalled(name: string): Quarter | null {
  const [, year, number] = /^(\d{4})-Q([1-4])$/.exec(name) ?? [];
  if (year === undefined || number === undefined || Number(year) < 1) return null;
  const from = Temporal.PlainDate.from({ year: Number(year), month: Number(number) * 3 - 2, day: 1 });
  return { name, from: from.toString(), until: from.add({ months: 3 }).toString() };
}

/** "2026-Q4" of a month, a day or an instant. */
export function quarterOf(date: string): string {
  return `${date.slice(0, 4)}-Q${Math.ceil(Number(date.slice(5, 7)) / 3)}`;
}
