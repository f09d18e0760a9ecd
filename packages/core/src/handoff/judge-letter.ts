import type { ActionState } from "../action/action.ts";
import type { Day } from "../chart/manager-edge.ts";
import type { MemberId } from "../person/member.ts";
import type { TopicState } from "../topic/topic.ts";
import { type Handoff, isSameChange } from "./find-handoffs.ts";

/** What was done about a hand-off; `waiting`: handed over, and not opened yet. */
export type LetterState = "none" | "declined" | "waiting" | "opened";

export type LetterVerdict =
  /** the direct may write and hand over, or say that they won't */
  | { type: "write" }
  /** it may be taken back, for nobody has read it; `from`: the first day on which it can be opened */
  | { type: "take_back"; from: string }
  /** it stands on the new page, where it is like anything else */
  | { type: "done" }
  | { type: "closed"; why: "nobody_yet" };

/** What the direct may do now. */
export function judgeLetter(state: LetterState, { to, day }: Pick<Handoff, "to" | "day">): LetterVerdict {
  if (state === "opened") return { type: "done" };
  if (state === "waiting") return { type: "take_back", from: day };
  return to === null ? { type: "closed", why: "nobody_yet" } : { type: "write" };
}

/**
 * Whether a letter that waits is put on the new page now that the new manager opens it. Not before its day, and not
 * where the chart has changed its mind since: whoever leads its writer after somebody else is not whom it was given to,
 * though it be the same person.
 *
 * @param last the change that put its writer under whoever leads them today; null: nobody does, or nobody did before.
 */
export function mayOpenLetter(
  { from, to, day }: { from: string; to: string; day: Day },
  last: { from: string; to: string; day: Day } | null,
): boolean {
  return last !== null && last.from === from && last.to === to && isSameChange(last.day, day);
}

/** Of the topics only those that the direct raised: what the other wrote is not theirs to take along. */
export function mayTakeTopic(topic: { author: MemberId; state: TopicState }, direct: MemberId): boolean {
  return topic.author === direct && topic.state === "open";
}

/** Of the actions only those that the direct has taken on, and not yet done. */
export function mayTakeAction(action: { owner: MemberId; state: ActionState }, direct: MemberId): boolean {
  return action.owner === direct && action.state === "open";
}
