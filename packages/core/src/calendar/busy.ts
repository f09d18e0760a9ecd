/**
 * How somebody is taken. `unknown`: there may be something, and nobody can say; that is not free. An hour that an
 * invitation asks for and nobody has answered yet is `tentative`.
 */
export type BusyType = "busy" | "out_of_office" | "tentative" | "unknown";

/** Half-open, in milliseconds since 1970. What it is that takes the time isn't said, since nobody else is to know. */
export type BusySpan = { from: number; until: number; type: BusyType; allDay: boolean };

/**
 * Puts spans in order, and makes one of those of a kind that overlap: what is left tells when, and no longer how many
 * things there are.
 *
 * @param joins whether those become one as well that only touch. While a calendar is kept they stay apart: a 1:1 that it
 *   holds without a name could not be told from what begins right after it.
 */
export function mergeBusy(spans: readonly BusySpan[], joins: "touching" | "overlapping" = "touching"): BusySpan[] {
  const ordered = spans
    .filter(({ from, until }) => until > from)
    .sort((one, other) => one.from - other.from || other.until - one.until);
  const open = new Map<string, BusySpan>();
  const merged: BusySpan[] = [];
  for (const span of ordered) {
    const kind = `${span.type} ${span.allDay}`;
    const last = open.get(kind);
    if (last && (span.from < last.until || (joins === "touching" && span.from === last.until)))
      last.until = Math.max(last.until, span.until);
    else {
      const begun = { ...span };
      open.set(kind, begun);
      merged.push(begun);
    }
  }
  return merged;
}
