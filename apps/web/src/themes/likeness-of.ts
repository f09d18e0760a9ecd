import type { PairNote } from "@candor/core/notebook/note.ts";
import { createLikenessIndex, type LikenessIndex } from "@candor/core/theme/like-notes.ts";
import type { Notebook } from "../notebook/notebook.ts";
import { keptIndex } from "./kept-index.ts";

/** @returns gives the notes made ready for comparison. @param personOf who the other of a pair is */
export function likenessBy(
  personOf: (pair: string) => string,
): (notebook: Notebook, notes: readonly PairNote[]) => LikenessIndex {
  return keptIndex({
    make: () => createLikenessIndex(),
    read: ({ pair, text }) => `${personOf(pair)}\n${text}`,
    put: (index, { id, pair, text }) => index.put({ id, person: personOf(pair), text }),
    remove: (index, id) => index.remove(id),
  });
}
