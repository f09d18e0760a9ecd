import type { Id } from "../id.ts";
import type { Topic } from "../topic/topic.ts";
import type { CountedTheme } from "./count-themes.ts";
import { createLikenessIndex } from "./like-notes.ts";

/** Where a line about what came of a theme may go on the page of somebody who raised it. */
export type LineOffer = {
  /** topics that it may answer, the likeliest first; those that have an answer are none */
  topics: readonly { topic: Topic; why: "note_beside" | "alike" | "other" }[];
};

/**
 * Looks for what the line answers: the topic beside which the note was written, then topics that speak of the same, then any
 * other that waits. Which one, and whether at all, the author says for each page; nothing is written by itself.
 */
export function offerLines({ theme, notes }: CountedTheme, pair: Id, topics: readonly Topic[]): LineOffer {
  const beside = new Set(
    notes.flatMap(({ about, pair: whose }) => (whose === pair && about.type === "topic" ? [about.topic] : [])),
  );
  const index = createLikenessIndex();
  const open = topics.filter(
    ({ state, answer, answerLink }) => state !== "binned" && answer === null && answerLink === null,
  );
  for (const topic of open) index.put({ id: topic.id, person: pair, text: topic.title });
  const said = [theme.name, theme.wording, theme.doing].join("\n");
  const scores = new Map(index.like({ id: theme.id, person: "", text: said }).map(({ id, score }) => [id, score]));
  const rank = (topic: Topic) => (beside.has(topic.id) ? 2 : (scores.get(topic.id) ?? 0));
  return {
    topics: open
      .toSorted((left, right) => rank(right) - rank(left) || (left.createdAt < right.createdAt ? 1 : -1))
      .map((topic) => ({
        topic,
        why: beside.has(topic.id)
          ? ("note_beside" as const)
          : scores.has(topic.id)
            ? ("alike" as const)
            : ("other" as const),
      })),
  };
}
