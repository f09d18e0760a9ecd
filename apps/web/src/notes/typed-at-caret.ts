import { type EditorState, Plugin } from "prosemirror-state";
import { ySyncPluginKey } from "y-prosemirror";
import * as Y from "yjs";
import { sharedSelection } from "./shared-selection.ts";

type Binding = {
  doc: Y.Doc;
  /** what the editor shows of each shared type */
  mapping: Map<unknown, unknown>;
  _prosemirrorChanged: (doc: unknown) => void;
};

/**
 * Writes typed letters down where the caret was. The binding finds them by comparing texts, and takes an "e" typed before
 * an "e" for one typed behind it: inside what the other person writes there. Stands before the binding among the plugins.
 */
export function typedAtCaret(): Plugin {
  return new Plugin({
    view: (view) => {
      let before = view.state;
      let isBound = false;
      const bind = (binding: Binding) => {
        isBound = true;
        const writeDown = binding._prosemirrorChanged.bind(binding);
        // Called by the binding inside its own transaction, so that both are one step.
        binding._prosemirrorChanged = (doc) => {
          const typed = lettersTyped(before, view.state);
          const text = typed === "" ? null : insertAt(before, typed, binding.doc);
          writeDown(doc);
          if (text) noteAsShown(text, view.state, binding);
        };
      };
      return {
        update: (_view, previous) => {
          before = previous;
          const binding: Binding | undefined = ySyncPluginKey.getState(view.state)?.binding;
          if (binding && !isBound) bind(binding);
        },
      };
    },
  });
}

/** @returns "" where anything else happened than that letters came to stand before the caret. */
function lettersTyped(before: EditorState, after: EditorState): string {
  const { from, empty } = before.selection;
  const length = after.selection.from - from;
  if (!empty || !after.selection.empty || length <= 0) return "";
  const text =
    after.doc.content.size - before.doc.content.size === length ? after.doc.textBetween(from, from + length) : "";
  if (text.length !== length) return "";
  return before.doc.replace(from, from, after.doc.slice(from, from + length)).eq(after.doc) ? text : "";
}

/** @returns the text that they were inserted into; null: there is none, and the binding makes one. */
function insertAt(before: EditorState, letters: string, doc: Y.Doc): Y.XmlText | null {
  const place = Y.createAbsolutePositionFromRelativePosition(sharedSelection(before).head, doc);
  if (!(place?.type instanceof Y.XmlText)) return null;
  place.type.insert(place.index, letters);
  return place.type;
}

/** The binding found the outermost block as it should be, and looked no further: it has blocks in it as they were. */
function noteAsShown(text: Y.XmlText, { selection: { $from } }: EditorState, { mapping }: Binding): void {
  let type = text.parent;
  for (let depth = $from.depth; depth > 0 && type instanceof Y.XmlElement; depth -= 1) {
    mapping.set(type, $from.node(depth));
    type = type.parent;
  }
}
