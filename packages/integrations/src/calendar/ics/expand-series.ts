import { DAY, type DateValue, type Duration, type Period } from "./date-value.ts";
import { parseRule, type Rule } from "./parse-rule.ts";
import { type Patience, patienceForFile } from "./patience.ts";
import type { EventEntry } from "./read-components.ts";
import { recur } from "./recur.ts";
import type { Zones } from "./resolve-zone.ts";
import type { Series } from "./series.ts";
import { toInstant, toWall, type ZoneTable } from "./zone-table.ts";

/** One time that something takes place; half-open, milliseconds since 1970. */
export type Instance = { from: number; until: number; allDay: boolean; event: EventEntry };

export type Expansion = {
  instances: Instance[];
  /** from when on nobody can say what takes place */
  unknownFrom: number | null;
  /**
   * Of each rule that says nothing we understand, the day or the time that its event stands at for the first time. From
   * then on it may take place on any day, at its time of day.
   */
  unreadRules: string[];
  /** the same of each rule by the minute or the second that still goes on */
  tooOften: string[];
  /** when what a rule repeats may take place, and nobody can say, for it can't be read or is read in two ways */
  maybe: { from: number; until: number; allDay: boolean }[];
};

export const MAX_INSTANCES_EACH = 5000;
const MAX_SHIFT = 366 * DAY;
const TOO_OFTEN: readonly string[] = ["MINUTELY", "SECONDLY"];

/** Everything of a series that lies in a window, moved and cancelled occurrences reckoned in. */
export function expandSeries(
  { masters, overrides }: Series,
  zones: Zones,
  window: { from: number; until: number },
  patience: Patience = patienceForFile(),
): Expansion {
  const expansion: Expansion = { instances: [], unknownFrom: null, unreadRules: [], tooOften: [], maybe: [] };
  const used = new Set<EventEntry>();
  for (const master of masters) {
    const alive = overrides.filter((override) => !isDead(override, master, zones));
    expandMaster(master, alive, { zones, window, patience }, expansion);
    for (const override of overrides) if (!alive.includes(override)) used.add(override);
  }
  for (const override of overrides) {
    if (used.has(override) || override.status === "CANCELLED") continue;
    const { start } = override;
    if (start !== null) addInstance(override, wallOf(start, zoneOf(start, zones), zones), zones, window, expansion);
  }
  return expansion;
}

