import type { Node } from "prosemirror-model";
import { Plugin } from "prosemirror-state";
import { ySyncPluginKey } from "y-prosemirror";

const MAX_DEPTH = 30; // blocks within blocks; the server refuses beyond 40, and notes are made of two or three

/** Refuses whatever would nest the text deeper than anybody reads, by indenting on and on or by pasting. */
export function limitDepth(): Plugin {
  return new Plugin({
    filterTransaction: (transaction, state) => {
      if (!transaction.docChanged || transaction.getMeta(ySyncPluginKey)) return true;
      const depth = depthOf(transaction.doc);
      return depth <= MAX_DEPTH || depth <= depthOf(state.doc);
    },
  });
}

function depthOf(node: Node): number {
  if (node.isLeaf || node.isTextblock) return 0;
  let deepest = 0;
  node.forEach((child) => {
    deepest = Math.max(deepest, depthOf(child));
  });
  return deepest + 1;
}
