import { generateNKeysBetween } from "fractional-indexing";

type Ranked = { id: string; rank: string };

/** The one order in which ranked things are shown: by fractional key, the id breaking ties, alike on every device. */
export function byRank(left: Ranked, right: Ranked): number {
  if (left.rank !== right.rank) return left.rank < right.rank ? -1 : 1;
  return left.id < right.id ? -1 : left.id > right.id ? 1 : 0;
}

// An integer part whose length its first letter tells, then digits that do not end in 0: see fractional-indexing.
const RANK_PATTERN = /^[A-Za-z][0-9A-Za-z]*$/;
const MAX_RANK_LENGTH = 200;
const LONG_RANK = 40; // characters: some 200 insertions at one spot; then the whole place is numbered anew
const SMALLEST_INTEGER = `A${"0".repeat(26)}`;

/** What an unreadable rank counts as. */
export const DEFAULT_RANK = "a0";

/** Whether a peer's value can be calculated with; anything else would make the arithmetic throw. */
export function isRank(value: unknown): value is string {
  if (typeof value !== "string" || value.length > MAX_RANK_LENGTH || !RANK_PATTERN.test(value)) return false;
  const head = value.charCodeAt(0);
  const integerLength = head >= 97 ? head - 97 + 2 : 90 - head + 2;
  if (value.length < integerLength || value === SMALLEST_INTEGER) return false;
  return value.length === integerLength || !value.endsWith("0");
}

export type Anchor = { before: string } | { after: string } | "first" | "last";

/**
 * Ranks for one thing put among others. Where two people added at one spot at once, neighbours share a key and nothing
 * fits between them; those are re-keyed along with it. Where keys have grown long, all are.
 *
 * @param others in shown order, without the thing itself; their ranks are ones that `isRank`.
 * @returns the new ranks by id, the moved thing's among them.
 */
export function ranksFor(id: string, anchor: Anchor, others: readonly Ranked[]): Map<string, string> {
  const at = insertionIndex(anchor, others);
  const lower = others[at - 1]?.rank ?? null;
  let end = at;
  while (end < others.length && lower !== null && (others[end]?.rank ?? "") <= lower) end += 1;
  const upper = others[end]?.rank ?? null;
  const ids = [id, ...others.slice(at, end).map((other) => other.id)];
  const keys = generateNKeysBetween(lower, upper, ids.length);
  if (keys.some((key) => key.length > LONG_RANK)) return numberAnew(id, at, others);
  return rankEach(ids, keys);
}

/**
 * Ranks that put things into another order. The keys that are there change hands, so that two people who sort the same
 * things write the same; only where two share a key are all made anew.
 *
 * @param wanted the same things in the order in which they shall be.
 */
export function ranksInOrder(wanted: readonly Ranked[]): Map<string, string> {
  const ids = wanted.map(({ id }) => id);
  const keys = wanted.map(({ rank }) => rank).sort((left, right) => (left < right ? -1 : left > right ? 1 : 0));
  const areDistinct = new Set(keys).size === keys.length;
  return rankEach(ids, areDistinct ? keys : generateNKeysBetween(null, null, ids.length));
}

function numberAnew(id: string, at: number, others: readonly Ranked[]): Map<string, string> {
  const ids = others.map((other) => other.id);
  ids.splice(at, 0, id);
  return rankEach(ids, generateNKeysBetween(null, null, ids.length));
}

function rankEach(ids: readonly string[], keys: readonly string[]): Map<string, string> {
  return new Map(ids.map((id, index) => [id, keys[index] as string]));
}

function insertionIndex(anchor: Anchor, others: readonly Ranked[]): number {
  if (anchor === "first") return 0;
  if (anchor === "last") return others.length;
  const neighbour = "before" in anchor ? anchor.before : anchor.after;
  const index = others.findIndex((other) => other.id === neighbour);
  if (index < 0) return others.length; // the neighbour has just been moved away by the other person
  return "before" in anchor ? index : index + 1;
}
