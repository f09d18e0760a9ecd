import { createLikenessIndex, LIKENESS_RULES, type LikenessRules } from "@candor/core/theme/like-notes.ts";
import { marksOf } from "@candor/core/theme/marks-of.ts";
import { LABELLED_NOTES, type LabelledNote } from "@candor/fixtures/labelled-notes.ts";
import { seededRandom } from "@candor/fixtures/random.ts";
import { printTable } from "./sync/print-table.ts";

// How well notes about different people that belong together are found, on 120 labelled notes. The threshold of each
// variant is the one that finds most on the "dev" half with a precision of at least 0.8; the "held_out" half is counted with it.

type Pairs = { found: number; wrong: number; missed: number };
type Variant = { name: string; marksOf: LikenessRules["marksOf"]; groupWeight: number; secondLook?: boolean };

const GOALS = { precision: 0.8, recall: 0.7 };
const words = (text: string) => new Map([...marksOf(text)].filter(([mark]) => !mark.startsWith("#")));
const variants: Variant[] = [
  { name: "words as they are written", marksOf: writtenWords, groupWeight: 1 },
  { name: "stems of words", marksOf: words, groupWeight: 1 },
  { name: "stretches of four letters", marksOf: fourLetters, groupWeight: 1 },
  { name: "stems and letters", marksOf: (text) => new Map([...fourLetters(text), ...words(text)]), groupWeight: 1 },
  { name: "stems and groups, weight 1", marksOf, groupWeight: 1 },
  { name: "stems and groups, weight 2", marksOf, groupWeight: 2 },
  { name: "stems and groups, weight 3", marksOf, groupWeight: 3 },
  { name: "the same at weight 2, and what is like those", marksOf, groupWeight: 2, secondLook: true },
];
const dev = LABELLED_NOTES.filter(({ split }) => split === "dev");
const heldOut = LABELLED_NOTES.filter(({ split }) => split === "held_out");

printTable(
  ["tried", "threshold", "dev precision", "dev recall", "held-out precision", "held-out recall"],
  variants.map((variant) => {
    const scores = scoresOf(dev, variant);
    const threshold = thresholdFor(dev, scores);
    if (threshold === null) return [variant.name, "none keeps to it", "–", "–", "–", "–"];
    return [
      variant.name,
      threshold.toFixed(2),
      ...shares(count(dev, scores, threshold)),
      ...shares(count(heldOut, scoresOf(heldOut, variant), threshold)),
    ];
  }),
);

console.log(`\nAs it is in the product (weight ${LIKENESS_RULES.groupWeight}, threshold ${LIKENESS_RULES.threshold}):`);
const kept = { name: "kept", ...LIKENESS_RULES };
const parts: [string, readonly LabelledNote[]][] = [
  ["dev, 60 notes", dev],
  ["held out, 60 notes", heldOut],
  ["held out, English", heldOut.filter(({ language }) => language === "en")],
  ["held out, German", heldOut.filter(({ language }) => language === "de")],
  ["all 120", LABELLED_NOTES],
];
printTable(
  ["notes", "pairs found", "wrong", "missed", "precision", "recall"],
  parts.map(([name, notes]) => {
    const pairs = count(notes, scoresOf(notes, kept), LIKENESS_RULES.threshold);
    return [name, pairs.found, pairs.wrong, pairs.missed, ...shares(pairs)];
  }),
);
console.log("\nAll 120 by threshold, for whoever would rather miss more and err less:");
const together = scoresOf(LABELLED_NOTES, kept);
printTable(
  ["threshold", "precision", "recall"],
  [0.12, 0.16, 0.2, 0.24, 0.28].map((each) => [each.toFixed(2), ...shares(count(LABELLED_NOTES, together, each))]),
);
timeOver(5_000);

const result = count(heldOut, scoresOf(heldOut, kept), LIKENESS_RULES.threshold);
const isMet = precisionOf(result) >= GOALS.precision && recallOf(result) >= GOALS.recall;
console.log(
  `Goal on held-out notes, precision ${GOALS.precision} and recall ${GOALS.recall}: ${isMet ? "met" : "NOT met"}.`,
);
process.exitCode = isMet ? 0 : 1;

