import { ArrivedUpdate } from "@candor/document/edit.ts";
import * as Y from "yjs";
import { applyUpdate } from "./apply-update.ts";

/** Applies updates in one transaction: observers see the outcome once, and a long log opens in a fraction of the time. */
export function applyAll(
  doc: Y.Doc,
  updates: readonly Uint8Array[],
  from: ArrivedUpdate["from"],
): Y.Transaction | null {
  if (updates.length === 0) return null;
  const origin = new ArrivedUpdate(from);
  return Y.transact(
    doc,
    (transaction) => {
      for (const update of updates) if (update.length > 0) applyUpdate(doc, update, origin);
      return transaction;
    },
    origin,
    false,
  );
}
