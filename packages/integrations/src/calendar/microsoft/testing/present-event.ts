import { type GraphEvent, instant, said } from "./graph-events.ts";

/** An event as the service tells it, in the zone that was asked for. @param at where it lies, of an occurrence. */
export function presentEvent(
  event: GraphEvent,
  zone: string,
  at?: { from: number; until: number },
): Record<string, unknown> {
  const { id, etag, subject, isAllDay, isCancelled, showAs, response, recurrence, masterId, original } = event;
  const times = at && !isAllDay ? at : { from: instant(event.start), until: instant(event.end) };
  return {
    ...{ "@odata.etag": etag, id, subject, isAllDay, isCancelled, showAs, recurrence },
    ...{
      type: recurrence ? "seriesMaster" : original !== null ? "exception" : masterId ? "occurrence" : "singleInstance",
    },
    ...(masterId ? { seriesMasterId: masterId } : {}),
    ...{ responseStatus: { response }, location: { displayName: "Canary street" }, body: event.body },
    ...(isAllDay
      ? { start: { ...event.start, timeZone: zone }, end: { ...event.end, timeZone: zone } }
      : { start: said(times.from, zone), end: said(times.until, zone) }),
  };
}

/** As much of an event as an address selects. */
export function selectOf(event: GraphEvent, url: URL, zone: string): Record<string, unknown> {
  const names = url.searchParams.get("$select")?.split(",");
  const whole = presentEvent(event, zone);
  const expand = /singleValueExtendedProperties\(\$filter=id eq '([^']*)'/.exec(url.searchParams.get("$expand") ?? "");
  return {
    "@odata.etag": event.etag,
    ...(names
      ? Object.fromEntries(Object.entries(whole).filter(([name]) => names.includes(name) || name === "id"))
      : whole),
    ...(expand ? { singleValueExtendedProperties: event.properties.filter(({ id }) => id === expand[1]) } : {}),
  };
}
