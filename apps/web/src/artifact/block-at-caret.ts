import { type EditorState, Plugin } from "prosemirror-state";
import { Decoration, DecorationSet } from "prosemirror-view";

/**
 * Names the outermost block that the caret is in, so that it is laid out from its first moment. A browser that leaves out
 * the layout of what is off the screen does so for a block that has just been made, too, until it has drawn once: what was
 * typed into it by then came to stand in another order.
 */
export function blockAtCaret(): Plugin {
  return new Plugin({ props: { decorations: named } });
}

function named({ doc, selection: { $head } }: EditorState): DecorationSet {
  if ($head.depth === 0) return DecorationSet.empty;
  return DecorationSet.create(doc, [Decoration.node($head.before(1), $head.after(1), { class: "at-caret" })]);
}
