import type { Id } from "@candor/core/id.ts";
import { type IceBreaker, readIceBreaker } from "@candor/core/meeting/ice-breaker.ts";
import type { Meeting } from "@candor/core/meeting/meeting.ts";
import type { Page } from "@candor/core/page/page.ts";
import { askedQuestions } from "@candor/core/question/asked-questions.ts";
import { BANK, questionById } from "@candor/core/question/bank.ts";
import { pickQuestion } from "@candor/core/question/pick-question.ts";

/**
 * A question to warm up with. Two who draw at once draw the same: by the meeting and how often one was drawn.
 *
 * @param hidden those that whoever draws wants no more. @param today YYYY-MM-DD. @returns null: there is none left.
 */
export function drawIceBreaker(
  page: Pick<Page, "topics" | "meetings">,
  meeting: Pick<Meeting, "id" | "draws" | "iceBreaker">,
  today: string,
  hidden: readonly Id[],
): IceBreaker | null {
  const shown = readIceBreaker(meeting.iceBreaker);
  const picked = pickQuestion({
    bank: BANK,
    asked: askedQuestions(page),
    hidden,
    favourites: [], // one's own alone: the other would draw another
    occasions: ["ice_breaker"],
    asks: "either",
    today,
    seed: `${meeting.id}:${meeting.draws}`,
    without: shown?.type === "question" ? [shown.id] : [],
    held: 0, // light ones first, however long the two know each other
  });
  return picked && { type: "question", id: picked.question.id };
}

export function textOf(id: Id): string | null {
  return questionById(id)?.text ?? null;
}
