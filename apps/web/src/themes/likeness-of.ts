import type { PairNote } from "@candor/core/notebook/note.ts";
import { createLikenessIndex, type LikenessIndex } from "@candor/core/theme/like-notes.ts";
import type { Notebook } from "../notebook/notebook.ts";

type Kept = { index: LikenessIndex; notes: Map<string, string>; of: readonly PairNote[] | null };

// In memory alone, and gone with the notes: nothing of it outlives the lock.
const kept = new WeakMap<Notebook, Kept>();

/** The notes that are not in the bin, made ready for comparison; only what changed since is read again. */
export function likenessOf(notebook: Notebook, notes: readonly PairNote[]): LikenessIndex {
  const known = kept.get(notebook) ?? keep(notebook);
  if (known.of === notes) return known.index;
  known.of = notes;
  const gone = new Set(known.notes.keys());
  for (const { id, pair, text, binnedAt } of notes) {
    if (binnedAt !== null) continue;
    gone.delete(id);
    if (known.notes.get(id) === text) continue;
    known.notes.set(id, text);
    known.index.put({ id, person: pair, text });
  }
  for (const id of gone) {
    known.notes.delete(id);
    known.index.remove(id);
  }
  return known.index;
}

function keep(notebook: Notebook): Kept {
  const made: Kept = { index: createLikenessIndex(), notes: new Map(), of: null };
  kept.set(notebook, made);
  const stop = notebook.state.subscribe(({ type }) => {
    if (type === "open") return;
    kept.delete(notebook);
    queueMicrotask(() => stop());
  });
  return made;
}