function expandMaster(
  master: EventEntry,
  overrides: readonly EventEntry[],
  { zones, window, patience }: { zones: Zones; window: { from: number; until: number }; patience: Patience },
  expansion: Expansion,
): void {
  const { start } = master;
  if (start === null || master.status === "CANCELLED") return;
  const zone = zoneOf(start, zones);
  const isDate = start.type === "date";
  const first = start.wall;
  if (master.rules.length === 0 && master.extra.length === 0) {
    if (isExcept(master, first, zones) || overrides.some((override) => isOf(override, first, start, zones))) return;
    addInstance(master, first, zones, window, expansion);
    return;
  }

  // As far around the window as something may have begun that still lasts in it, or be moved into it from.
  const reach = Math.max(DAY, lengthOf(master, zones), ...overrides.map((each) => reachOf(each, zone, isDate, zones)));
  const range = { from: toWall(zone, window.from) - reach - DAY, until: toWall(zone, window.until) + reach + DAY };
  if (!master.hasAllDates) markUnknown(expansion, window.from);
  const walls = new Set<number>();
  const doubtful = new Set<number>();
  for (const text of master.rules) {
    const rule = parseRule(text);
    if (rule === null) {
      expansion.unreadRules.push(startText(start));
      addMaybe(master, text, zones, { window, range }, expansion);
      continue;
    }
    const end = endOf(rule, start, zone, zones);
    if (TOO_OFTEN.includes(rule.freq)) {
      if (end !== null && end < range.from) continue;
      markUnknown(expansion, Math.max(window.from, toInstant(zone, first)));
      expansion.tooOften.push(startText(start));
      continue;
    }
    const found = recur(rule, first, end, { ...range, most: MAX_INSTANCES_EACH, patience });
    if (!found.isWhole) {
      const last = found.walls.at(-1);
      markUnknown(expansion, last === undefined ? window.from : Math.max(window.from, toInstant(zone, last)));
    }
    for (const wall of found.walls) walls.add(wall);
    for (const wall of found.otherwise ?? []) doubtful.add(wall);
  }
  walls.add(first); // also where its own rule leaves it out: rather taken than free

  const except = new Set<number>();
  for (const text of master.exceptRules) {
    const rule = parseRule(text);
    if (rule === null || TOO_OFTEN.includes(rule.freq)) continue;
    const end = endOf(rule, start, zone, zones);
    const { walls: left, otherwise } = recur(rule, first, end, { ...range, most: MAX_INSTANCES_EACH, patience });
    // Left out is what every reading leaves out: rather taken than free.
    const both = otherwise === null ? null : new Set(otherwise);
    for (const wall of left) if (both === null || both.has(wall)) except.add(wall);
  }
  const exceptDays = new Set<number>();
  for (const value of master.except) {
    if (isDate || value.type === "date") exceptDays.add(dayOf(wallIn(value, zone, isDate, zones)));
    else except.add(wallIn(value, zone, isDate, zones));
  }
  const replaced = new Set<number>();
  const replacedDays = new Set<number>();
  const futures: { wall: number; override: EventEntry }[] = [];
  for (const override of overrides) {
    const id = override.recurrenceId;
    if (id === null) continue;
    const wall = wallIn(id, zone, isDate, zones);
    // Exchange writes times for the occurrences of series that have days alone, and some write days for those of times.
    if (isDate || id.type === "date") replacedDays.add(dayOf(wall));
    else replaced.add(wall);
    if (override.thisAndFuture) futures.push({ wall, override });
  }
  futures.sort((one, other) => one.wall - other.wall);

  const isGone = (wall: number) =>
    except.has(wall) || replaced.has(wall) || exceptDays.has(dayOf(wall)) || replacedDays.has(dayOf(wall));
  const place = (wall: number, into: Pick<Expansion, "instances">) => {
    if (isGone(wall)) return;
    const future = futures.findLast((each) => each.wall < wall);
    if (future === undefined) addInstance(master, wall, zones, window, into);
    else addShifted(future.override, wall - future.wall, zones, window, into);
  };
  for (const wall of walls) place(wall, expansion);
  const perhaps: Pick<Expansion, "instances"> = { instances: [] };
  for (const wall of doubtful) if (!walls.has(wall)) place(wall, perhaps);
  for (const { from, until, allDay } of perhaps.instances) expansion.maybe.push({ from, until, allDay });
  for (const each of master.extra) {
    const value: DateValue = "start" in each ? each.start : each;
    const wall = wallIn(value, zone, isDate, zones);
    if (isGone(wall) || walls.has(wall)) continue;
    if ("start" in each) addPeriod(master, each, zones, window, expansion);
    else addInstance(master, wall, zones, window, expansion);
  }
}

/** An occurrence that was changed, and that the series left out afterwards. */
function isDead(override: EventEntry, master: EventEntry, zones: Zones): boolean {
  const { recurrenceId: id } = override;
  if (id === null || master.start === null) return false;
  const zone = zoneOf(master.start, zones);
  if (!isExcept(master, wallIn(id, zone, master.start.type === "date", zones), zones)) return false;
  return override.sequence !== master.sequence
    ? override.sequence < master.sequence
    : override.stamp !== 0 && override.stamp < master.stamp;
}

function isExcept(master: EventEntry, wall: number, zones: Zones): boolean {
  const { start } = master;
  if (start === null || master.except.length === 0) return false;
  const zone = zoneOf(start, zones);
  const isDate = start.type === "date";
  return master.except.some((value) => {
    const other = wallIn(value, zone, isDate, zones);
    return isDate || value.type === "date" ? dayOf(other) === dayOf(wall) : other === wall;
  });
}

