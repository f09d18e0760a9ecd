import type * as Y from "yjs";
import { ArrivedUpdate } from "../edit.ts";
import { touchedThings } from "./touched-things.ts";

/**
 * Calls back once after each transaction that changed a page, with what `touchedThings` says of it.
 *
 * @param edited `mine` is true for what was edited on this device, whatever the tab.
 * @returns stops observing.
 */
export function observeEdited(doc: Y.Doc, edited: (ids: ReadonlySet<string>, mine: boolean) => void): () => void {
  const afterTransaction = (transaction: Y.Transaction) => {
    const ids = touchedThings(doc, transaction);
    if (ids.size > 0) edited(ids, isMine(transaction));
  };
  doc.on("afterTransaction", afterTransaction);
  return () => doc.off("afterTransaction", afterTransaction);
}

function isMine(transaction: Y.Transaction): boolean {
  const { origin } = transaction;
  return origin instanceof ArrivedUpdate ? origin.from === "tab" : transaction.local;
}
