import { randomUUID } from "node:crypto";
import { type GraphEvent, instant, startsOf } from "./graph-events.ts";

export const MAIN_CALENDAR = "AAMk-main=";

/** An event, or an occurrence of one, with the instants between which it lies. */
export type GraphInstance = GraphEvent & { from: number; until: number; first: number };

/** What somebody's calendars hold, by the calendar, and at which revision each event was last changed. */
export class GraphMailbox {
  revision = 1;
  /** up to which revision it can no longer say what has changed since */
  forgotten = 0;
  readonly #events = new Map<string, GraphEvent[]>();
  readonly #changed: (calendar: string) => void;

  /** @param changed is told of each calendar in which something was changed. */
  constructor(changed: (calendar: string) => void) {
    this.#changed = changed;
  }

  eventsOf(calendar = MAIN_CALENDAR): GraphEvent[] {
    return this.#events.get(calendar) ?? this.#events.set(calendar, []).get(calendar) ?? [];
  }

  /** Somebody writes an event into their calendar by hand. */
  plant(event: Partial<GraphEvent> & Pick<GraphEvent, "start" | "end">, calendar = MAIN_CALENDAR): GraphEvent {
    const planted: GraphEvent = {
      ...{ id: `AAMk-${randomUUID()}=`, subject: "Canary", isAllDay: false, isCancelled: false, showAs: "busy" },
      ...{ response: "organizer", recurrence: null, masterId: null, original: null, gone: new Map(), properties: [] },
      ...{ isDeleted: false, ...event, ...this.#stamp() },
    };
    this.eventsOf(calendar).push(planted);
    this.#changed(calendar);
    return planted;
  }

  change(id: string, change: Partial<GraphEvent>, calendar = MAIN_CALENDAR): void {
    const event = this.eventsOf(calendar).find((each) => each.id === id);
    if (!event) throw new Error(`there is no event ${id}`);
    Object.assign(event, change, this.#stamp());
    // Exchange forgets what differs when a series as a whole is changed.
    if (change.recurrence !== undefined || change.start !== undefined) {
      event.gone.clear();
      for (const each of this.eventsOf(calendar))
        if (each.masterId === id) Object.assign(each, { isDeleted: true, changed: this.revision });
    }
    this.#changed(calendar);
  }

  remove(id: string, calendar = MAIN_CALENDAR): void {
    this.change(id, { isDeleted: true }, calendar);
    for (const each of this.eventsOf(calendar))
      if (each.masterId === id) Object.assign(each, { isDeleted: true, changed: this.revision });
  }

  forgetDeltaLinks(): void {
    this.forgotten = this.revision;
  }

  /** An occurrence of a series is deleted. */
  removeOccurrence(master: GraphEvent, first: number, calendar: string): void {
    master.gone.set(first, this.#stamp().changed);
    this.#changed(calendar);
  }

  #stamp() {
    this.revision += 1;
    return { etag: `W/"${this.revision}"`, changed: this.revision };
  }

  /** What lies in a span, occurrence by occurrence. */
  instances(calendar: string, from: number, until: number): GraphInstance[] {
    const events = this.eventsOf(calendar).filter(({ isDeleted }) => !isDeleted);
    const exceptions = new Set(events.filter(({ original }) => original !== null).map(({ id }) => id));
    return events.flatMap((event) => {
      const lasting = instant(event.end) - instant(event.start);
      if (event.recurrence)
        return startsOf(event, from - lasting, until)
          .filter((first) => first + lasting > from && first < until && !event.gone.has(first))
          .map((first) => ({
            ...event,
            id: `${event.id}~${first}`,
            masterId: event.id,
            from: first,
            until: first + lasting,
            first,
            recurrence: null,
          }))
          .filter(({ id }) => !exceptions.has(id));
      const own = {
        ...event,
        from: instant(event.start),
        until: instant(event.end),
        first: event.original ?? instant(event.start),
      };
      return own.from < until && own.until > from ? [own] : [];
    });
  }
}