function isOf(override: EventEntry, wall: number, start: DateValue, zones: Zones): boolean {
  const id = override.recurrenceId;
  if (id === null) return false;
  const isDate = start.type === "date";
  const other = wallIn(id, zoneOf(start, zones), isDate, zones);
  return isDate || id.type === "date" ? dayOf(other) === dayOf(wall) : other === wall;
}

/** The occurrences after one whose change holds for them, too, lie as far from it as they did before. */
function addShifted(
  override: EventEntry,
  by: number,
  zones: Zones,
  window: { from: number; until: number },
  expansion: Pick<Expansion, "instances">,
): void {
  const { start } = override;
  if (override.status === "CANCELLED" || start === null) return;
  addInstance(override, wallOf(start, zoneOf(start, zones), zones) + by, zones, window, expansion);
}

function addInstance(
  event: EventEntry,
  wall: number,
  zones: Zones,
  window: { from: number; until: number },
  { instances }: Pick<Expansion, "instances">,
): void {
  const { start } = event;
  if (start === null) return;
  const zone = zoneOf(start, zones);
  const from = toInstant(zone, wall);
  add(
    instances,
    { from, until: endFrom(event, wall, from, zone, zones), allDay: start.type === "date", event },
    window,
  );
}

/**
 * What a rule that cannot be read repeats, on every day from its first on. One that speaks of hours, minutes or seconds may
 * change the time of day itself, and then any time may be taken.
 */
function addMaybe(
  event: EventEntry,
  rule: string,
  zones: Zones,
  { window, range }: { window: { from: number; until: number }; range: { from: number; until: number } },
  expansion: Expansion,
): void {
  const { start } = event;
  if (start === null) return;
  const zone = zoneOf(start, zones);
  const first = start.wall;
  if (/hour|minute|second/i.test(rule)) {
    markUnknown(expansion, Math.max(window.from, toInstant(zone, first)));
    return;
  }
  if (expansion.maybe.length > MAX_INSTANCES_EACH) {
    markUnknown(expansion, window.from);
    return;
  }
  const until = /until=([^;]+)/i.exec(rule)?.[1] ?? null;
  const end = Math.min(endOf({ until }, start, zone, zones) ?? range.until, range.until);
  const skipped = Math.max(1, Math.floor((range.from - first) / DAY));
  for (let wall = first + skipped * DAY; wall <= end; wall += DAY) {
    const from = toInstant(zone, wall);
    const last = endFrom(event, wall, from, zone, zones);
    if (from < window.until && last > window.from)
      expansion.maybe.push({ from, until: last, allDay: start.type === "date" });
  }
}

/** As it stands in the file, so that its owner finds it: of what it is about nothing is known here. */
function startText({ wall, type }: DateValue): string {
  return `${new Date(wall).toISOString().slice(0, type === "date" ? 10 : 16)}${type === "utc" ? "Z" : ""}`;
}

function addPeriod(
  event: EventEntry,
  { start, end, duration }: Period,
  zones: Zones,
  window: { from: number; until: number },
  { instances }: Expansion,
): void {
  const zone = zoneOf(start, zones);
  const wall = start.wall;
  const from = toInstant(zone, wall);
  const until = end ? toInstant(zoneOf(end, zones), end.wall) : duration ? endBy(duration, wall, zone) : from;
  add(instances, { from, until, allDay: false, event }, window);
}

function add(instances: Instance[], instance: Instance, window: { from: number; until: number }): void {
  if (instance.from < window.until && instance.until > window.from) instances.push(instance);
}

