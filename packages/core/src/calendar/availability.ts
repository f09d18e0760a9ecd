import type { Span } from "../meeting/meeting-span.ts";

/** Half-open, in milliseconds since 1970. */
export type TakenTime = { from: number; until: number; type: "taken" | "maybe" | "unknown" };

export type Availability = "free" | "maybe" | "taken" | "unknown";

/**
 * Whether somebody has time for the whole of a span. What is unknown is never free.
 *
 * @param known false: it is not known of any time, but for what is listed.
 */
export function availability(
  span: Span,
  { known, times }: { known: boolean; times: readonly TakenTime[] },
): Availability {
  const [from, until] = [span.from.epochMilliseconds, span.until.epochMilliseconds];
  const met = times.filter((time) => time.from < until && time.until > from).map(({ type }) => type);
  if (met.includes("taken")) return "taken";
  if (!known || met.includes("unknown")) return "unknown";
  return met.includes("maybe") ? "maybe" : "free";
}
