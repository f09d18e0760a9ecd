import type * as Y from "yjs";
import { touchedThings } from "./touched-things.ts";

/**
 * Calls back once after each transaction that changed a page, with what `touchedThings` says of it.
 *
 * @returns stops observing.
 */
export function observeEdited(
  doc: Y.Doc,
  edited: (ids: ReadonlySet<string>, transaction: Y.Transaction) => void,
): () => void {
  const afterTransaction = (transaction: Y.Transaction) => {
    const ids = touchedThings(doc, transaction);
    if (ids.size > 0) edited(ids, transaction);
  };
  doc.on("afterTransaction", afterTransaction);
  return () => doc.off("afterTransaction", afterTransaction);
}
