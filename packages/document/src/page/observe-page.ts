import type * as Y from "yjs";
import { meetingsMap, pageMap, type Root, rootMap } from "../roots.ts";

/**
 * Calls back once after each transaction that changed anything `readPage` shows. Typing inside notes changes nothing it
 * shows and does not call back; `observeNotes` is for that.
 *
 * @returns stops observing.
 */
export function observePage(doc: Y.Doc, changed: (transaction: Y.Transaction) => void): () => void {
  const roots: readonly Root[] = ["topics", "actions"];
  const onEvents: DeepObserver = (events, transaction) => {
    if (events.some((event) => !isInsideNotes(event.path))) seen.add(transaction);
  };
  const onFields = (_event: unknown, transaction: Y.Transaction) => seen.add(transaction);
  const seen = new WeakSet<Y.Transaction>();
  const afterTransaction = (transaction: Y.Transaction) => {
    if (seen.has(transaction)) changed(transaction);
  };
  for (const root of roots) rootMap(doc, root).observeDeep(onEvents);
  for (const map of [pageMap(doc), meetingsMap(doc)]) map.observe(onFields);
  doc.on("afterTransaction", afterTransaction);
  return () => {
    for (const root of roots) rootMap(doc, root).unobserveDeep(onEvents);
    for (const map of [pageMap(doc), meetingsMap(doc)]) map.unobserve(onFields);
    doc.off("afterTransaction", afterTransaction);
  };
}

type DeepObserver = Parameters<Y.Map<unknown>["observeDeep"]>[0];

function isInsideNotes(path: readonly (string | number)[]): boolean {
  return path.length >= 2 && path[1] === "notes";
}
