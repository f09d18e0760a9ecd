import type { MemberId } from "../person/member.ts";
import type { Action } from "./action.ts";

/** One page's actions, and which seat of it is mine. */
export type ActionsOfPage = { pairId: string; me: MemberId; actions: readonly Action[] };

/** Why an action stands where it does; days are whole calendar days. */
export type DueStanding =
  | { type: "overdue"; since: string; days: number }
  | { type: "due"; on: string; days: number }
  /** nobody said when; `since` is the instant at which it was written down */
  | { type: "undated"; since: string };

export type OrderedAction = { pairId: string; action: Action; standing: DueStanding };

/** What I owe, and what others owe me: each by due date, the longest overdue first, undated ones last. */
export type OrderedActions = { mine: OrderedAction[]; theirs: OrderedAction[] };

/**
 * The open actions of all my pages in the order in which they want attention.
 *
 * @param today YYYY-MM-DD where I am; what is due today is not overdue yet.
 */
export function orderActions(pages: readonly ActionsOfPage[], today: string): OrderedActions {
  const ordered: OrderedActions = { mine: [], theirs: [] };
  for (const { pairId, me, actions } of pages) {
    for (const action of actions) {
      if (action.state !== "open") continue;
      const list = action.owner === me ? ordered.mine : ordered.theirs;
      list.push({ pairId, action, standing: standingOf(action, today) });
    }
  }
  for (const list of [ordered.mine, ordered.theirs]) list.sort((left, right) => byUrgency(left.action, right.action));
  return ordered;
}

/** By due date, undated ones last; where that is the same, the oldest first. Alike on every device. */
export function byUrgency(left: Action, right: Action): number {
  if (left.due !== right.due) {
    if (left.due === null) return 1;
    if (right.due === null) return -1;
    return left.due < right.due ? -1 : 1;
  }
  // A device whose clock is wrong costs no more than a place among those of one day.
  if (left.createdAt !== right.createdAt) return left.createdAt < right.createdAt ? -1 : 1;
  return left.id < right.id ? -1 : left.id > right.id ? 1 : 0;
}

export function standingOf({ due, createdAt }: Action, today: string): DueStanding {
  if (due === null) return { type: "undated", since: createdAt };
  const days = Temporal.PlainDate.from(today).until(Temporal.PlainDate.from(due)).days;
  return days < 0 ? { type: "overdue", since: due, days: -days } : { type: "due", on: due, days };
}
