import type * as Y from "yjs";

/** Calls back once after each transaction that changed a fragment or anything inside it. @returns stops observing. */
export function observeNotes(fragment: Y.XmlFragment, changed: () => void): () => void {
  fragment.observeDeep(changed);
  return () => fragment.unobserveDeep(changed);
}
