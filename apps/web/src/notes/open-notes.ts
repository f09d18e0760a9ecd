import type * as Y from "yjs";
import type { CaretTarget } from "./mount-notes.ts";

const openers = new Map<Y.XmlFragment, (target: CaretTarget) => void>();

/** Makes a text on the screen open for `openNotes`. @returns takes it away again. */
export function offerNotes(fragment: Y.XmlFragment, open: (target: CaretTarget) => void): () => void {
  openers.set(fragment, open);
  return () => {
    if (openers.get(fragment) === open) openers.delete(fragment);
  };
}

/** Opens the editor on a text, for example because Enter was pressed on its topic. @returns false: it isn't shown. */
export function openNotes(fragment: Y.XmlFragment | null, target: CaretTarget = { type: "end" }): boolean {
  const open = fragment && openers.get(fragment);
  open?.(target);
  return open !== undefined && open !== null;
}
