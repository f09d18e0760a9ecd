/** A pair, by its places in both rows; what stands between it and the pair before has none. */
export type Step = { left: number; right: number };

const MOST_COMPARED = 1_000_000; // pairs: some tens of milliseconds, and as much memory as a page

/** What is worth as much as this, or more, is the same. */
export const SAME = 2;

/**
 * Pairs what stands in one row with what stands in another, in the order of both, so that the pairs are worth as much as
 * can be together. Where that is far too much to compare, only what both begin and end with is paired.
 *
 * @param worth of a pair of places; 0: they are no pair.
 * @returns the pairs, and as the last one the ends of both rows.
 */
export function align(left: number, right: number, worth: (left: number, right: number) => number): Step[] {
  const most = Math.min(left, right);
  let start = 0;
  while (start < most && worth(start, start) >= SAME) start += 1;
  let end = 0;
  while (end < most - start && worth(left - 1 - end, right - 1 - end) >= SAME) end += 1;
  const steps = Array.from({ length: start }, (_, at): Step => ({ left: at, right: at }));
  if ((left - start - end) * (right - start - end) <= MOST_COMPARED)
    steps.push(...alignMiddle({ left: start, right: start }, { left: left - end, right: right - end }, worth));
  for (; end >= 0; end -= 1) steps.push({ left: left - end, right: right - end });
  return steps;
}

function alignMiddle(from: Step, to: Step, worth: (left: number, right: number) => number): Step[] {
  const width = to.right - from.right + 1;
  const best = new Float64Array((to.left - from.left + 1) * width); // of what is left of both rows from a pair on
  const at = (l: number, r: number) => (l - from.left) * width + r - from.right;
  const bestAt = (l: number, r: number) => best[at(l, r)] ?? 0;
  for (let l = to.left - 1; l >= from.left; l -= 1)
    for (let r = to.right - 1; r >= from.right; r -= 1) {
      const own = worth(l, r);
      best[at(l, r)] = Math.max(bestAt(l + 1, r), bestAt(l, r + 1), own && own + bestAt(l + 1, r + 1));
    }
  const steps: Step[] = [];
  for (let { left: l, right: r } = from; l < to.left && r < to.right; ) {
    const own = worth(l, r);
    if (own && bestAt(l, r) === own + bestAt(l + 1, r + 1)) {
      steps.push({ left: l, right: r });
      l += 1;
      r += 1;
    } else if (bestAt(l, r) === bestAt(l + 1, r)) l += 1;
    else r += 1;
  }
  return steps;
}
