import { DOCUMENT_KINDS } from "@candor/document/document-kind.ts";
import * as Y from "yjs";
import { buildPage, type Unsound } from "./build-page.ts";
import type { LoggedPage } from "./logged-page.ts";

/** Finds out what a page does not have of updates that belong to it, as far as they stand on each other without a gap. */
export function mergeKept(
  page: LoggedPage,
  kept: readonly Uint8Array[],
): { type: "brought back"; update: Uint8Array | null } | Unsound {
  const built = buildPage(page);
  if (built.type === "unsound") return built;
  const { doc } = built;
  const before = Y.snapshot(doc);
  const known = Y.encodeStateVector(doc);
  try {
    doc.transact(() => {
      for (const update of kept) Y.applyUpdate(doc, update);
    });
  } catch {
    return { type: "unsound", reason: "page: something kept cannot be applied" };
  }
  // What builds on something that nobody brings would be written down with the rest, and open nowhere.
  doc.store.pendingStructs = null;
  doc.store.pendingDs = null;
  if (Y.equalSnapshots(before, Y.snapshot(doc))) return { type: "brought back", update: null };
  const check = DOCUMENT_KINDS[page.kind].check(doc);
  if (check.type === "violation") return { type: "unsound", reason: check.what };
  return { type: "brought back", update: Y.encodeStateAsUpdate(doc, known) };
}
