import type { Id } from "@candor/core/id.ts";
import { binnedPairing } from "@candor/core/pairing/binned-pairing.ts";
import type * as Y from "yjs";
import { readPairingThings } from "../pairing/read-pairing.ts";
import { rootMap } from "../roots.ts";
import { readPage } from "./read-page.ts";

/**
 * Takes out of a page, for good, what lies in its bin. Whoever kept a copy while they were offline loses it there too,
 * once they have this: what is deleted in Yjs stays deleted, whatever is written into it meanwhile.
 *
 * @param doc a copy of the page of the caller's own; it is without the things afterwards.
 * @param ids of topics and actions; what of them was put back since stays.
 * @returns an update to be applied by everybody, which only deletes and so needs no clientID; null: nothing to take out.
 */
export function cutBinned(doc: Y.Doc, ids: readonly Id[]): Uint8Array | null {
  const wanted = new Set(ids);
  const { topics, actions } = readPage(doc);
  const binned = (things: readonly { id: Id; state: string }[]) =>
    things.filter(({ id, state }) => state === "binned" && wanted.has(id)).map(({ id }) => id);
  const pairing = readPairingThings(doc);
  const chosen = {
    topics: binned(topics),
    actions: binned(actions),
    pairing: binnedPairing(pairing).flatMap(({ id }) => (wanted.has(id) ? [id] : [])),
  };
  const removals: Uint8Array[] = [];
  const record = (update: Uint8Array) => removals.push(update);
  doc.on("update", record);
  doc.transact(() => {
    for (const root of ["topics", "actions", "pairing"] as const)
      for (const id of chosen[root]) rootMap(doc, root).delete(id);
  });
  doc.off("update", record);
  return removals[0] ?? null;
}
