import type { Id } from "@candor/core/id.ts";
import type { Anchor } from "@candor/core/topic/rank.ts";

export type Step = "up" | "down" | "top" | "bottom";

/** Where a topic goes by one step among its list. @returns null where it is there already. */
export function anchorAfterStep(id: Id, step: Step, ids: readonly Id[]): { at: Anchor; position: number } | null {
  const from = ids.indexOf(id);
  const last = ids.length - 1;
  if (from < 0) return null;
  const to = step === "up" ? from - 1 : step === "down" ? from + 1 : step === "top" ? 0 : last;
  const neighbour = ids[to];
  if (to === from || neighbour === undefined) return null;
  return { at: to < from ? { before: neighbour } : { after: neighbour }, position: to + 1 };
}

/** Which topic takes the focus when one leaves its list: the one after it, else the one before. */
export function neighbourOf(id: Id, ids: readonly Id[]): Id | null {
  const at = ids.indexOf(id);
  return ids[at + 1] ?? ids[at - 1] ?? null;
}
