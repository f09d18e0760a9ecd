/** So many calendars are read at once; each in a thread of its own, which may need a quarter of a gigabyte. */
export const READERS = 3;

/** What one reader has to know of the others of its node. */
export type CalendarReaders = {
  /** owners of whom a calendar is just being read: ten slow ones of somebody take one reader, and the others are left */
  owners: Set<string>;
};

export function createCalendarReaders(): CalendarReaders {
  return { owners: new Set() };
}
