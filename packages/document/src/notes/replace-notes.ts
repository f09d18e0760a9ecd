import type { NoteNode } from "@candor/core/notes/note-node.ts";
import type * as Y from "yjs";
import { readNode } from "./read-notes.ts";
import { sharedNodes } from "./write-notes.ts";

/**
 * Makes shared rich text read as `nodes`, leaving the blocks at either end alone that already do, so that what the other
 * person types in one of those stays.
 */
export function replaceNotes(fragment: Y.XmlFragment, nodes: readonly NoteNode[]): void {
  const wanted = nodes.map((node) => JSON.stringify([node]));
  const held = fragment.toArray().map((child) => JSON.stringify(readNode(child)));
  let start = 0;
  while (start < wanted.length && start < held.length && wanted[start] === held[start]) start += 1;
  let end = 0;
  const most = Math.min(wanted.length, held.length) - start;
  while (end < most && wanted[wanted.length - 1 - end] === held[held.length - 1 - end]) end += 1;
  const removed = held.length - start - end;
  if (removed > 0) fragment.delete(start, removed);
  const added = nodes.slice(start, nodes.length - end);
  if (added.length > 0) fragment.insert(start, sharedNodes(added));
}
