import type { EventEntry } from "./read-components.ts";

/** What goes by one UID: the event itself, and its occurrences that differ. */
export type Series = { masters: EventEntry[]; overrides: EventEntry[] };

/** Puts together what belongs together; of what says the same thing twice the later word holds. */
export function gatherSeries(events: readonly EventEntry[]): Series[] {
  const byUid = new Map<string, EventEntry[]>();
  const alone: Series[] = [];
  for (const event of events) {
    if (event.start === null && event.status !== "CANCELLED") continue;
    if (event.uid === "") alone.push({ masters: [event], overrides: [] });
    else {
      const before = byUid.get(event.uid);
      if (before) before.push(event);
      else byUid.set(event.uid, [event]);
    }
  }
  return [...[...byUid.values()].map(series), ...alone];
}

function series(events: EventEntry[]): Series {
  if (events.length === 1) {
    const [event] = events;
    const isMaster = event?.recurrenceId === null;
    return { masters: isMaster ? events : [], overrides: isMaster ? [] : events };
  }
  const masters = events.filter(({ recurrenceId }) => recurrenceId === null);
  const newest = Math.max(...masters.map(({ sequence }) => sequence));
  const overrides = new Map<string, EventEntry>();
  for (const event of events) {
    const id = event.recurrenceId;
    if (id === null) continue;
    const key = `${id.type} ${id.wall} ${id.tzid}`;
    const before = overrides.get(key);
    if (before === undefined || isLater(event, before)) overrides.set(key, event);
  }
  return { masters: masters.filter(({ sequence }) => sequence === newest), overrides: [...overrides.values()] };
}

function isLater(one: EventEntry, other: EventEntry): boolean {
  return one.sequence !== other.sequence ? one.sequence > other.sequence : one.stamp >= other.stamp;
}
