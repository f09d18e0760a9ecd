import type { Action } from "../action/action.ts";
import type { Topic } from "../topic/topic.ts";
import { isFeedback } from "./is-feedback.ts";

type Heard = Pick<Topic, "id" | "question" | "state" | "stateAt" | "createdAt" | "answer" | "answerLink">;

/**
 * Since when a topic is feedback that was heard, and of which nothing on record says what came of it; null: it is none,
 * or the loop is closed. As the ledger has it: a line or a link says what came of it, or an action from it is done, or
 * dropped with a word why.
 *
 * @returns an ISO instant, as the page has it.
 */
export function openLoopSince(
  topic: Heard,
  actions: readonly Pick<Action, "fromTopic" | "state" | "why">[],
): string | null {
  const { id, state, answer, answerLink, stateAt, createdAt } = topic;
  if (!isFeedback(topic) || state !== "discussed" || answer !== null || answerLink !== null) return null;
  const own = actions.filter((action) => action.fromTopic === id && action.state !== "binned");
  const isClosed =
    own.length > 0 && own.every((action) => action.state === "done" || (action.state === "dropped" && action.why));
  return isClosed ? null : (stateAt ?? createdAt);
}
