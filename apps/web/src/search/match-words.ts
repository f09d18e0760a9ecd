import { foldText } from "@candor/core/fold-text.ts";

export function foldedWords(query: string): string[] {
  return foldText(query)
    .split(/\s+/)
    .filter((word) => word !== "");
}

const NO_MATCH = -1;

/**
 * How well folded words fit a folded text: every word must occur; at the very start is best, at the start of a word
 * good, inside a word still something.
 *
 * @returns -1 where a word is missing.
 */
export function matchWords(words: readonly string[], folded: string): number {
  let score = 0;
  for (const word of words) {
    const best = bestAt(folded, word);
    if (best === NO_MATCH) return NO_MATCH;
    score += best;
  }
  return score;
}

function bestAt(folded: string, word: string): number {
  const at = folded.indexOf(word);
  if (at === NO_MATCH) return NO_MATCH;
  if (at === 0) return 4;
  for (let next = at; next !== NO_MATCH; next = folded.indexOf(word, next + 1)) {
    if (!isWordCharacter(folded.charCodeAt(next - 1))) return 3;
  }
  return 1;
}

function isWordCharacter(unit: number): boolean {
  return (unit >= 48 && unit <= 57) || (unit >= 97 && unit <= 122) || unit > 127;
}
