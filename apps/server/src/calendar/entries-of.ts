import type { AccountEvent, EventOverride } from "@candor/integrations/calendar/account/calendar-account.ts";
import type { ToldEvent } from "./feed-events.ts";

/** A meeting, or a series of them, as one entry of a calendar. */
export type OwnEntry = Pick<
  AccountEvent,
  "uid" | "start" | "timeZone" | "minutes" | "summary" | "rule" | "excluded" | "overrides"
> & { isHeld: boolean };

/** What is told of a page's meetings, each series put together with those of its times that are elsewhere. */
export function entriesOf(told: readonly ToldEvent[]): OwnEntry[] {
  const entries = new Map<string, OwnEntry>();
  const moved: ToldEvent["event"][] = [];
  for (const { event, isHeld } of told) {
    if (event.instead) {
      moved.push(event);
      continue;
    }
    const { uid, start, timeZone, minutes, summary, everyWeeks, skipped = [] } = event;
    const rule = everyWeeks === undefined ? null : `FREQ=WEEKLY;INTERVAL=${everyWeeks}`;
    entries.set(uid, {
      ...{ uid, start, timeZone, minutes, summary, rule, excluded: [...skipped].sort(), overrides: [], isHeld },
    });
  }
  for (const event of moved) {
    const entry = entries.get(event.uid);
    if (entry) entry.overrides = [...entry.overrides, overrideIn(entry.timeZone, event)];
  }
  return [...entries.values()];
}

/** Whether a UID is that of a page's series, which goes on until it is taken away. */
export function isSeries(uid: string): boolean {
  return uid.startsWith("series.");
}

/** A time that is elsewhere may be in another zone; in the entry all stand in the zone of the series. */
function overrideIn(
  timeZone: string,
  { start, minutes, summary, instead, ...event }: ToldEvent["event"],
): EventOverride {
  const inZone = (wall: string, zone: string) =>
    zone === timeZone
      ? wall
      : Temporal.PlainDateTime.from(wall)
          .toZonedDateTime(zone)
          .withTimeZone(timeZone)
          .toPlainDateTime()
          .toString({ smallestUnit: "minute" });
  const recurrenceStart = instead ? inZone(instead.start, instead.timeZone) : start;
  return { recurrenceStart, start: inZone(start, event.timeZone), minutes, summary };
}
