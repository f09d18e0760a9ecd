import { said, startsOf } from "./graph-events.ts";
import type { GraphMailbox } from "./graph-mailbox.ts";
import { presentEvent } from "./present-event.ts";

type Row = Record<string, unknown>;

/**
 * What a delta of a view tells: of the occurrences of a series only when they are, and of the series the rest.
 *
 * @param asked.since the revision up to which it was told; 0: nothing was.
 */
export function changesInView(
  mailbox: GraphMailbox,
  calendar: string,
  asked: { since: number; from: number; until: number; zone: string },
): Row[] {
  const { since, from, until, zone } = asked;
  const events = mailbox.eventsOf(calendar);
  const visible = mailbox.instances(calendar, from, until);
  const masters = new Set(visible.map(({ masterId }) => masterId));
  const rows: Row[] = [];
  for (const event of events) {
    if (event.changed <= since || event.masterId !== null) continue;
    if (event.isDeleted) {
      if (since > 0) rows.push(removed(event.id));
    } else if (event.recurrence && masters.has(event.id)) rows.push(presentEvent(event, zone));
  }
  for (const each of visible) {
    const master = events.find(({ id }) => id === each.masterId);
    if (each.changed <= since && (master?.changed ?? 0) <= since) continue;
    rows.push(
      each.masterId !== null && each.original === null
        ? {
            ...{ id: each.id, type: "occurrence", seriesMasterId: each.masterId },
            ...{ start: said(each.from, zone), end: said(each.until, zone) },
          }
        : presentEvent(each, zone, each),
    );
  }
  if (since === 0) return rows;
  const shown = new Set(visible.map(({ id }) => id));
  for (const master of events.filter(({ recurrence }) => recurrence))
    for (const first of startsOf(master, from, until)) {
      const id = `${master.id}~${first}`;
      if (!shown.has(id) && (master.changed > since || (master.gone.get(first) ?? 0) > since)) rows.push(removed(id));
    }
  for (const event of events)
    if (event.masterId !== null && event.isDeleted && event.changed > since && !shown.has(event.id))
      rows.push(removed(event.id));
  return rows;
}

function removed(id: string): Row {
  return { id, "@removed": { reason: "deleted" } };
}
