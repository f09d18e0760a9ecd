import type * as Y from "yjs";
import { find, type Root, setChanged } from "../roots.ts";

export function applyRanks(doc: Y.Doc, root: Root, ranks: ReadonlyMap<string, string>): void {
  for (const [id, rank] of ranks) {
    const map = find(doc, root, id);
    if (map) setChanged(map, { rank });
  }
}
