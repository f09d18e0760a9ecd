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
  /** how much is taken off for how like the two are to all notes at large: what is like everything tells nothing */
  familiarity: number;
  /** the least score that is worth pointing out */
  threshold: number;
};

/** Chosen on the notes marked "dev"; docs/similar-notes.md has the figures of these and of what else was tried. */
export const LIKENESS_RULES: LikenessRules = { marksOf, groupWeight: 3, familiarity: 8, threshold: 0.08 };

const FEWEST_NOTES = 100; // with fewer, how like a note is to all others says little, and is taken as among so many
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
  /** all passages, each of length one, added up */
  const sum = new Map<string, number>();
  let passageCount = 0;

  function put({ id, person, text }: ComparedNote): void {
    remove(id);
    const passages = readPassages(id, person, text);
    notes.set(id, { person, passages });
    passageCount += passages.length;
    for (const passage of passages) {
      for (const mark of passage.marks.keys()) {
        const known = postings.get(mark);
        if (known) known.add(passage);
        else postings.set(mark, new Set([passage]));
        sum.set(mark, (sum.get(mark) ?? 0) + weigh(mark) / passage.length);
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
        sum.set(mark, (sum.get(mark) ?? 0) - weigh(mark) / passage.length);
        if (known?.size !== 0) continue;
        postings.delete(mark);
        sum.delete(mark); // with what rounding left
      }
    }
  }

  function like({ id, person, text }: ComparedNote, limit = Number.POSITIVE_INFINITY): LikeNote[] {
    const best = new Map<string, LikeNote>();
    const familiarities = new Map<Passage, number>();
    for (const passage of readPassages(id, person, text)) {
      const familiar = familiarityOf(passage);
      const candidates = new Set<Passage>();
      for (const mark of passage.marks.keys()) for (const each of postings.get(mark) ?? []) candidates.add(each);
      for (const other of candidates) {
        if (other.id === id || other.person === person) continue;
        let theirs = familiarities.get(other);
        if (theirs === undefined) {
          theirs = familiarityOf(other);
          familiarities.set(other, theirs);
        }
        const score = cosine(passage, other) - (rules.familiarity * (familiar + theirs)) / 2;
        if (score < rules.threshold || score <= (best.get(other.id)?.score ?? 0)) continue;
        const shared = [...passage.marks.keys()].filter((mark) => other.marks.has(mark));
        shared.sort((left, right) => weigh(right) - weigh(left));
        const words = wordsFor(shared, passage.marks, other.marks);
        best.set(other.id, { id: other.id, person: other.person, score, shared: words });
      }
    }
    return [...best.values()].sort(byScore).slice(0, limit);
  }

  function weigh(mark: string): number {
    return isGroup(mark) ? rules.groupWeight : 1;
  }

  /** Those that say anything. */
  function readPassages(id: string, person: string, text: string): Passage[] {
    return passagesOf(text).flatMap((passage) => {
      const marks = rules.marksOf(passage);
      return marks.size === 0 ? [] : [{ id, person, marks, length: Math.hypot(...[...marks.keys()].map(weigh)) }];
    });
  }

  function cosine(left: Passage, right: Passage): number {
    let product = 0;
    for (const mark of left.marks.keys()) if (right.marks.has(mark)) product += weigh(mark) ** 2;
    return product / (left.length * right.length);
  }

  /** How like a passage is to those of other notes on the average: close to nothing for most. */
  function familiarityOf(passage: Passage): number {
    let all = 0;
    for (const mark of passage.marks.keys()) all += (weigh(mark) / passage.length) * (sum.get(mark) ?? 0);
    for (const own of notes.get(passage.id)?.passages ?? []) all -= cosine(passage, own);
    return all / Math.max(FEWEST_NOTES, passageCount);
  }

  return { put, remove, like };
}

type Passage = {
  id: string;
  person: string;
  marks: Marks;
  /** of its weights */
  length: number;
};

function isGroup(mark: string): boolean {
  return mark.startsWith("#");
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
