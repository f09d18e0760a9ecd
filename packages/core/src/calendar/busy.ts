/**
 * How somebody is taken. `unknown`: there may be something, and nobody can say; that is not free. An hour that an
 * invitation asks for and nobody has answered yet is `tentative`.
 */
export type BusyType = "busy" | "out_of_office" | "tentative" | "unknown";

/** Half-open, in milliseconds since 1970. What it is that takes the time isn't said, since nobody else is to know. */
export type BusySpan = { from: number; until: number; type: BusyType; allDay: boolean };

/**
 * Puts spans in order, and makes one of those of a kind that touch or overlap: what is left tells when, and no longer
 * how many things there are.
 */
export function mergeBusy(spans: readonly BusySpan[]): BusySpan[] {
  const ordered = spans
    .filter(({ from, until }) => until > from)
    .sort((one, other) => one.from - other.from || other.until - one.until);
  const open = new Map<string, BusySpan>();
  const merged: BusySpan[] = [];
  for (const span of ordered) {
    const kind = `${span.type} ${span.allDay}`;
    const last = open.get(kind);
    if (last && span.from <= last.until) last.until = Math.max(last.until, span.until);
    else {
      const begun = { ...span };
      open.set(kind, begun);
      merged.push(begun);
    }
  }
  return merged;
}
