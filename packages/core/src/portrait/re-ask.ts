import { PARTS, type Part, type PortraitEntry } from "./portrait.ts";

/** Twice a year (PRODUCT.md G): what moves people moves on. */
export const ASK_AGAIN_DAYS = 182;
/** A few at a time: more is a form. */
export const AT_ONCE = 2;
/** After one round the next comes no sooner, so that eight parts are spread over the half year. */
const ROUND_DAYS = 42;
const DAY_MILLISECONDS = 86_400_000;

export type ReAsk = { part: Part; because: { type: "never_said" } | { type: "said_long_ago"; days: number } };

/**
 * Which parts of a portrait to ask about now: what was never said, then what was said longest ago; a few, and none soon
 * after the last round. Confirming a text unchanged counts as saying it.
 */
export function reAsk(entries: readonly PortraitEntry[], now: Temporal.Instant): ReAsk[] {
  const age = (at: string) => Math.floor((now.epochMilliseconds - Date.parse(at)) / DAY_MILLISECONDS);
  const all = [...entries].map(({ part, at }) => ({ part, at })).sort((one, other) => (one.at < other.at ? -1 : 1));
  const newest = (part: Part) => all.findLast((entry) => entry.part === part)?.at ?? "";
  const last = all.at(-1)?.at ?? "";
  const due = PARTS.map((part) => ({ part, at: newest(part) }))
    .filter(({ at }) => at === "" || age(at) >= ASK_AGAIN_DAYS)
    .sort((one, other) => (one.at === other.at ? 0 : one.at < other.at ? -1 : 1));
  if (last !== "" && age(last) < ROUND_DAYS) return [];
  return due.slice(0, AT_ONCE).map(({ part, at }) => ({
    part,
    because: at === "" ? { type: "never_said" } : { type: "said_long_ago", days: age(at) },
  }));
}