/** The end of an occurrence that begins at a wall clock. */
function endFrom(event: EventEntry, wall: number, from: number, zone: ZoneTable, zones: Zones): number {
  const { start, end, duration } = event;
  if (start === null) return from;
  if (start.type === "date") {
    const days = end ? Math.round((dayOf(end.wall) - start.wall) / DAY) : Math.ceil(daysOf(duration));
    return toInstant(zone, wall + Math.max(1, days) * DAY);
  }
  if (duration !== null) return Math.max(from, endBy(duration, wall, zone));
  if (end === null) return from;
  // What lasts for so and so long lasts as long on the night when the clocks change (RFC 5545, 3.8.5.3).
  const length = toInstant(zoneOf(end, zones), end.wall) - toInstant(zone, start.wall);
  // An end before the start is somebody's slip, and the time between them what they meant.
  return length < 0 && length >= -DAY ? from - length : from + Math.max(0, length);
}

function endBy(duration: Duration, wall: number, zone: ZoneTable): number {
  return toInstant(zone, wall + duration.days * DAY) + duration.milliseconds;
}

function daysOf(duration: Duration | null): number {
  return duration === null ? 1 : duration.days + duration.milliseconds / DAY;
}

/** How far a change that holds for all later occurrences takes them from where they were. */
function reachOf(override: EventEntry, zone: ZoneTable, isDate: boolean, zones: Zones): number {
  const { recurrenceId: id, start, thisAndFuture } = override;
  if (!thisAndFuture || id === null || start === null) return 0;
  const by = Math.abs(wallOf(start, zone, zones) - wallIn(id, zone, isDate, zones));
  return Math.min(by + lengthOf(override, zones), MAX_SHIFT);
}

function lengthOf(event: EventEntry, zones: Zones): number {
  const { start } = event;
  if (start === null) return 0;
  const zone = zoneOf(start, zones);
  const from = toInstant(zone, start.wall);
  return endFrom(event, start.wall, from, zone, zones) - from;
}

/** Until when a rule goes, as a wall clock of the start's zone; null: without end. */
function endOf(rule: Pick<Rule, "until">, start: DateValue, zone: ZoneTable, zones: Zones): number | null {
  if (rule.until === null) return null;
  const value = parseUntil(rule.until);
  if (value === null) return null;
  const wall = wallIn(value, zone, start.type === "date", zones);
  if (start.type === "date") return dayOf(wall);
  return value.type === "date" ? wall + DAY - 1 : wall; // a day is meant as a whole
}

function parseUntil(text: string): DateValue | null {
  const found = /^(\d{8})(?:T(\d{2})(\d{2})(\d{2})?(Z)?)?/i.exec(text.trim());
  if (!found?.[1]) return null;
  const [year, month, day] = [found[1].slice(0, 4), found[1].slice(4, 6), found[1].slice(6)].map(Number);
  const wall = Date.UTC(
    year ?? 0,
    (month ?? 1) - 1,
    day,
    Number(found[2] ?? 0),
    Number(found[3] ?? 0),
    Number(found[4] ?? 0),
  );
  return { wall, type: found[2] === undefined ? "date" : found[5] ? "utc" : "local", tzid: null };
}

/** A value as the wall clock of a series: what is in UTC or another zone is set over, what floats stands. */
function wallIn(value: DateValue, zone: ZoneTable, isDate: boolean, zones: Zones): number {
  if (value.type === "date") return value.wall;
  if (value.type === "local" && value.tzid === null) return value.wall;
  // A series of days has no zone; whose midnight is meant, is the owner's
  if (isDate && value.type === "local") return value.wall;
  return toWall(isDate ? zones.owner : zone, toInstant(zoneOf(value, zones), value.wall));
}

/** A time as the wall clock of a zone. */
function wallOf(value: DateValue, zone: ZoneTable, zones: Zones): number {
  return value.type === "date" ? value.wall : toWall(zone, toInstant(zoneOf(value, zones), value.wall));
}

function zoneOf(value: DateValue, zones: Zones): ZoneTable {
  return value.type === "utc" ? zones.utc : value.type === "date" ? zones.owner : zones.of(value.tzid);
}

function dayOf(wall: number): number {
  return Math.floor(wall / DAY) * DAY;
}

function markUnknown(expansion: Expansion, from: number): void {
  expansion.unknownFrom = Math.min(expansion.unknownFrom ?? from, from);
}
