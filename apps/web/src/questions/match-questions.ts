import { foldText } from "@candor/core/fold-text.ts";
import type { Asker, Depth, Occasion, Question } from "@candor/core/question/question.ts";

export type QuestionFilter = {
  /** words that all have to be in it, in any order */
  search: string;
  occasion: Occasion | null;
  asks: Asker | null;
  depth: Depth | null;
};

/** The questions that pass a filter, in their order. Somebody who asks may ask what either may. */
export function matchQuestions(questions: readonly Question[], filter: QuestionFilter): Question[] {
  const words = foldText(filter.search).split(/\s+/).filter(Boolean);
  return questions.filter(({ text, occasion, asks, depth }) => {
    if (filter.occasion !== null && occasion !== filter.occasion) return false;
    if (filter.asks !== null && asks !== filter.asks && asks !== "either") return false;
    if (filter.depth !== null && depth !== filter.depth) return false;
    const folded = foldText(text);
    return words.every((word) => folded.includes(word));
  });
}
