import { type Marks, marksOf } from "./marks-of.ts";

/** A note as it is compared. `person` is whoever it is about; notes about one person are never held against each other. */
export type ComparedNote = { id: string; person: string; text: string };

/** The words in the new note and in the other that made them alike; equal where both say the same. */
export type SharedWords = { here: string; there: string };

export type LikeNote = {
  id: string;
  person: string;
  /** 0 to 1 */
  score: number;
  /** most telling first; never empty */
  shared: SharedWords[];
};

export type LikenessRules = {
  marksOf: (text: string) => Marks;
  /** how much more a group of words with one meaning tells than a single word */
  groupWeight: number;
  /** the least score that is worth pointing out */
  threshold: number;
};

/** Chosen on the notes marked "dev"; docs/similar-notes.md has the figures of these and of what else was tried. */
export const LIKENESS_RULES: LikenessRules = { marksOf, groupWeight: 2, threshold: 0.16 };

const FEWEST_NOTES = 100; // with fewer, how rare a word is says little, and is taken as in so many
const MAX_PASSAGE = 280; // characters: what is longer speaks of several things, and is compared sentence by sentence

/** Notes made ready for comparison. Keep one while the notebook is open: a note is put in again when it changes. */
export type LikenessIndex = {
  put: (note: ComparedNote) => void;
  remove: (id: string) => void;
  /**
   * The notes about others that are like this one, best first. With several passages in a note the best pair counts.
   *
   * @param note `id` is left out of the answer, and may be in the index or not.
   */
  like: (note: ComparedNote, limit?: number) => LikeNote[];
};

export function createLikenessIndex(rules: LikenessRules = LIKENESS_RULES): LikenessIndex {
  const notes = new Map<string, { person: string; passages: Passage[] }>();
  const postings = new Map<string, Set<Passage>>();
  let passageCount = 0;

  function put({ id, person, text }: ComparedNote): void {
    remove(id);
    const passages = passagesOf(text).map((passage) => ({ id, person, marks: rules.marksOf(passage) }));
    notes.set(id, { person, passages });
    passageCount += passages.length;
    for (const passage of passages) {
      for (const mark of passage.marks.keys()) {
        const known = postings.get(mark);
        if (known) known.add(passage);
        else postings.set(mark, new Set([passage]));
      }
    }
  }

  function remove(id: string): void {
    const passages = notes.get(id)?.passages ?? [];
    notes.delete(id);
    passageCount -= passages.length;
    for (const passage of passages) {
      for (const mark of passage.marks.keys()) {
        const known = postings.get(mark);
        known?.delete(passage);
        if (known?.size === 0) postings.delete(mark);
      }
    }
  }

  function like({ id, person, text }: ComparedNote, limit = Number.POSITIVE_INFINITY): LikeNote[] {
    const weights = new Map<string, number>();
    const weigh = (mark: string): number => {
      let weight = weights.get(mark);
      if (weight === undefined) {
        const rarity = Math.log(1 + Math.max(FEWEST_NOTES, passageCount) / Math.max(1, postings.get(mark)?.size ?? 0));
        weight = Math.min(rarity, MAX_RARITY) * (isGroup(mark) ? rules.groupWeight : 1);
        weights.set(mark, weight);
      }
      return weight;
    };
    const best = new Map<string, LikeNote>();
    for (const passage of passagesOf(text)) {
      const marks = rules.marksOf(passage);
      const length = lengthOf(marks, weigh);
      const candidates = new Set<Passage>();
      for (const mark of marks.keys()) for (const each of postings.get(mark) ?? []) candidates.add(each);
      for (const other of candidates) {
        if (other.id === id || other.person === person) continue;
        const shared = [...marks.keys()].filter((mark) => other.marks.has(mark));
        const product = shared.reduce((sum, mark) => sum + weigh(mark) ** 2, 0);
        const score = product / (length * lengthOf(other.marks, weigh));
        if (score < rules.threshold || score <= (best.get(other.id)?.score ?? 0)) continue;
        shared.sort((left, right) => weigh(right) - weigh(left));
        best.set(other.id, { id: other.id, person: other.person, score, shared: wordsFor(shared, marks, other.marks) });
      }
    }
    return [...best.values()].sort(byScore).slice(0, limit);
  }

  return { put, remove, like };
}

type Passage = { id: string; person: string; marks: Marks };

const MAX_RARITY = Math.log(1 + FEWEST_NOTES); // so that one word used once outweighs no subject in a large notebook

function isGroup(mark: string): boolean {
  return mark.startsWith("#");
}

function lengthOf(marks: Marks, weigh: (mark: string) => number): number {
  let sum = 0;
  for (const mark of marks.keys()) sum += weigh(mark) ** 2;
  return Math.sqrt(sum);
}

/** A word and its group say the same twice; each pair of words is named once. */
function wordsFor(shared: readonly string[], here: Marks, there: Marks): SharedWords[] {
  const pairs: SharedWords[] = [];
  for (const mark of shared) {
    const pair = { here: here.get(mark) ?? "", there: there.get(mark) ?? "" };
    if (!pairs.some((known) => known.here === pair.here && known.there === pair.there)) pairs.push(pair);
  }
  return pairs;
}

function passagesOf(text: string): string[] {
  return text
    .split(/\n+/)
    .flatMap((line) => (line.length <= MAX_PASSAGE ? [line] : line.split(/(?<=[.!?])\s+/)))
    .filter((passage) => passage.trim() !== "");
}

function byScore(left: LikeNote, right: LikeNote): number {
  if (left.score !== right.score) return right.score - left.score;
  return left.id < right.id ? -1 : left.id > right.id ? 1 : 0;
}
