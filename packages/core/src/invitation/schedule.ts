import { knownZone } from "../meeting/meeting-span.ts";

const DAY = 86_400_000;

/** When a meeting is: wall clock in a zone, YYYY-MM-DDTHH:MM, and for how long. */
export type Place = { start: string; timeZone: string; minutes: number };

/** What a pair agreed about its series. */
export type Rhythm = Pick<Place, "timeZone" | "minutes"> & { everyWeeks: number };

/** One that is to come, as the page has it. */
export type PlannedMeeting = {
  id: string;
  /** the wall-clock start that it has in its series, in the zone of the rhythm; null: none was ever agreed */
  slot: string | null;
  /** where it is now; null: its time was taken off */
  place: Place | null;
};

/** A time of the series whose meeting isn't planned yet, and that is elsewhere; null: it is left out. */
export type LaterMove = { slot: string; place: Place | null };

/** A page's series, as it is agreed now. */
export type Schedule = {
  rhythm: Rhythm;
  /** earliest first */
  planned: readonly PlannedMeeting[];
  /** slots of meetings that were ended on their day, maybe a moment before their time */
  settled: readonly string[];
  /** after the last planned one, earliest slot first; left out: none */
  later?: readonly LaterMove[];
};

/** Weeks on one weekday at one hour, beginning with a first one. */
export type Grid = Place & { everyWeeks: number };

/** The point in time of a wall clock; an hour that a change of clocks leaves out counts as the one after it. */
export function momentOf({ start, timeZone }: Pick<Place, "start" | "timeZone">): number {
  return Temporal.PlainDateTime.from(start).toZonedDateTime(knownZone(timeZone)).epochMilliseconds;
}

/** How many steps after the first of a grid a wall-clock start lies, below zero where it is before it; null: not on it. */
export function stepOf(grid: Grid, slot: string): number | null {
  if (slot.slice(10) !== grid.start.slice(10)) return null;
  const days = (Date.parse(slot.slice(0, 10)) - Date.parse(grid.start.slice(0, 10))) / DAY;
  const step = days / (7 * grid.everyWeeks);
  return Number.isInteger(step) ? step : null;
}

export function slotAt(grid: Grid, step: number): string {
  const day = Temporal.PlainDate.from(grid.start.slice(0, 10)).add({ days: step * 7 * grid.everyWeeks });
  return `${day.toString()}${grid.start.slice(10)}`;
}

/** The first step whose time has not come yet; its meeting may be moved, and then lies elsewhere. */
export function stepAfter(grid: Grid, now: number): number {
  const about = Math.floor((now - momentOf(grid)) / (7 * DAY * grid.everyWeeks)) - 1;
  let step = Math.max(0, about);
  while (momentOf({ ...grid, start: slotAt(grid, step) }) <= now) step += 1;
  return step;
}
