import { addDays } from "../cadence/days.ts";
import type { Day } from "../chart/manager-edge.ts";
import type { Friction } from "./pairing.ts";

/** Long enough for the work during which it came up to be done again; either of the two may name another day. */
const CHECK_AFTER_DAYS = 28;

export function checkDay(today: Day): Day {
  return addDays(today, CHECK_AFTER_DAYS);
}

/** Whether the day has come on which to ask whether it stayed fixed. */
export function isCheckDue({ state, checkOn }: Pick<Friction, "state" | "checkOn">, today: Day): boolean {
  return state === "fixed" && checkOn !== null && checkOn <= today;
}

/** Whether anybody still has to do anything about it; one that is fixed has yet to be looked at again. */
export function isSettled({ state }: Pick<Friction, "state">): boolean {
  return state === "stayed" || state === "let_go";
}

/** In the order in which the two do something about them. */
export const FRICTION_GROUPS = ["check", "came_back", "nobodys", "open", "fixed", "settled"] as const;
export type FrictionGroup = (typeof FRICTION_GROUPS)[number];

/** Why a friction stands where it does in a list. */
export function groupOf(friction: Friction, today: Day): FrictionGroup {
  if (isCheckDue(friction, today)) return "check";
  if (isSettled(friction)) return "settled";
  if (friction.state === "fixed") return "fixed";
  if (friction.cameBack.length > 0) return "came_back";
  return friction.owner === null ? "nobodys" : "open";
}

/** What is to be looked at first, then what came back, what nobody has taken on, and what is under way; settled last. */
export function orderFrictions(frictions: readonly Friction[], today: Day): Friction[] {
  const rank = (friction: Friction) => FRICTION_GROUPS.indexOf(groupOf(friction, today));
  return frictions.toSorted((left, right) => rank(left) - rank(right)); // equals keep their order
}
