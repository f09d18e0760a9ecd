import type { MailKind } from "./html-to-text.ts";
import { ownWords } from "./own-words.ts";

const MAX_TITLE = 160; // characters; a topic is a line
const MAX_NOTES = 10_000;
const FULL_LINE = 72; // characters
/** what Markdown reads as the begin of a block of its own */
const BLOCK = /^(?:[-*+>#|`~]|\d+[.)]\s|={2,}$)/;
const REPLY = /^(?:re|aw|antw|antwort|sv|vs|odp|ref|rif|r|res|atb|ynt|回复|回覆|답장)(?:\[\d+\])?\s*[:：]\s*/iu;
const FORWARD = /^(?:fwd?|wg|tr|rv|i|enc|doorst|vb|vl|pd|转发|轉寄|전달)(?:\[\d+\])?\s*[:：]\s*/iu;

export type MailWords = {
  subject: string;
  text: string;
  /** of the sender */
  names: readonly string[];
  /** it says by its heads that it answers a mail */
  isAnswer?: boolean;
};

export type MailTopic = {
  title: string;
  /** Markdown below it; empty: none */
  notes: string;
  /** the mail had more words than a topic takes */
  isCut: boolean;
};

/**
 * What a mail says as a topic: its subject and, below that, what its sender wrote. Of an answer the subject is somebody
 * else's, so that there the first line is the topic.
 *
 * @returns null: it says nothing.
 */
export function mailTopic({ subject, text, names, isAnswer = false }: MailWords): MailTopic | null {
  const { rest, isReply, isForward } = readSubject(subject);
  // What is passed on is what it is about; its heads say from whom it came.
  const words = isForward ? text.replace(/\r\n?/g, "\n").trim() : ownWords(text, names, isAnswer || isReply);
  if (isReply && !isForward && words !== "") return topicOfWords(words);
  if (rest !== "") {
    const [title, more] = cutTitle(rest);
    return withNotes(title, [more, words].filter(Boolean).join("\n\n"));
  }
  return topicOfWords(words);
}

/** What a mail is, by its subject and by whether its heads name what it answers to. */
export function kindOfMail(subject: string, isAnswer: boolean): MailKind {
  const { isReply, isForward } = readSubject(subject);
  return isForward ? "forward" : isReply || isAnswer ? "answer" : "plain";
}

function readSubject(subject: string): { rest: string; isReply: boolean; isForward: boolean } {
  let rest = subject.replace(/[\p{Cc}\s]+/gu, " ").trim();
  let [isReply, isForward] = [false, false];
  for (;;) {
    if (REPLY.test(rest)) isReply = true;
    else if (FORWARD.test(rest)) isForward = true;
    else return { rest, isReply, isForward };
    rest = rest.replace(REPLY, "").replace(FORWARD, "").trim();
  }
}

/** @returns null: there are none. */
export function topicOfWords(words: string): MailTopic | null {
  if (words === "") return null;
  const [first = "", ...others] = words.split("\n");
  const [title, more] = cutTitle(first.trim());
  return withNotes(title, more === "" ? others.join("\n").trim() : words);
}

/** A line that is too long for a title ends after a sentence or a word, and stands whole below. */
function cutTitle(line: string): [title: string, whole: string] {
  if (line.length <= MAX_TITLE) return [line, ""];
  const head = line.slice(0, MAX_TITLE - 1);
  const sentence = /^.{20,}?[.!?](?=\s)/u.exec(head)?.[0];
  return [sentence ?? `${head.replace(/\s+\S*$/u, "").replace(/[\ud800-\udbff]$/u, "")}…`, line];
}

function withNotes(title: string, text: string): MailTopic {
  const notes = keepLines(text);
  if (notes.length <= MAX_NOTES) return { title, notes, isCut: false };
  return { title, notes: `${notes.slice(0, MAX_NOTES).replace(/[\ud800-\udbff]$/u, "")}…`, isCut: true };
}

/** Programs break lines where they are full. A break before a word that still had room was meant, so it stays one. */
function keepLines(text: string): string {
  const lines = text.split("\n");
  return lines
    .map((line, at) => {
      const next = (lines[at + 1] ?? "").trim();
      const word = /^\S+/.exec(next)?.[0].length ?? 0;
      const isFull = line.length + 1 + word > FULL_LINE;
      const isPart = line.trim() !== "" && next !== "" && !BLOCK.test(next) && !BLOCK.test(line.trim());
      return isPart && !isFull ? `${line}\\` : line;
    })
    .join("\n");
}
