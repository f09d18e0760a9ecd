import { addDays } from "../cadence/days.ts";
import { glanceAtPair, needsMe, type PairGlance, SIGNALS } from "./glance-at-pair.ts";
import type { PairFacts } from "./pair-facts.ts";

const BALANCE_DAYS = 30;

/** All of somebody's pairs at a glance. It is theirs alone. */
export type Overview = {
  needsYou: PairGlance[];
  fine: PairGlance[];
  /** spent in meetings that were held in the last thirty days */
  heldMinutes: number;
};

/**
 * What to do first, and with whom. It is ordered by what is to be done and by when the two meet next; no count of
 * anybody's puts them before or behind somebody else.
 */
export function overview(pairs: readonly PairFacts[], now: Temporal.Instant): Overview {
  const glances = pairs.map((facts) => glanceAtPair(facts, now)).sort(inOrder);
  const today = now.toString().slice(0, 10);
  const since = addDays(today, -BALANCE_DAYS);
  const held = pairs.flatMap(({ meetings }) =>
    meetings.filter(
      ({ state, start }) => state === "held" && start !== null && start >= since && start.slice(0, 10) <= today,
    ),
  );
  return {
    needsYou: glances.filter(needsMe),
    fine: glances.filter((glance) => !needsMe(glance)),
    heldMinutes: held.reduce((sum, { minutes }) => sum + minutes, 0),
  };
}

function inOrder(left: PairGlance, right: PairGlance): number {
  return (
    weightOf(left) - weightOf(right) ||
    compare(left.next?.start ?? "9999", right.next?.start ?? "9999") ||
    compare(left.name, right.name) ||
    compare(left.pair, right.pair)
  );
}

function weightOf({ signals: [first] }: PairGlance): number {
  return first === undefined || !needsMe({ signals: [first] }) ? SIGNALS.length : SIGNALS.indexOf(first.type);
}

function compare(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
