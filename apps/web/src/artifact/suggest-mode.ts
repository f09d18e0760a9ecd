import { MAX_SUGGESTED_LENGTH } from "@candor/core/artifact/suggestion.ts";
import { type SuggestedChange, suggestChange } from "@candor/document/artifact/suggestion-place.ts";
import { type EditorState, Plugin } from "prosemirror-state";
import { absolutePositionToRelativePosition, ySyncPluginKey } from "y-prosemirror";
import * as Y from "yjs";

/** What somebody is about to suggest: of the words that stand there, others. */
export type Draft = {
  quote: string;
  /** some of what stands before and behind */
  before: string;
  after: string;
  /** what the field begins with */
  words: string;
  make: (instead: string) => SuggestedChange;
};

export type DraftRefusal = "not_one_line" | "too_long";

/** Two positions in the editor's document. */
export type Range = { from: number; to: number };

const CONTEXT_LENGTH = 30;

/**
 * What the selection, or the caret, would be a suggestion about.
 *
 * @param typed what was typed over it; null: nothing, the words there are to be changed.
 * @param range where, if not at the selection
 */
export function draftAt(
  state: EditorState,
  typed: string | null,
  range: Range = state.selection,
): Draft | DraftRefusal {
  const { from, to } = range;
  const [start, end] = [textAt(state, from), textAt(state, to)];
  if (start === null || end === null || start.text !== end.text) return "not_one_line";
  const { text } = start;
  const all = (text.toDelta() as { insert: string }[]).map(({ insert }) => insert).join("");
  const quote = all.slice(start.index, end.index);
  if (quote.length > MAX_SUGGESTED_LENGTH) return "too_long";
  return {
    quote,
    before: all.slice(Math.max(0, start.index - CONTEXT_LENGTH), start.index),
    after: all.slice(end.index, end.index + CONTEXT_LENGTH),
    words: (typed ?? quote).replaceAll(/\s+/g, " ").slice(0, MAX_SUGGESTED_LENGTH),
    make: (instead) => suggestChange(text, start.index, start.index + quote.length, instead),
  };
}

function textAt(state: EditorState, position: number): { text: Y.XmlText; index: number } | null {
  const { doc, type, binding } = ySyncPluginKey.getState(state);
  const shared: Y.RelativePosition = absolutePositionToRelativePosition(position, type, binding.mapping);
  const place = Y.createAbsolutePositionFromRelativePosition(shared, doc);
  if (place?.type instanceof Y.XmlText) return { text: place.type, index: place.index };
  // An empty line, whose text is there and holds nothing yet.
  const inside = place?.type instanceof Y.XmlElement ? place.type.toArray() : [];
  return inside.length === 1 && inside[0] instanceof Y.XmlText ? { text: inside[0], index: 0 } : null;
}

/**
 * Whatever is typed is not written but handed on, with the selection where it was typed. What comes from elsewhere is
 * shown as ever.
 */
export function suggestMode(isOn: () => boolean, onTyped: (typed: string | null, range?: Range) => void): Plugin {
  return new Plugin({
    filterTransaction: (transaction) =>
      !transaction.docChanged || !isOn() || transaction.getMeta(ySyncPluginKey) !== undefined,
    props: {
      attributes: (): Record<string, string> => (isOn() ? { "aria-readonly": "true" } : {}),
      handleTextInput: ({ state: { selection } }, from, to, text) => {
        // The caret may have moved in the same moment, of which the state has not heard yet.
        const isWithin = selection.from <= from && to <= selection.to;
        if (isOn()) onTyped(text, isWithin ? selection : { from, to });
        return isOn();
      },
      handleKeyDown: (view, event) => {
        if (!isOn() || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return false;
        const { empty } = view.state.selection;
        if (event.key === "Backspace" || event.key === "Delete") {
          if (!empty) onTyped("");
          return true;
        }
        if (event.key !== "Enter") return false;
        onTyped(null);
        return true;
      },
      handlePaste: (_view, event) => {
        if (isOn()) onTyped(event.clipboardData?.getData("text/plain") ?? "");
        return isOn();
      },
      handleDrop: () => isOn(),
    },
  });
}
