import type { ActionState } from "../action/action.ts";

/** So long after a page was archived its open actions may still be finished, and nothing else be changed. */
export const FINISH_WITHIN_DAYS = 14;

export type ArchivedForHandoff = {
  /** since when the page is only read; null: it is in use */
  frozenAt: Temporal.Instant | null;
  why: "manager_changed" | "left" | null;
  /** whether somebody left the company, rather than put the page away by their own wish */
  leftCompany: boolean;
};

export type FinishingVerdict =
  | { type: "open"; until: Temporal.Instant }
  | { type: "closed"; why: "in_use" | "put_away" | "over" };

/** Whether the two may still finish what they had agreed on, on a page that is otherwise only read. */
export function judgeFinishing(page: ArchivedForHandoff, now: Temporal.Instant): FinishingVerdict {
  const { frozenAt, why, leftCompany } = page;
  if (frozenAt === null || Temporal.Instant.compare(now, frozenAt) < 0) return { type: "closed", why: "in_use" };
  if (why !== "manager_changed" && !leftCompany) return { type: "closed", why: "put_away" };
  const until = frozenAt.add({ hours: 24 * FINISH_WITHIN_DAYS });
  return Temporal.Instant.compare(now, until) < 0 ? { type: "open", until } : { type: "closed", why: "over" };
}

/** What may become of an action meanwhile: an open one is done or dropped, and what was so since is open again. */
export type Finishing = { state: "done" | "dropped"; why: string | null } | { state: "open" };

/**
 * Whether one action may be finished so, or that be undone. What was finished before the page was archived stays.
 *
 * @param stateAt of the action, an ISO instant.
 */
export function mayFinish(
  action: { state: ActionState; stateAt: string | null },
  to: Finishing["state"],
  frozenAt: string,
): boolean {
  if (to !== "open") return action.state === "open";
  return (
    (action.state === "done" || action.state === "dropped") && action.stateAt !== null && action.stateAt >= frozenAt
  );
}
