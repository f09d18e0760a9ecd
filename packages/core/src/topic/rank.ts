import { generateNKeysBetween } from "fractional-indexing";

type Ranked = { id: string; rank: string };

/** The one order in which ranked things are shown: by fractional key, the id breaking ties, alike on every device. */
export function byRank(left: Ranked, right: Ranked): number {
  if (left.rank !== right.rank) return left.rank < right.rank ? -1 : 1;
  return left.id < right.id ? -1 : left.id > right.id ? 1 : 0;
}

export type Anchor = { before: string } | { after: string } | "first" | "last";

/**
 * Ranks for one thing put among others. Where two people added at one spot at once, neighbours share a key and nothing
 * fits between them; those are re-keyed along with it.
 *
 * @param others in shown order, without the thing itself.
 * @returns the new ranks by id, the moved thing's among them.
 */
export function ranksFor(id: string, anchor: Anchor, others: readonly Ranked[]): Map<string, string> {
  const at = insertionIndex(anchor, others);
  const lower = others[at - 1]?.rank ?? null;
  let end = at;
  while (end < others.length && lower !== null && (others[end]?.rank ?? "") <= lower) end += 1;
  const upper = others[end]?.rank ?? null;
  const rekeyed = others.slice(at, end).map((other) => other.id);
  const keys = generateNKeysBetween(lower, upper, rekeyed.length + 1);
  return new Map([id, ...rekeyed].map((each, index) => [each, keys[index] as string]));
}

function insertionIndex(anchor: Anchor, others: readonly Ranked[]): number {
  if (anchor === "first") return 0;
  if (anchor === "last") return others.length;
  const neighbour = "before" in anchor ? anchor.before : anchor.after;
  const index = others.findIndex((other) => other.id === neighbour);
  if (index < 0) return others.length; // the neighbour has just been moved away by the other person
  return "before" in anchor ? index : index + 1;
}
