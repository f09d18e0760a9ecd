/** What came of asking, as far as it says when to ask again. */
export type LinkOutcome = "found_with_state" | "found" | "nothing" | "failed";

/** minutes; a state is looked at again while people talk about it, a title seldom changes */
const KEPT: Readonly<Record<LinkOutcome, number>> = { found_with_state: 10, found: 240, nothing: 30, failed: 5 };

/** How long what was found out about a link is shown before it is asked again, in minutes. */
export function keepLookFor(outcome: LinkOutcome): number {
  return KEPT[outcome];
}
