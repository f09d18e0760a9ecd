/** What of a zone is needed: where its clocks stand, in milliseconds east of UTC, and when that changes. */
export type ZoneTable = {
  /** before the first change */
  first: number;
  /** by `at`, milliseconds since 1970 */
  changes: readonly { at: number; offset: number }[];
};

export function offsetAt(table: ZoneTable, instant: number): number {
  let [low, high] = [0, table.changes.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((table.changes[middle]?.at ?? 0) <= instant) low = middle + 1;
    else high = middle;
  }
  return table.changes[low - 1]?.offset ?? table.first;
}

export function toWall(table: ZoneTable, instant: number): number {
  return instant + offsetAt(table, instant);
}

/**
 * The instant of a wall clock: the first of two where clocks go back; where they go forward, an hour that is left out
 * counts as the one after it, as calendars of the two large makers have it and as Temporal does.
 */
export function toInstant(table: ZoneTable, wall: number): number {
  const before = offsetAt(table, wall - HALF_DAY * 2);
  const early = wall - before;
  if (offsetAt(table, early) === before) return early;
  const after = offsetAt(table, wall + HALF_DAY * 2);
  const late = wall - after;
  return offsetAt(table, late) === after ? late : early;
}

const HALF_DAY = 43_200_000;

/** The changes of an IANA zone between two instants; a zone's changes outside of them are not needed and not known. */
export function tableOfZone(id: string, from: number, until: number): ZoneTable {
  let at = Temporal.Instant.fromEpochMilliseconds(from).toZonedDateTimeISO(id);
  const first = at.offsetNanoseconds / 1e6;
  const changes: { at: number; offset: number }[] = [];
  while (changes.length < 200) {
    const next = at.getTimeZoneTransition("next");
    if (next === null || next.epochMilliseconds > until) break;
    changes.push({ at: next.epochMilliseconds, offset: next.offsetNanoseconds / 1e6 });
    at = next;
  }
  return { first, changes };
}
