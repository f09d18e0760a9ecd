import * as Y from "yjs";
import { LocalEdit } from "./edit.ts";
import { meetingsMap, pageMap, rootMap, welcomeFragment } from "./roots.ts";

const CAPTURE_MILLISECONDS = 500; // typing within this runs together into one step

/**
 * Undo over the whole page, of one's own edits alone: what arrived from the other person is never taken back.
 *
 * @param editorOrigins further origins that count as one's own, such as the rich-text binding's plugin key.
 */
export function ownUndo(doc: Y.Doc, editorOrigins: readonly unknown[] = []): Y.UndoManager {
  const scope = [rootMap(doc, "topics"), meetingsMap(doc), rootMap(doc, "actions"), pageMap(doc), welcomeFragment(doc)];
  return new Y.UndoManager(scope, {
    trackedOrigins: new Set<unknown>([LocalEdit, ...editorOrigins]),
    captureTimeout: CAPTURE_MILLISECONDS,
  });
}
