import type { Action } from "../action/action.ts";
import { byUrgency } from "../action/order-actions.ts";
import { isFeedback } from "../feedback/is-feedback.ts";
import type { Meeting } from "../meeting/meeting.ts";
import type { Page } from "../page/page.ts";
import type { MemberId } from "../person/member.ts";
import type { Topic } from "../topic/topic.ts";

/** One thing that came of a topic, or keeps something from coming of it. */
export type LedgerReason =
  | { type: "answered"; line: string | null; link: string | null }
  | { type: "action"; action: Action }
  /** talked about; `meeting` is null where it has gone into a year's volume */
  | { type: "discussed"; meeting: Meeting | null }
  | { type: "planned"; meeting: Meeting }
  /** `since` is the instant at which it was raised */
  | { type: "in_hopper"; since: string; snoozedUntil: string | null }
  | { type: "carried"; times: number }
  | { type: "let_go"; at: string | null };

/**
 * "answered": a line says what came of it. "done": an action from it is done and none is open. "dropped": its actions
 * were dropped with a word why. "under_way": an action from it is open. "nothing_recorded": it was talked about, and
 * nothing says what came of it. "waiting": nobody has got to it. "let_go": they agreed that it matters no more.
 */
export type LedgerVerdict = "answered" | "done" | "dropped" | "under_way" | "nothing_recorded" | "waiting" | "let_go";

export type LedgerEntry = { topic: Topic; verdict: LedgerVerdict; reasons: LedgerReason[] };

export type LedgerCounts = { raised: number; answered: number; waiting: number; letGo: number };

const VERDICTS_ANSWERED: ReadonlySet<LedgerVerdict> = new Set(["answered", "done", "dropped"]);

/** Whether whoever raised it has been told what came of it. */
export function isAnswered({ verdict }: Pick<LedgerEntry, "verdict">): boolean {
  return VERDICTS_ANSWERED.has(verdict);
}

/** Whether whoever raised it still waits. What was let go is neither answered nor waited for. */
export function isWaiting(entry: Pick<LedgerEntry, "verdict">): boolean {
  return entry.verdict !== "let_go" && !isAnswered(entry);
}

/**
 * Sets what the direct raised against what came of it, so that raising things is seen to work. What they said aloud, and the
 * other wrote down with an answer, is among it: it would be told to them otherwise, and stand nowhere.
 *
 * @param contents a page, or a year that was taken out of one; open actions from a sealed year's topics are still on the
 * page, so give both kinds then.
 * @param direct whose topics; null between peers, where both raise and both answer.
 * @returns most recently raised first.
 */
export function ledger(
  contents: Pick<Page, "topics" | "meetings" | "actions">,
  direct: MemberId | null,
): LedgerEntry[] {
  const meetings = new Map(contents.meetings.map((meeting) => [meeting.id, meeting]));
  const cameOf = ({ id }: Topic) =>
    contents.actions.filter(({ fromTopic, state }) => fromTopic === id && state !== "binned").sort(byUrgency);
  return contents.topics
    .filter(
      (topic) =>
        topic.state !== "binned" && (direct === null || topic.author === direct || hasAnswer(topic) || isHeard(topic)),
    )
    .map((topic) => judge(topic, cameOf(topic), meetings.get(topic.place) ?? null))
    .sort((left, right) => newestFirst(left.topic, right.topic));
}

/** Feedback that the manager asked for is the direct's from when it was talked about: what they said wants an answer. */
function isHeard(topic: Topic): boolean {
  return isFeedback(topic) && topic.state === "discussed";
}

export function countLedger(entries: readonly Pick<LedgerEntry, "verdict">[]): LedgerCounts {
  return {
    raised: entries.length,
    answered: entries.filter(isAnswered).length,
    waiting: entries.filter(isWaiting).length,
    letGo: entries.filter(({ verdict }) => verdict === "let_go").length,
  };
}

function judge(topic: Topic, actions: readonly Action[], meeting: Meeting | null): LedgerEntry {
  const reasons: LedgerReason[] = [];
  if (hasAnswer(topic)) reasons.push({ type: "answered", line: topic.answer, link: topic.answerLink });
  for (const action of actions) reasons.push({ type: "action", action });
  if (topic.state === "let_go") reasons.push({ type: "let_go", at: topic.stateAt });
  else if (topic.state === "discussed") reasons.push({ type: "discussed", meeting });
  else if (meeting?.state === "planned") reasons.push({ type: "planned", meeting });
  else reasons.push({ type: "in_hopper", since: topic.createdAt, snoozedUntil: topic.snoozedUntil });
  if (topic.carriedFrom.length > 0) reasons.push({ type: "carried", times: topic.carriedFrom.length });
  return { topic, verdict: verdictOf(topic, actions), reasons };
}

function verdictOf(topic: Topic, actions: readonly Action[]): LedgerVerdict {
  if (hasAnswer(topic)) return "answered";
  if (actions.some(({ state }) => state === "open")) return "under_way";
  if (actions.some(({ state }) => state === "done")) return "done";
  if (actions.some(({ state, why }) => state === "dropped" && why !== null)) return "dropped";
  if (topic.state === "let_go") return "let_go";
  return topic.state === "discussed" ? "nothing_recorded" : "waiting";
}

function hasAnswer({ answer, answerLink }: Topic): boolean {
  return answer !== null || answerLink !== null;
}

function newestFirst(left: Topic, right: Topic): number {
  // Only a list to read: a device whose clock was wrong costs a place in it and nothing else.
  if (left.createdAt !== right.createdAt) return left.createdAt > right.createdAt ? -1 : 1;
  return left.id < right.id ? -1 : left.id > right.id ? 1 : 0;
}
