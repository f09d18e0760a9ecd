import type { NoteNode } from "@candor/core/notes/note-node.ts";
import { edit } from "@candor/document/edit.ts";
import { parseMarkdown } from "@candor/document/notes/parse-markdown.ts";
import { readNode, readNotes } from "@candor/document/notes/read-notes.ts";
import { writeMarkdown } from "@candor/document/notes/write-markdown.ts";
import { sharedNodes } from "@candor/document/notes/write-notes.ts";
import type * as Y from "yjs";

/** Writes a text anew that stands where none can, such as in a list outside of its items, so that it can be edited. */
export function mendNotes(doc: Y.Doc, fragment: Y.XmlFragment): void {
  edit(doc, "mend notes", () => replaceBlocks(fragment, parseMarkdown(writeMarkdown(readNotes(fragment)))));
}

/** Leaves those at either end alone that read so already: what the other person types in one of those stays. */
function replaceBlocks(fragment: Y.XmlFragment, nodes: readonly NoteNode[]): void {
  const wanted = nodes.map((node) => JSON.stringify([node]));
  const held = fragment.toArray().map((child) => JSON.stringify(readNode(child)));
  const most = Math.min(wanted.length, held.length);
  let start = 0;
  while (start < most && wanted[start] === held[start]) start += 1;
  let end = 0;
  while (end < most - start && wanted.at(-1 - end) === held.at(-1 - end)) end += 1;
  fragment.delete(start, held.length - start - end);
  fragment.insert(start, sharedNodes(nodes.slice(start, nodes.length - end)));
}
