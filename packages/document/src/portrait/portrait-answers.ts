import type { Id } from "@candor/core/id.ts";
import { type NoteNode, plainText } from "@candor/core/notes/note-node.ts";
import type { PortraitPart, Question } from "@candor/core/question/question.ts";
import type { PageContents, TopicWithNotes } from "../page/read-contents.ts";

export type PortraitAnswer = {
  part: PortraitPart;
  question: Id;
  /** as it was asked: somebody may have put the question in words of their own */
  asked: string;
  notes: readonly NoteNode[];
  /** YYYY-MM-DD of the meeting; null where the answer was written outside of one */
  day: string | null;
};

/**
 * What was answered to the questions that a portrait is made of, latest first, those without a day last. The answers
 * are the notes of the questions' topics, and stay there; one that nobody wrote anything under has none.
 *
 * @param contents of the living page, of a year's volume, or of both.
 * @param bank an answer to a question that it lacks belongs to no part.
 */
export function portraitAnswers(
  { topics, meetings }: Pick<PageContents, "topics" | "meetings">,
  bank: readonly Question[],
): PortraitAnswer[] {
  const parts = new Map(bank.map(({ id, portrait }) => [id, portrait]));
  const starts = new Map(meetings.map(({ id, start }) => [id, start]));
  return topics
    .flatMap((topic): PortraitAnswer[] => {
      const part = topic.question === null ? null : (parts.get(topic.question) ?? null);
      if (topic.question === null || part === null || topic.state === "binned" || isBlank(topic)) return [];
      const day = starts.get(topic.place)?.slice(0, 10) ?? null;
      return [{ part, question: topic.question, asked: topic.title, notes: topic.notes, day }];
    })
    .sort((left, right) => compare(right.day ?? "", left.day ?? ""));
}

function isBlank({ notes }: TopicWithNotes): boolean {
  return plainText(notes).trim() === "";
}

function compare(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
