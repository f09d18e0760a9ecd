import * as Y from "yjs";
import { buildPage, type Unsound } from "./build-page.ts";
import type { LoggedPage } from "./logged-page.ts";

/**
 * Builds a document and writes into it as a client that nobody else is.
 *
 * @returns what `write` returned, and its update; null: it changed nothing.
 */
export function writeAsNobody<T>(
  page: LoggedPage,
  clientId: number,
  write: (doc: Y.Doc) => T,
): { type: "written"; changed: T; update: Uint8Array | null } | Unsound {
  const built = buildPage(page);
  if (built.type === "unsound") return built;
  const { doc } = built;
  doc.clientID = clientId;
  const before = Y.snapshot(doc);
  const known = Y.encodeStateVector(doc);
  const changed = write(doc);
  const isSame = Y.equalSnapshots(before, Y.snapshot(doc));
  const update = isSame ? null : Y.encodeStateAsUpdate(doc, known);
  doc.destroy();
  return { type: "written", changed, update };
}
