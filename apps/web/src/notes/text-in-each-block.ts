import type { EditorState } from "prosemirror-state";
import { ySyncPluginKey } from "y-prosemirror";
import * as Y from "yjs";
import { notesSchema } from "./notes-schema.ts";

type Binding = { type: Y.XmlFragment; _prosemirrorChanged: (doc: unknown) => void };

/**
 * Gives every block that holds text its shared text in the step in which the block comes into being. The binding makes
 * it with the first character: two people who begin to write in one empty line at once each made one, and the binding,
 * which then joins the two in both places, left characters doubled.
 */
export function textInEachBlock(state: EditorState): void {
  const binding: Binding | undefined = ySyncPluginKey.getState(state)?.binding;
  if (!binding) return;
  const writeDown = binding._prosemirrorChanged.bind(binding);
  // Called by the binding inside its own transaction, so that both are one step, for undo too.
  binding._prosemirrorChanged = (doc) => {
    writeDown(doc);
    fillBlocks(binding.type);
  };
}

function fillBlocks(parent: Y.XmlFragment): void {
  for (const child of parent.toArray()) {
    if (!(child instanceof Y.XmlElement)) continue;
    if (!notesSchema.nodes[child.nodeName]?.isTextblock) fillBlocks(child);
    else if (child.length === 0) child.insert(0, [new Y.XmlText()]);
  }
}
