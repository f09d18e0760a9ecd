import * as Y from "yjs";
import type { IdRanges } from "./volume-file.ts";

/** The ids of all that an edit of a page's living things can refer to; not those of what was deleted with its parent. */
export function livingIds(doc: Y.Doc): IdRanges {
  const ids: IdRanges = new Map();
  for (const [client, structs] of doc.store.clients) {
    for (const struct of structs) {
      const lives = struct instanceof Y.Item && !(struct.deleted && isAtRoot(struct));
      if (lives) addRange(ids, client, struct.id.clock, struct.length);
    }
  }
  return ids;
}

/** A deleted entry of a root stays behind as a stump; what grows from it belongs to the page, not to a volume. */
function isAtRoot(item: Y.Item): boolean {
  return item.parent instanceof Y.AbstractType && item.parent._item === null;
}

/** To be added in the order of clocks. */
export function addRange(ids: IdRanges, client: number, first: number, count: number): void {
  const ranges = ids.get(client);
  const last = ranges?.at(-1);
  if (last && last[0] + last[1] === first) last[1] += count;
  else if (ranges) ranges.push([first, count]);
  else ids.set(client, [[first, count]]);
}

export function hasId(ids: IdRanges, id: unknown): boolean {
  return id instanceof Y.ID && overlaps(ids, id.client, id.clock, 1).length > 0;
}

/** What of a stretch of clocks is among the ids, in order. */
export function overlaps(ids: IdRanges, client: number, first: number, count: number): [number, number][] {
  const ranges = ids.get(client) ?? [];
  let [low, high] = [0, ranges.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const [start, length] = ranges[middle] as [number, number];
    if (start + length <= first) low = middle + 1;
    else high = middle;
  }
  const found: [number, number][] = [];
  for (const [start, length] of ranges.slice(low)) {
    if (start >= first + count) break;
    const from = Math.max(start, first);
    found.push([from, Math.min(start + length, first + count) - from]);
  }
  return found;
}
