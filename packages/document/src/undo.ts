import * as Y from "yjs";
import { LocalEdit } from "./edit.ts";
import { meetingsMap, pageMap, rootMap, welcomeFragment } from "./roots.ts";

const TYPING_PAUSE = 500; // milliseconds; typing with shorter pauses than this is one step

type SharedText = Y.Text | Y.XmlFragment;

/**
 * Undo over the whole page, of one's own edits alone: what arrived from the other person is never taken back. Each
 * command is a step of its own; only typing in one text runs together.
 *
 * @param editorOrigins further origins that count as one's own, such as the rich-text binding's plugin key.
 * @param typingPause milliseconds after which typing begins a new step.
 */
export function ownUndo(
  doc: Y.Doc,
  editorOrigins: readonly unknown[] = [],
  typingPause: number = TYPING_PAUSE,
): Y.UndoManager {
  const things = (["topics", "actions", "pairing"] as const).map((root) => rootMap(doc, root));
  const scope = [...things, meetingsMap(doc), pageMap(doc), welcomeFragment(doc)];
  let lastText: SharedText | null = null;

  // Registered before the manager's own listener, since it must part the steps before that one joins them.
  const partSteps = (transaction: Y.Transaction) => {
    const { origin } = transaction;
    // Asked of the manager, since an editor that is loaded later adds its origin there.
    if (!(origin instanceof LocalEdit) && !undo.trackedOrigins.has(origin)) return;
    const text = typedText(transaction);
    if (text === null || text !== lastText) undo.stopCapturing();
    lastText = text;
  };
  doc.on("afterTransaction", partSteps);
  const undo = new Y.UndoManager(scope, {
    trackedOrigins: new Set<unknown>([LocalEdit, ...editorOrigins]),
    captureTimeout: typingPause,
    deleteFilter: isEmptied,
  });
  undo.on("stack-item-popped", () => {
    lastText = null;
  });
  return undo;
}

/**
 * Whether undo may delete what an own edit made: a paragraph goes only once nothing is left in it, for what is left was
 * written by the other person. Its own content has gone by then, since undo deletes the newest first.
 */
function isEmptied(item: Y.Item): boolean {
  const type = item.content instanceof Y.ContentType ? item.content.type : null;
  return !(type instanceof Y.XmlFragment || type instanceof Y.XmlText) || type.length === 0;
}

/** The one title, action or rich text in which all of a transaction happened; null where it did anything else. */
export function typedText(transaction: Y.Transaction): SharedText | null {
  let only: SharedText | null = null;
  for (const changed of transaction.changed.keys()) {
    const text = outermostText(changed as Y.AbstractType<unknown>);
    if (text === null || (only !== null && only !== text)) return null;
    only = text;
  }
  return only;
}

function outermostText(type: Y.AbstractType<unknown>): SharedText | null {
  let text: SharedText | null = null;
  for (let each: unknown = type; each instanceof Y.AbstractType; each = each.parent) {
    if (each instanceof Y.Text || each instanceof Y.XmlFragment) text = each;
  }
  return text;
}
