import type { Id } from "../id.ts";
import type { Page } from "../page/page.ts";
import { directOf } from "../person/direct-of.ts";
import type { Member, MemberId } from "../person/member.ts";
import { askedQuestions } from "../question/asked-questions.ts";
import { pickQuestion } from "../question/pick-question.ts";
import type { Question } from "../question/question.ts";
import type { Topic } from "../topic/topic.ts";
import { isFeedback } from "./is-feedback.ts";
import { openLoopSince } from "./open-loop-since.ts";

/** Long enough to have done something, short enough to remember what was said. */
export const CLOSE_AFTER_DAYS = 14;
const DAY_MILLISECONDS = 86_400_000;

/** What was heard, and that nothing on record says yet what came of it. */
export type OpenLoop = { topic: Topic; days: number; isDue: boolean };

export type FeedbackRound = {
  /** the one that is asked now, on an agenda or in the Hopper; null: none */
  asked: Topic | null;
  /** the one to ask next: only where none is asked, one at a time; null: there is none, or nobody leads the other */
  next: Question | null;
  /** oldest first */
  loops: OpenLoop[];
};

/**
 * Where two stand with feedback for the one who leads: one specific question at a time, none again before the others had
 * their turn, and what was heard until it is said what came of it.
 *
 * @param bank our own questions and those of one's own.
 * @param seed with the same one, both see the same question.
 */
export function feedbackRound(
  page: Pick<Page, "topics" | "meetings" | "actions">,
  people: Readonly<Record<MemberId, Pick<Member, "role">>>,
  bank: readonly Question[],
  { now, today, seed, without = [] }: { now: Temporal.Instant; today: string; seed: string; without?: readonly Id[] },
): FeedbackRound {
  const direct = directOf(people);
  if (direct === null) return { asked: null, next: null, loops: [] };
  const asked = page.topics.find((topic) => isFeedback(topic) && topic.state === "open") ?? null;
  const picked =
    asked === null
      ? pickQuestion({
          ...{ bank, asked: askedQuestions(page), hidden: [], favourites: [], today, seed, without },
          ...{ occasions: ["feedback_for_manager"], asks: "manager" },
          held: page.meetings.filter(({ state }) => state === "held").length,
        })
      : null;
  const loops = page.topics
    .flatMap((topic): OpenLoop[] => {
      const since = openLoopSince(topic, page.actions);
      if (since === null) return [];
      const passed = Math.floor((now.epochMilliseconds - Date.parse(since)) / DAY_MILLISECONDS);
      const days = Math.max(0, passed); // the other's clock may be ahead of this one
      return [{ topic, days, isDue: days >= CLOSE_AFTER_DAYS }];
    })
    .sort((one, other) => other.days - one.days);
  return { asked, next: picked?.question ?? null, loops };
}
