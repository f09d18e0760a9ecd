import type { PersonTime } from "./person-time.ts";
import { HEAVY_SHARE, SLOT_MINUTES } from "./plan-weights.ts";

export const SLOTS_A_DAY = 1440 / SLOT_MINUTES;

/** One day of the plan, by the manager's clock. */
export type PlanDay = {
  /** YYYY-MM-DD */
  date: string;
  /** ISO */
  weekday: number;
  /** from 0 */
  week: number;
  /** milliseconds since 1970 */
  midnight: number;
  /** clocks change on it, so that minutes of the wall clock aren't minutes that pass */
  changesClocks: boolean;
  /** by slot: another meeting, or one that may be, goes on when it begins */
  isTaken: Uint8Array;
  /** by slot: within the manager's hours, and nothing in it */
  isFree: Uint8Array;
  isHeavy: boolean;
};

/** A 1:1 at a time of one day. */
export type Place = {
  /** of the plan's days */
  day: number;
  /** since midnight by the manager's clock */
  minute: number;
  /** minute of its end, which a day's end cuts off */
  ends: number;
  /** milliseconds since 1970 */
  from: number;
  until: number;
};

export function planDays(zone: string, firstDay: string, weeks: number, manager: PersonTime): PlanDay[] {
  const first = Temporal.PlainDate.from(firstDay);
  const dates = Array.from({ length: weeks * 7 + 1 }, (_, at) => first.add({ days: at }));
  const midnights = dates.map((date) => date.toZonedDateTime(zone).epochMilliseconds);
  return dates.slice(0, -1).map((date, at) => {
    const midnight = midnights[at] ?? 0;
    const day: PlanDay = {
      date: date.toString(),
      weekday: date.dayOfWeek,
      week: Math.floor(at / 7),
      midnight,
      changesClocks: (midnights[at + 1] ?? 0) - midnight !== 86_400_000,
      isTaken: new Uint8Array(SLOTS_A_DAY),
      isFree: new Uint8Array(SLOTS_A_DAY),
      isHeavy: false,
    };
    let [worked, taken] = [0, 0];
    for (let slot = 0; slot < SLOTS_A_DAY; slot += 1) {
      const from = instantAt(day, zone, slot * SLOT_MINUTES);
      if (from === null) continue;
      const until = from + SLOT_MINUTES * 60_000;
      const isAny = manager.isBusy(from, until) || manager.isMaybe(from, until);
      day.isTaken[slot] = Number(manager.isBusy(from, from + 1) || manager.isMaybe(from, from + 1));
      if (!manager.isWithinHours(from, until)) continue;
      worked += 1;
      if (isAny) taken += 1;
      else day.isFree[slot] = 1;
    }
    day.isHeavy = worked > 0 && taken / worked >= HEAVY_SHARE;
    return day;
  });
}

/** @returns null where no clock shows this time on the day, or where clocks change before the 1:1 ends. */
export function placeAt(
  days: readonly PlanDay[],
  zone: string,
  at: { day: number; minute: number; minutes: number },
): Place | null {
  const day = days[at.day];
  const from = day === undefined ? null : instantAt(day, zone, at.minute);
  if (day === undefined || from === null) return null;
  const until = from + at.minutes * 60_000;
  const ends = at.minute + at.minutes;
  if (day.changesClocks && ends < 1440 && instantAt(day, zone, ends) !== until) return null;
  return { day: at.day, minute: at.minute, ends: Math.min(1440, ends), from, until };
}

/** A half hour of every day of the plan, whoever is free then; null where there is none such. */
function instantAt(day: PlanDay, zone: string, minute: number): number | null {
  if (!day.changesClocks) return day.midnight + minute * 60_000;
  const wanted = Temporal.PlainDate.from(day.date).toPlainDateTime({
    hour: Math.floor(minute / 60),
    minute: minute % 60,
  });
  const zoned = wanted.toZonedDateTime(zone);
  return zoned.toPlainDateTime().equals(wanted) ? zoned.epochMilliseconds : null;
}

/** YYYY-MM-DDTHH:MM */
export function wallClock({ date }: Pick<PlanDay, "date">, minute: number): string {
  return `${date}T${clock(minute)}`;
}

export function clock(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
}

export function minuteOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
}
