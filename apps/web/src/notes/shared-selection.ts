import { type EditorState, Plugin } from "prosemirror-state";
import { absolutePositionToRelativePosition, type ProsemirrorBinding, ySyncPluginKey } from "y-prosemirror";
import * as Y from "yjs";

/** A selection in terms of the shared text, which outlives the editor that it was made in. */
export type SharedSelection = { type: string; anchor: Y.RelativePosition; head: Y.RelativePosition };

const TO_THE_LEFT = -1;

/**
 * Where the selection is among the shared letters. A caret holds on to the letter before it, and a stretch to what is in
 * it: what the other person types right at the caret comes after it, in both places. The binding alone holds on to the
 * letter behind, so that two who typed at one place pushed each other along and their letters came to alternate.
 */
export function sharedSelection(state: EditorState): SharedSelection {
  const { binding } = ySyncPluginKey.getState(state) as { binding: ProsemirrorBinding };
  const { selection } = state;
  const place = (position: number): Y.RelativePosition => {
    const shared: Y.RelativePosition = absolutePositionToRelativePosition(position, binding.type, binding.mapping);
    if (position === selection.from && !selection.empty) return shared;
    const at = Y.createAbsolutePositionFromRelativePosition(shared, binding.doc);
    // Between blocks there is nothing to type at. Y.XmlText is a Y.Text, and no element.
    const isInText = at?.type instanceof Y.XmlText || (at?.type instanceof Y.XmlElement && at.type.length === 0);
    if (!isInText) return shared;
    return Y.createRelativePositionFromTypeIndex(at.type, at.index, TO_THE_LEFT);
  };
  return { type: selection.toJSON().type, anchor: place(selection.anchor), head: place(selection.head) };
}

/** Puts the selection back by these places, not by the binding's own, when something has arrived. */
export function keepSharedSelection(): Plugin {
  return new Plugin({
    view: (view) => {
      const { doc, binding } = ySyncPluginKey.getState(view.state) as { doc: Y.Doc; binding: ProsemirrorBinding };
      // Called after the binding's own, which was there first.
      const remember = () => {
        binding.beforeTransactionSelection = sharedSelection(view.state);
      };
      doc.on("beforeAllTransactions", remember);
      return { destroy: () => doc.off("beforeAllTransactions", remember) };
    },
  });
}
