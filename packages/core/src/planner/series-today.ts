import { momentOf, type PlannedMeeting, type Schedule } from "../invitation/schedule.ts";
import { knownZone } from "../meeting/meeting-span.ts";
import type { OneOff, SeriesPattern } from "./plan-problem.ts";
import { addDays, daysBetween, patternDays } from "./series-pattern.ts";

/** A page's series as a plan begins with it, by the manager's clock. */
export type SeriesToday = {
  /** null: no time was ever agreed */
  current: SeriesPattern | null;
  /** what the page has elsewhere than the pattern, or leaves out */
  moves: OneOff[];
  /** planned meetings that are none of the pattern's: they stay, and take their time; milliseconds since 1970 */
  apart: { from: number; until: number }[];
};

/**
 * Reads the pattern of a page's meetings: that of the last one planned, for the series goes on from it. What lies before
 * it and isn't planned is left out, as the page has it; what lies after it is where the page has moved it.
 */
export function seriesToday(
  { rhythm, planned, later = [] }: Schedule,
  { zone, firstDay, weeks }: { zone: string; firstDay: string; weeks: number },
): SeriesToday {
  const slots = planned.flatMap(({ slot, place }) =>
    slot === null
      ? []
      : [{ slot: inZone(slot, rhythm.timeZone, zone), place: place && inZone(place.start, place.timeZone, zone) }],
  );
  const last = slots.reduce<string | null>(
    (newest, { slot }) => (newest === null || slot > newest ? slot : newest),
    null,
  );
  if (last === null) return { current: null, moves: [], apart: planned.flatMap(spanOf) };
  const [date, time] = [last.slice(0, 10), last.slice(11)];
  const current: SeriesPattern = { type: "weeks", every: rhythm.everyWeeks, date, time };
  const dates = patternDays(current, firstDay, weeks).map((day) => addDays(firstDay, day));
  const isOn = (slot: string) =>
    slot.slice(11) === time && daysBetween(date, slot.slice(0, 10)) % (7 * rhythm.everyWeeks) === 0;
  const off = planned.filter(
    ({ slot, place }) => place !== null && (slot === null || !isOn(inZone(slot, rhythm.timeZone, zone))),
  );
  const moves: OneOff[] = slots
    .filter(({ slot, place }) => isOn(slot) && slot.slice(0, 10) < firstDay && place !== null && place !== slot)
    .map(({ slot, place }) => ({ date: slot.slice(0, 10), to: place }));
  const afterwards = later.map(({ slot, place }) => ({
    slot: inZone(slot, rhythm.timeZone, zone),
    place: place && inZone(place.start, place.timeZone, zone),
  }));
  for (const each of dates) {
    const moved = afterwards.find(({ slot }) => slot === `${each}T${time}`);
    if (moved !== undefined && each > date) {
      moves.push({ date: each, to: moved.place });
      afterwards.splice(afterwards.indexOf(moved), 1);
      continue;
    }
    const there = slots.find(({ slot }) => slot === `${each}T${time}`);
    if (there !== undefined) {
      if (there.place !== there.slot) moves.push({ date: each, to: there.place });
    } else if (each < date) {
      const instead = off.findIndex(
        ({ place }) => place !== null && isSameWeek(inZone(place.start, place.timeZone, zone), each, firstDay),
      );
      const place = instead < 0 ? null : (off.splice(instead, 1)[0]?.place ?? null);
      moves.push({ date: each, to: place && inZone(place.start, place.timeZone, zone) });
    }
  }
  // Moved into these weeks from after them, it is none of the pattern's here.
  const fromBeyond = later.filter(({ slot }) =>
    afterwards.some((each) => each.slot === inZone(slot, rhythm.timeZone, zone)),
  );
  return { current, moves, apart: [...off, ...fromBeyond].flatMap(spanOf) };
}

/** A wall clock in one zone as another zone's clock shows it, YYYY-MM-DDTHH:MM. */
export function inZone(start: string, from: string, to: string): string {
  if (from === to) return start;
  const moment = Temporal.Instant.fromEpochMilliseconds(momentOf({ start, timeZone: from }));
  return moment.toZonedDateTimeISO(knownZone(to)).toPlainDateTime().toString({ smallestUnit: "minute" });
}

function isSameWeek(start: string, date: string, firstDay: string): boolean {
  const weekOf = (day: string) => Math.floor(daysBetween(firstDay, day) / 7);
  return weekOf(start.slice(0, 10)) === weekOf(date);
}

function spanOf({ place }: Pick<PlannedMeeting, "place">): { from: number; until: number }[] {
  if (place === null) return [];
  const from = momentOf(place);
  return [{ from, until: from + place.minutes * 60_000 }];
}
