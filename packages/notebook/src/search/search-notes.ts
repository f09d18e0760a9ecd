import { foldText } from "@candor/core/fold-text.ts";

/** A note as it is searched. */
export type SearchedNote = {
  id: string;
  text: string;
  /** words that find it too, though they stand beside it: whom it is about, the topic's title */
  beside: string;
  /** ISO instant of the last change */
  at: string;
};

/** A stretch [start, end) of a note's text. */
export type Range = { start: number; end: number };

export type NoteHit = {
  id: string;
  /** higher is better; of two that fit equally the newer one is first */
  score: number;
  /** what to mark in the text, in order and apart from each other; empty where all was found beside it */
  ranges: Range[];
};

const SCORES = { wholeWord: 3, wordStart: 2, beside: 1, together: 3, newest: 2 };
const HALF_LIFE_DAYS = 90; // what fits as well as another, and is a quarter older, is worth half as much for its age
const DAY_MS = 86_400_000;
const MAX_WORDS = 12; // of a query; what is pasted into the field by mistake need not be looked for to its end
const MAX_MARKS = 40; // for each word of it

/** Unlocked notes, made ready for searching, in memory alone; put a note in again when it changes. */
export type NoteSearch = {
  put: (note: SearchedNote) => void;
  remove: (id: string) => void;
  /**
   * The notes in which every word of the query begins a word, best first. Case and accents don't count.
   *
   * @param now ISO instant, which age is counted to.
   */
  search: (query: string, now: string, limit: number) => NoteHit[];
  clear: () => void;
};

export function createNoteSearch(): NoteSearch {
  // Scanned as a whole: five thousand notes are a megabyte, and that takes a few milliseconds and has no index to keep right.
  const notes = new Map<string, Ready>();
  return {
    put: ({ id, text, beside, at }) => {
      const time = Date.parse(at);
      notes.set(id, { id, text: foldText(text), beside: foldText(beside), at: Number.isNaN(time) ? 0 : time });
    },
    remove: (id) => {
      notes.delete(id);
    },
    search: (query, now, limit) => {
      const phrase = foldText(query).trim();
      const words = [...new Set(phrase.match(/[\p{L}\p{N}]+/gu))].slice(0, MAX_WORDS);
      if (words.length === 0) return [];
      const until = Date.parse(now);
      const found: Found[] = [];
      for (const note of notes.values()) {
        const score = scoreOf(note, words, phrase, until);
        if (score > 0) found.push({ note, score });
      }
      return found
        .sort(byScore)
        .slice(0, limit)
        .map(({ note, score }) => ({ id: note.id, score, ranges: rangesIn(note.text, words) }));
    },
    clear: () => notes.clear(),
  };
}

type Ready = { id: string; text: string; beside: string; at: number };

type Found = { note: Ready; score: number };

/** @returns 0 where a word is missing. */
function scoreOf({ text, beside, at }: Ready, words: readonly string[], phrase: string, until: number): number {
  let score = 0;
  for (const word of words) {
    const start = findWordStart(text, word, 0);
    if (start >= 0) score += endsWord(text, start + word.length) ? SCORES.wholeWord : SCORES.wordStart;
    else if (findWordStart(beside, word, 0) >= 0) score += SCORES.beside;
    else return 0;
  }
  if (words.length > 1 && text.includes(phrase)) score += SCORES.together;
  const days = Math.max(0, until - at) / DAY_MS;
  return score + SCORES.newest * 2 ** (-days / HALF_LIFE_DAYS);
}

function byScore(left: Found, right: Found): number {
  if (left.score !== right.score) return right.score - left.score;
  return left.note.id < right.note.id ? -1 : 1;
}

/** Folded text is as long as the text, so a place in one is a place in the other. */
function rangesIn(text: string, words: readonly string[]): Range[] {
  const ranges: Range[] = [];
  for (const word of words) {
    let marks = 0;
    for (let at = findWordStart(text, word, 0); at >= 0 && marks < MAX_MARKS; at = findWordStart(text, word, at + 1)) {
      ranges.push({ start: at, end: at + word.length });
      marks += 1;
    }
  }
  ranges.sort((left, right) => left.start - right.start || right.end - left.end);
  // "on" and "only" both mark the beginning of "only": the longer one holds the other.
  return ranges.filter(({ start }, at) => ranges[at - 1]?.start !== start);
}

function findWordStart(text: string, word: string, from: number): number {
  for (let at = text.indexOf(word, from); at >= 0; at = text.indexOf(word, at + 1)) {
    if (at === 0 || !isWordUnit(text, at - 1)) return at;
  }
  return -1;
}

function endsWord(text: string, end: number): boolean {
  return end === text.length || !isWordUnit(text, end);
}

function isWordUnit(text: string, at: number): boolean {
  return /[\p{L}\p{N}]/u.test(text[at] ?? "");
}
