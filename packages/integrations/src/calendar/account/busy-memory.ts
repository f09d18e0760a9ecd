import type { BusySpan } from "@candor/core/calendar/busy.ts";

/** A span as a memory holds it: from, until, type, whether it is whole days. */
export type RememberedSpan = [number, number, BusySpan["type"], 0 | 1];

export function rememberSpan({ from, until, type, allDay }: BusySpan): RememberedSpan {
  return [from, until, type, allDay ? 1 : 0];
}

export function recallSpan([from, until, type, allDay]: RememberedSpan): BusySpan {
  return { from, until, type, allDay: allDay === 1 };
}

export function isRememberedSpan(value: unknown): value is RememberedSpan {
  return Array.isArray(value) && Number.isFinite(value[0]) && Number.isFinite(value[1]) && typeof value[2] === "string";
}

/** What of spans lies within a window. */
export function within(spans: readonly BusySpan[], from: number, until: number): BusySpan[] {
  return spans
    .filter((span) => span.from < until && span.until > from)
    .map((span) => ({ ...span, from: Math.max(span.from, from), until: Math.min(span.until, until) }));
}