function scoresOf(notes: readonly LabelledNote[], variant: Variant): Map<string, number> {
  const index = createLikenessIndex({ ...variant, threshold: 0 });
  for (const note of notes) index.put(note);
  const direct = new Map<string, number>();
  for (const note of notes) for (const { id, score } of index.like(note)) direct.set(pairKey(note.id, id), score);
  if (!variant.secondLook) return direct;
  const scores = new Map(direct);
  for (const [left, right] of pairsOf(notes)) {
    const over = notes.map(({ id }) =>
      Math.min(direct.get(pairKey(left.id, id)) ?? 0, direct.get(pairKey(right.id, id)) ?? 0),
    );
    const key = pairKey(left.id, right.id);
    scores.set(key, Math.max(direct.get(key) ?? 0, 0.8 * Math.max(...over)));
  }
  return scores;
}

function thresholdFor(notes: readonly LabelledNote[], scores: ReadonlyMap<string, number>): number | null {
  let best: { threshold: number | null; recall: number } = { threshold: null, recall: 0 };
  for (let threshold = 0.01; threshold < 1; threshold += 0.01) {
    const pairs = count(notes, scores, threshold);
    const recall = recallOf(pairs);
    if (precisionOf(pairs) >= GOALS.precision && recall >= best.recall) best = { threshold, recall };
  }
  return best.threshold;
}

function count(notes: readonly LabelledNote[], scores: ReadonlyMap<string, number>, threshold: number): Pairs {
  const pairs = { found: 0, wrong: 0, missed: 0 };
  for (const [left, right] of pairsOf(notes)) {
    const belong = left.theme !== null && left.theme === right.theme;
    const isFound = (scores.get(pairKey(left.id, right.id)) ?? 0) >= threshold;
    if (isFound) pairs[belong ? "found" : "wrong"] += 1;
    else if (belong) pairs.missed += 1;
  }
  return pairs;
}

function* pairsOf(notes: readonly LabelledNote[]): Generator<[LabelledNote, LabelledNote]> {
  for (const [at, left] of notes.entries()) {
    for (const right of notes.slice(at + 1)) if (left.person !== right.person) yield [left, right];
  }
}

function pairKey(left: string, right: string): string {
  return left < right ? `${left}|${right}` : `${right}|${left}`;
}

function precisionOf({ found, wrong }: Pairs): number {
  return found + wrong === 0 ? 0 : found / (found + wrong);
}

function recallOf({ found, missed }: Pairs): number {
  return found / (found + missed);
}

function shares(pairs: Pairs): string[] {
  return [precisionOf(pairs).toFixed(2), recallOf(pairs).toFixed(2)];
}

function writtenWords(text: string): Map<string, string> {
  return new Map([...text.toLowerCase().matchAll(/[\p{L}\p{N}]+/gu)].map(([word]) => [word, word]));
}

function fourLetters(text: string): Map<string, string> {
  const marks = new Map<string, string>();
  for (const [word] of words(text)) {
    const edged = ` ${word} `;
    for (let at = 0; at + 4 <= edged.length; at += 1) marks.set(`~${edged.slice(at, at + 4)}`, word);
  }
  return marks;
}

/** Notes put together from the words of the labelled ones, so that words are as frequent as there. */
function timeOver(size: number): void {
  const random = seededRandom(5);
  const index = createLikenessIndex();
  const begun = performance.now();
  for (let id = 0; id < size; id += 1) {
    const halves = [0, 1].map(() => random.pick(LABELLED_NOTES).text);
    const text = halves
      .map((half, at) => (at ? half.slice(half.length / 2) : half.slice(0, half.length / 2)))
      .join(" ");
    index.put({ id: String(id), person: String(id % 20), text });
  }
  const ready = performance.now() - begun;
  const times = LABELLED_NOTES.map((note) => {
    const before = performance.now();
    index.like(note, 20);
    return performance.now() - before;
  }).sort((left, right) => left - right);
  const at = (share: number) => (times[Math.ceil(times.length * share) - 1] ?? 0).toFixed(1);
  console.log(
    `\n${size} notes: ready in ${ready.toFixed(0)} ms; one note compared in p50 ${at(0.5)} ms, p99 ${at(0.99)} ms.`,
  );
}
