import type { PairNote } from "@candor/core/notebook/note.ts";
import type { Notebook } from "../notebook/notebook.ts";

type IndexParts<Index> = {
  make: () => Index;
  /** what of a note goes into the index; a note is put in again when this has changed */
  read: (note: PairNote) => string;
  put: (index: Index, note: PairNote) => void;
  remove: (index: Index, id: string) => void;
};

type Kept<Index> = { index: Index; read: Map<string, string>; of: readonly PairNote[] | null };

/**
 * An index over the notes that are not in the bin, begun when it is first asked for; only what changed since is read
 * again. It lives in memory alone, and nothing of it outlives the lock.
 */
export function keptIndex<Index>(parts: IndexParts<Index>): (notebook: Notebook, notes: readonly PairNote[]) => Index {
  const all = new WeakMap<Notebook, Kept<Index>>();
  return (notebook, notes) => {
    const kept = all.get(notebook) ?? keep(notebook);
    if (kept.of !== notes) bringUpToDate(kept, notes);
    return kept.index;
  };

  function keep(notebook: Notebook): Kept<Index> {
    const made: Kept<Index> = { index: parts.make(), read: new Map(), of: null };
    all.set(notebook, made);
    const stop = notebook.state.subscribe(({ type }) => {
      if (type === "open") return;
      all.delete(notebook);
      queueMicrotask(() => stop());
    });
    return made;
  }

  function bringUpToDate(kept: Kept<Index>, notes: readonly PairNote[]): void {
    kept.of = notes;
    const gone = new Set(kept.read.keys());
    for (const note of notes) {
      if (note.binnedAt !== null) continue;
      gone.delete(note.id);
      const read = parts.read(note);
      if (kept.read.get(note.id) === read) continue;
      kept.read.set(note.id, read);
      parts.put(kept.index, note);
    }
    for (const id of gone) {
      kept.read.delete(id);
      parts.remove(kept.index, id);
    }
  }
}
