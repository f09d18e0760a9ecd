import { Plugin, PluginKey, TextSelection } from "prosemirror-state";
import { relativePositionToAbsolutePosition, ySyncPluginKey } from "y-prosemirror";
import type * as Y from "yjs";
import { type SharedSelection, sharedSelection } from "./shared-selection.ts";

type StackEvent = { stackItem: { meta: Map<unknown, unknown> }; changedParentTypes: Map<unknown, unknown> };

const beforeKey = new PluginKey<SharedSelection | null>("selection-before");

/**
 * Puts the selection back to where it was before the step that is undone or redone. The steps belong to the whole page
 * and outlive this editor, so each remembers the selection by the fragment, in terms of the shared text.
 */
export function undoSelection(undo: Y.UndoManager): Plugin {
  return new Plugin<SharedSelection | null>({
    key: beforeKey,
    state: {
      init: () => null,
      apply: (transaction, before, oldState) => {
        // By now the shared text has changed already, and old positions mean nothing in it.
        if (transaction.getMeta(ySyncPluginKey)?.isChangeOrigin) return before;
        return ySyncPluginKey.getState(oldState) ? sharedSelection(oldState) : null;
      },
    },
    view: (view) => {
      const { type: fragment, binding } = ySyncPluginKey.getState(view.state);
      const onAdded = ({ stackItem, changedParentTypes }: StackEvent) => {
        if (changedParentTypes.has(fragment)) stackItem.meta.set(fragment, beforeKey.getState(view.state));
      };
      const onPopped = ({ stackItem }: StackEvent) => {
        const before = stackItem.meta.get(fragment) as SharedSelection | undefined;
        if (!before || view.isDestroyed) return;
        const { mapping } = binding;
        const position = (relative: SharedSelection["anchor"]) =>
          relativePositionToAbsolutePosition(binding.doc, fragment, relative, mapping);
        const anchor = position(before.anchor);
        const head = position(before.head);
        if (anchor === null || head === null) return;
        const { tr, doc } = view.state;
        const within = (at: number) => doc.resolve(Math.min(at, doc.content.size));
        view.dispatch(tr.setSelection(TextSelection.between(within(anchor), within(head))).scrollIntoView());
      };
      undo.on("stack-item-added", onAdded);
      undo.on("stack-item-popped", onPopped);
      return {
        destroy: () => {
          undo.off("stack-item-added", onAdded);
          undo.off("stack-item-popped", onPopped);
        },
      };
    },
  });
}
