import { escapeLine } from "../escape-line.ts";
import type { BoardEntry } from "./board.ts";

/** The words around what the author typed. */
export type BoardWords = {
  title: string;
  people: (count: number) => string;
  doing: string;
  answer: string;
  nothing: string;
};

/** The board as Markdown, for slides or a mail. What is left out of it is not in it in any form. */
export function exportBoard(
  entries: readonly BoardEntry[],
  { day, words }: { day: string; words: BoardWords },
): string {
  const parts = boardParts(entries, words, "##");
  const body = parts.length === 0 ? [words.nothing] : parts;
  return `${[`# ${words.title}`, day, ...body].join("\n\n")}\n`;
}

/** What is told of each theme, under a heading of its own. */
export function boardParts(entries: readonly BoardEntry[], words: BoardWords, heading: "##" | "###"): string[] {
  const told = entries.filter(({ leftOut }) => leftOut === null);
  return told.map(({ name, people, wording, doing, answer }) =>
    [
      `${heading} ${escapeLine(name)}`,
      escapeText(wording),
      `*${words.people(people)}*`,
      ...(doing === "" ? [] : [`**${words.doing}** ${escapeText(doing)}`]),
      ...(answer === null ? [] : [`${words.answer} <${answer.replace(/[<>\s]/g, encodeURIComponent)}>`]),
    ].join("\n\n"),
  );
}

/** What was typed as plain text is read as such: it opens no heading, list, link or tag. */
function escapeText(text: string): string {
  return text
    .split(/\r?\n/)
    .map((line) =>
      escapeLine(line).replace(
        /^(\s*)([-+>#=]|\d+[.)])/,
        (_, space: string, mark: string) => `${space}${escapeMark(mark)}`,
      ),
    )
    .join("  \n");
}

function escapeMark(mark: string): string {
  return mark.length > 1 ? `${mark.slice(0, -1)}\\${mark.slice(-1)}` : `\\${mark}`;
}
