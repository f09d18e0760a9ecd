import type { NoteMark, NoteNode } from "@candor/core/notes/note-node.ts";
import * as Y from "yjs";
import { wellFormed } from "../text.ts";

/** They always hold a text. */
export const LINES: ReadonlySet<string> = new Set(["paragraph", "heading", "code_block"] satisfies NoteNode["type"][]);

/**
 * Puts rich text into a shared fragment in place of what it held. The shape is the one y-prosemirror writes: an
 * element a node, a text a run of inline text with its marks as formatting.
 */
export function writeNotes(fragment: Y.XmlFragment, nodes: readonly NoteNode[]): void {
  if (fragment.doc !== null && fragment.length > 0) fragment.delete(0, fragment.length);
  fragment.insert(0, sharedNodes(nodes));
}

/** New shared nodes, to be inserted once. */
export function sharedNodes(nodes: readonly NoteNode[]): (Y.XmlElement | Y.XmlText)[] {
  const shared: (Y.XmlElement | Y.XmlText)[] = [];
  let run: NoteNode[] = [];
  const endRun = () => {
    if (run.length > 0) shared.push(toSharedText(run));
    run = [];
  };
  for (const node of nodes) {
    if (node.type === "text") {
      run.push(node);
      continue;
    }
    endRun();
    const element = new Y.XmlElement(node.type);
    for (const [name, value] of Object.entries(node.attrs ?? {})) {
      // Yjs types attributes as strings; ProseMirror's are numbers and booleans too, and Yjs keeps them as they are
      if (value !== null) element.setAttribute(name, value as string);
    }
    if (node.content?.length) element.insert(0, sharedNodes(node.content));
    // Two who begin to write in one empty line at once write into one text, which is there before them.
    else if (LINES.has(node.type)) element.insert(0, [new Y.XmlText()]);
    shared.push(element);
  }
  endRun();
  return shared;
}

function toSharedText(run: readonly NoteNode[]): Y.XmlText {
  const text = new Y.XmlText();
  text.applyDelta(run.map((node) => ({ insert: wellFormed(node.text ?? ""), attributes: toAttributes(node.marks) })));
  return text;
}

export function toAttributes(marks: readonly NoteMark[] | undefined): Record<string, object> {
  return Object.fromEntries((marks ?? []).map((mark) => [mark.type, mark.attrs ?? {}]));
}
