import { foldText } from "../fold-text.ts";
import { COMMON_WORDS } from "./common-words.ts";
import { stemWord } from "./stem-word.ts";
import { WORD_GROUPS } from "./word-groups.ts";

/** What a text has in common with others, by mark: the stem of a word, or "#" and a group's name. */
export type Marks = ReadonlyMap<string, string>; // mark → the words in the text that gave it

const MIN_LENGTH = 2; // letters; "CI" is a subject
const MIN_PART_LENGTH = 5; // letters of a group's word inside a compound ("Gehaltsgespräch"); shorter ones hit by chance
const MIN_COMPOUND_LENGTH = 8;
const MAX_PHRASE_WORDS = 3;

const common = new Set(COMMON_WORDS.split(/\s+/).map((word) => stemWord(foldText(word))));
const groupsOf = readGroups();

/** The marks of a text, in the order in which they occur. */
export function marksOf(text: string): Marks {
  const marks = new Map<string, string>();
  const words = [...text.matchAll(/[\p{L}\p{N}]+/gu)].map((match) => ({
    said: match[0],
    stem: stemWord(foldText(match[0])),
    at: match.index,
  }));
  for (let index = 0; index < words.length; ) {
    const phrase = longestPhrase(words.slice(index, index + MAX_PHRASE_WORDS));
    const [first] = phrase;
    const last = phrase.at(-1);
    if (!first || !last) break;
    const said = text.slice(first.at, last.at + last.said.length);
    for (const group of groupsOfWord(stemsOf(phrase))) add(`#${group}`, said);
    if (phrase.length === 1 && isTelling(first.stem)) add(first.stem, said);
    index += phrase.length; // the "call" of "on call" is none of the calls that fill a calendar
  }
  return marks;

  function add(mark: string, said: string): void {
    if (!marks.has(mark)) marks.set(mark, said);
  }
}

type Word = { said: string; stem: string; at: number };

function longestPhrase(words: readonly Word[]): readonly Word[] {
  for (let count = words.length; count > 1; count -= 1) {
    if (groupsOf.has(stemsOf(words.slice(0, count)))) return words.slice(0, count);
  }
  return words.slice(0, 1);
}

function stemsOf(words: readonly Word[]): string {
  return words.map(({ stem }) => stem).join(" ");
}

function isTelling(stem: string): boolean {
  return stem.length >= MIN_LENGTH && !common.has(stem) && !/^\p{N}+$/u.test(stem);
}

/** Those of the word, or of the longest word of a group with which a compound begins or ends. */
function groupsOfWord(stem: string): readonly string[] {
  const exact = groupsOf.get(stem);
  if (exact || stem.length < MIN_COMPOUND_LENGTH) return exact ?? [];
  for (let length = stem.length - 1; length >= MIN_PART_LENGTH; length -= 1) {
    const inside = groupsOf.get(stem.slice(0, length)) ?? groupsOf.get(stem.slice(-length));
    if (inside) return inside;
  }
  return [];
}

function readGroups(): Map<string, string[]> {
  const byWord = new Map<string, string[]>();
  for (const [group, words] of Object.entries(WORD_GROUPS)) {
    for (const word of words.split(" ")) {
      const key = word
        .split("_")
        .map((each) => stemWord(foldText(each)))
        .join(" ");
      if (common.has(key)) continue;
      const known = byWord.get(key) ?? [];
      if (!known.includes(group)) byWord.set(key, [...known, group]);
    }
  }
  return byWord;
}
