import type { PlanPerson } from "./plan-problem.ts";

const DAYS_OF_NOTICE = 2; // working days on which nothing moves any more

/**
 * From when on things may move: the end of the second working day after today, in the person's zone. Days off and
 * weekdays without hours are no working days; whoever works on none has them all counted.
 *
 * @returns milliseconds since 1970
 */
export function frozenUntil(manager: PlanPerson, now: Temporal.Instant): number {
  const works = Object.values(manager.hours).some((windows) => windows.length > 0);
  const off = new Set(manager.daysOff);
  let day = now.toZonedDateTimeISO(manager.timeZone).toPlainDate();
  for (let noticed = 0, looked = 0; noticed < DAYS_OF_NOTICE && looked < 60; looked += 1) {
    day = day.add({ days: 1 });
    const windows = manager.hours[day.dayOfWeek as 1];
    if (!works || (!off.has(day.toString()) && windows !== undefined && windows.length > 0)) noticed += 1;
  }
  return day.add({ days: 1 }).toZonedDateTime(manager.timeZone).epochMilliseconds;
}

/**
 * The Monday with which a plan begins: the next one after today. What is frozen of its week stays.
 *
 * @returns YYYY-MM-DD in the zone
 */
export function firstMonday(timeZone: string, now: Temporal.Instant): string {
  const today = now.toZonedDateTimeISO(timeZone).toPlainDate();
  return today.add({ days: 8 - today.dayOfWeek }).toString();
}
