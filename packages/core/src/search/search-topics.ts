import { foldText } from "../fold-text.ts";

/** Anything that can be found by words: a topic, an action, a welcome. */
export type SearchEntry = {
  id: string;
  title: string;
  body: string;
  /** ISO; of two equally good hits the newer comes first */
  at: string;
};

/** An entry made ready for searching; make it once and anew where its text changes. */
export type Indexed<Entry extends SearchEntry> = { entry: Entry; title: string; words: string[]; body: string };

/** A stretch [start, end) of a text. */
export type Range = { start: number; end: number };

export type SearchHit<Entry extends SearchEntry> = {
  entry: Entry;
  /** higher is better */
  score: number;
  /** what to mark in the title, in order */
  titleRanges: Range[];
  /** the first place in the body; null where the title alone was hit */
  bodyRange: Range | null;
};

const SCORES = { title: 1000, titleStart: 400, wordStart: 200, inTitle: 120, inBody: 40, similar: 20 };
const MIN_SIMILAR_LENGTH = 4; // letters: one wrong in a shorter word makes another word

export function indexEntry<Entry extends SearchEntry>(entry: Entry): Indexed<Entry> {
  const title = foldText(entry.title);
  return { entry, title, words: title.split(/[^\p{L}\p{N}]+/u).filter(Boolean), body: foldText(entry.body) };
}

/**
 * The entries in which every word of the query occurs, best first: the whole title, its beginning, the beginning of a
 * word in it, anywhere in it, in the body; last a word of the title with one letter wrong.
 */
export function searchTopics<Entry extends SearchEntry>(
  query: string,
  index: readonly Indexed<Entry>[],
  limit: number,
): SearchHit<Entry>[] {
  const folded = foldText(query).trim();
  const words = [...new Set(folded.split(/\s+/).filter(Boolean))];
  if (words.length === 0) return [];
  const hits: SearchHit<Entry>[] = [];
  for (const each of index) {
    const hit = hitOf(each, folded, words);
    if (hit) hits.push(hit);
  }
  return hits.sort(byScore).slice(0, limit);
}

function hitOf<Entry extends SearchEntry>(
  { entry, title, words, body }: Indexed<Entry>,
  query: string,
  wanted: readonly string[],
): SearchHit<Entry> | null {
  let score = title === query ? SCORES.title : title.startsWith(query) ? SCORES.titleStart : 0;
  const titleRanges: Range[] = [];
  let bodyRange: Range | null = null;
  for (const word of wanted) {
    const inTitle = findWord(title, word);
    const inBody = inTitle < 0 ? findWord(body, word) : -1;
    if (inTitle >= 0) {
      titleRanges.push({ start: inTitle, end: inTitle + word.length });
      score += startsWord(title, inTitle) ? SCORES.wordStart : SCORES.inTitle;
    } else if (inBody >= 0) {
      bodyRange ??= { start: inBody, end: inBody + word.length };
      score += SCORES.inBody;
    } else if (word.length >= MIN_SIMILAR_LENGTH && words.some((each) => isOneLetterOff(word, each))) {
      score += SCORES.similar;
    } else return null;
  }
  return { entry, score, titleRanges: titleRanges.sort((left, right) => left.start - right.start), bodyRange };
}

function byScore(left: SearchHit<SearchEntry>, right: SearchHit<SearchEntry>): number {
  if (left.score !== right.score) return right.score - left.score;
  if (left.entry.at !== right.entry.at) return left.entry.at < right.entry.at ? 1 : -1;
  return left.entry.id < right.entry.id ? -1 : 1;
}

/** Where a word begins with it, else anywhere. */
function findWord(text: string, word: string): number {
  const first = text.indexOf(word);
  for (let at = first; at >= 0; at = text.indexOf(word, at + 1)) if (startsWord(text, at)) return at;
  return first;
}

function startsWord(text: string, at: number): boolean {
  return at === 0 || !/[\p{L}\p{N}]/u.test(text[at - 1] as string);
}

/**
 * What a word begins with that somebody may have meant, two letters each: enough to fetch what `searchTopics` then judges.
 * An error in the first two letters is met where they are swapped or one is too many.
 *
 * @param word as it was typed; @returns none where it is too short for an error to be told.
 */
export function likelyBeginnings(word: string): string[] {
  const letters = [...foldText(word)];
  if (letters.length < MIN_SIMILAR_LENGTH) return [];
  const [first, second, third] = letters;
  return [...new Set([`${first}${second}`, `${second}${first}`, `${first}${third}`, `${second}${third}`])];
}

/** Whether a word, or its beginning, becomes the other by one letter changed, added, left out or swapped with the next. */
function isOneLetterOff(typed: string, word: string): boolean {
  if (word.length < typed.length - 1) return false;
  let same = 0;
  while (same < typed.length && typed[same] === word[same]) same += 1;
  const rest = typed.slice(same + 1);
  return (
    word.startsWith(rest, same + 1) || // changed
    word.startsWith(typed.slice(same), same + 1) || // left out
    word.startsWith(rest, same) || // added
    (typed[same] === word[same + 1] &&
      typed[same + 1] === word[same] &&
      word.startsWith(typed.slice(same + 2), same + 2))
  );
}
