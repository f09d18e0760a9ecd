import type { Topic } from "@candor/core/topic/topic.ts";
import { signal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { texts } from "./texts.ts";

/** What came of a topic, as either of the two said it in the ledger. */
export function TopicAnswer({ topic }: { topic: Topic }) {
  return (
    <>
      <InLedger topic={topic} />
      {writtenDown.value?.(topic)}
    </>
  );
}

/** Draws the artifacts that answer a topic; their code puts it here once there are any. */
export const writtenDown = signal<((topic: Topic) => ComponentChildren) | null>(null);

/** Draws the links that stand in a line that is no note; their code puts it here, too. */
export const linksBeside = signal<((line: string) => ComponentChildren) | null>(null);

function InLedger({ topic: { answer, answerLink } }: { topic: Topic }) {
  if (answer === null && answerLink === null) return null;
  return (
    <p class="topic-answer">
      <span class="meta">{texts.answered}</span> {answer}{" "}
      {answerLink !== null && (
        <a href={answerLink} target="_blank" rel="noopener noreferrer">
          {shortened(answerLink)}
        </a>
      )}
    </p>
  );
}

function shortened(href: string): string {
  const shown = href.replace(/^https?:\/\/(www\.)?/i, "").replace(/\/$/, "");
  return shown.length > 48 ? `${shown.slice(0, 47)}…` : shown;
}
