/** Of a change that somebody would like to see in an artifact. "accepting": decided, and being written into the text */
export const SUGGESTION_STATES = ["open", "accepting", "accepted", "declined", "withdrawn"] as const;
export type SuggestionState = (typeof SUGGESTION_STATES)[number];

/** "withdraw" is what whoever made it does; the others are for whoever may write. */
export const SUGGESTION_ACTS = ["accept", "decline", "withdraw"] as const;
export type SuggestionAct = (typeof SUGGESTION_ACTS)[number];

export const MAX_SUGGESTED_LENGTH = 2_000; // UTF-16 units of one line, old or new
export const MAX_REASON_LENGTH = 500;

export type SuggestionVerdict =
  | { type: "becomes"; state: Exclude<SuggestionState, "open" | "accepted"> }
  /** somebody has decided about it before */
  | { type: "over" }
  | { type: "denied" };

/**
 * What an act makes of a suggestion. What is being accepted can be accepted again, as after an answer that was lost, and
 * nothing else: so it is never declined and in the text as well.
 */
export function decideSuggestion(
  state: SuggestionState,
  act: SuggestionAct,
  who: { mayWrite: boolean; isMine: boolean },
): SuggestionVerdict {
  if (act === "withdraw" ? !who.isMine : !who.mayWrite) return { type: "denied" };
  if (act === "accept" && (state === "open" || state === "accepting")) return { type: "becomes", state: "accepting" };
  if (state !== "open") return { type: "over" };
  return { type: "becomes", state: act === "decline" ? "declined" : "withdrawn" };
}
