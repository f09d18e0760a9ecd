import type { SameState } from "@candor/notebook/log/confirm-snapshot.ts";
import { readIndex } from "@candor/notebook/note/read-index.ts";
import { readNotes } from "@candor/notebook/note/read-notes.ts";
import * as Y from "yjs";

/** Whether two ways to a document come out with the same notes, documents, devices and themes. */
export const sameDocuments: SameState = (left, right) => contentsOf(left) === contentsOf(right);

function contentsOf(updates: readonly Uint8Array[]): string {
  const doc = new Y.Doc();
  for (const update of updates) {
    try {
      Y.applyUpdate(doc, update);
    } catch {
      // What Yjs cannot read is in no document; whoever reads the log leaves it out as well.
    }
  }
  const contents = JSON.stringify([readNotes(doc), readIndex(doc)]);
  doc.destroy();
  return contents;
}
