import type { Day } from "../chart/manager-edge.ts";
import type { Part, PortraitEntry } from "../portrait/portrait.ts";
import { saidNow } from "../portrait/portrait.ts";

export const MAX_LETTER_LENGTH = 8_000; // UTF-16 units; four pages

/** The part of a portrait in which somebody says what they would like to reach, in one, three and five years. */
export const GOALS = "learn" satisfies Part;

export type LetterParts = {
  /** first names or whole ones, as the people are called on the page */
  me: string;
  to: string;
  from: string;
  /** what the direct says of themselves; only what they want in it */
  portrait: readonly PortraitEntry[];
  /** what they want to reach, a goal a line; only where they want it in it */
  goals: string | null;
  /** how each part of a portrait is asked for */
  headings: Readonly<Record<PortraitEntry["part"], string>>;
  actions: readonly { text: string; due: Day | null }[];
  topics: readonly { title: string }[];
};

/**
 * A draft of the letter to a new manager: plain text of the direct's own, theirs to change in every word. It holds what
 * they chose and, for what a letter can't know, a line to fill in.
 */
export function writeLetter({ me, to, from, portrait, goals, headings, actions, topics }: LetterParts): string {
  // What has a heading of its own is not said twice.
  const said = saidNow(portrait).filter(({ part }) => goals === null || part !== GOALS);
  return [
    `Dear ${to},`,
    "",
    `until now I have worked with ${from}, and from now on with you. This is what I would like you to know from me.`,
    ...section(
      "What moves me",
      said.map(({ part, text }) => `- ${headings[part]}: ${oneLine(text)}`),
    ),
    ...section(
      "My goals",
      (goals ?? "").split("\n").flatMap((line) => (oneLine(line) === "" ? [] : [`- ${oneLine(line)}`])),
    ),
    ...section(
      "What I am on",
      actions.map(({ text, due }) => `- ${oneLine(text)}${due === null ? "" : ` (by ${due})`}`),
    ),
    ...section(
      "What I would like to go on talking about",
      topics.map(({ title }) => `- ${oneLine(title)}`),
    ),
    "",
    "How I work best with somebody who leads me:",
    "",
    "What I hope for from our first weeks:",
    "",
    me,
    "",
  ].join("\n");
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ["", `${title}:`, ...lines];
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}
