import { foldText } from "../fold-text.ts";
import { COMMON_WORDS } from "./common-words.ts";

/** Something in a text for everybody that may give away who said what. */
export type Giveaway =
  /** `found` as it stands in the text */
  | { type: "name"; found: string; name: string }
  /** the longest run of words that stand in a private note in the same order */
  | { type: "quote"; found: string; note: string };

const QUOTE_WORDS = 5; // in a row; four fall together by chance ("we have too many")
const MIN_NAME_LENGTH = 2;

const commonWords = new Set(COMMON_WORDS.split(/\s+/).map(foldText));

/**
 * Looks for names of people and for words taken from notes. It finds what is written as it is in the notebook: a
 * nickname, a role or a paraphrase that everybody recognises it cannot know, so silence is no promise.
 *
 * @param names whole names; each of their parts counts, too, and its genitive.
 */
export function checkWording(
  text: string,
  { names, notes }: { names: readonly string[]; notes: readonly { id: string; text: string }[] },
): Giveaway[] {
  const words = wordsOf(text);
  return [...namesIn(words, names), ...quotesIn(text, words, notes)];
}

type Word = { said: string; folded: string; start: number; end: number };

function wordsOf(text: string): Word[] {
  return [...text.matchAll(/[\p{L}\p{N}]+/gu)].map(({ 0: said, index }) => ({
    said,
    folded: foldText(said),
    start: index,
    end: index + said.length,
  }));
}

function namesIn(words: readonly Word[], names: readonly string[]): Giveaway[] {
  const byPart = new Map<string, string>();
  for (const name of names) {
    for (const { folded } of wordsOf(name)) {
      if (folded.length >= MIN_NAME_LENGTH && !byPart.has(folded)) byPart.set(folded, name);
    }
  }
  const found = new Map<string, Giveaway>();
  for (const { said, folded } of words) {
    const isCapital = said !== said.toLowerCase();
    // "will" and "mark" are words; "Will" may be somebody.
    const name = [folded, ...(/s$/.test(folded) ? [folded.slice(0, -1)] : [])]
      .filter((part) => isCapital || !commonWords.has(part))
      .map((part) => byPart.get(part))
      .find((each) => each !== undefined);
    if (name !== undefined) found.set(folded, { type: "name", found: said, name });
  }
  return [...found.values()];
}

function quotesIn(text: string, words: readonly Word[], notes: readonly { id: string; text: string }[]): Giveaway[] {
  const quotes: Giveaway[] = [];
  for (const note of notes) {
    const spoken = ` ${wordsOf(note.text)
      .map(({ folded }) => folded)
      .join(" ")} `;
    let longest: readonly Word[] = [];
    for (let start = 0; start < words.length; start += 1) {
      let end = start + Math.max(QUOTE_WORDS, longest.length + 1);
      while (
        end <= words.length &&
        spoken.includes(
          ` ${words
            .slice(start, end)
            .map(({ folded }) => folded)
            .join(" ")} `,
        )
      ) {
        longest = words.slice(start, end);
        end += 1;
      }
    }
    const [first, last] = [longest[0], longest.at(-1)];
    if (first && last) quotes.push({ type: "quote", found: text.slice(first.start, last.end), note: note.id });
  }
  return quotes;
}
