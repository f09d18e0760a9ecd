import { findSuggestion } from "@candor/document/artifact/suggestion-place.ts";
import type { ArtifactSuggestion } from "@candor/protocol/http/artifact.ts";
import { type EditorState, Plugin, PluginKey } from "prosemirror-state";
import { Decoration, DecorationSet, type EditorView } from "prosemirror-view";
import { relativePositionToAbsolutePosition, ySyncPluginKey } from "y-prosemirror";
import * as Y from "yjs";

type Marked = {
  open: () => readonly ArtifactSuggestion[];
  /** the one that is looked at */
  current: () => string | null;
  /** somebody pressed one in the text */
  onPressed: (id: string) => void;
};

const marksKey = new PluginKey<DecorationSet>("suggestion-marks");
const SETTLE_MILLISECONDS = 300; // after my own typing, which moves the marks along by itself

/** Shows open suggestions in the text: what would go is struck out, what would come stands behind it. */
export function suggestionMarks(marked: Marked): Plugin {
  return new Plugin({
    key: marksKey,
    state: {
      init: (_config, state) => draw(state, marked),
      apply: (transaction, marks, _old, state) =>
        transaction.getMeta(marksKey) || ySyncPluginKey.getState(state)?.isChangeOrigin
          ? draw(state, marked)
          : marks.map(transaction.mapping, transaction.doc),
    },
    props: {
      decorations: (state) => marksKey.getState(state),
      handleClick: (view, position, event) => {
        const pressed = event.target instanceof Element ? event.target.closest("[data-suggestion]") : null;
        const id = pressed?.getAttribute("data-suggestion") ?? idAt(view.state, position);
        if (id !== null) marked.onPressed(id);
        return false;
      },
    },
    view: (view) => {
      let timer: ReturnType<typeof setTimeout> | undefined;
      return {
        update: (_view, before) => {
          if (before.doc === view.state.doc || marked.open().length === 0) return;
          clearTimeout(timer);
          timer = setTimeout(() => redrawSuggestions(view), SETTLE_MILLISECONDS);
        },
        destroy: () => clearTimeout(timer),
      };
    },
  });
}

export function redrawSuggestions(view: EditorView): void {
  if (!view.isDestroyed) view.dispatch(view.state.tr.setMeta(marksKey, true).setMeta("addToHistory", false));
}

/** Brings one into view, without taking the focus along. */
export function showSuggestion(view: EditorView, id: string): void {
  const mark = view.dom.querySelector(`[data-suggestion="${CSS.escape(id)}"]`);
  mark?.scrollIntoView({ block: "center" });
}

function idAt(state: EditorState, position: number): string | null {
  const [found] = marksKey.getState(state)?.find(position, position) ?? [];
  return (found?.spec as { id?: string } | undefined)?.id ?? null;
}

function draw(state: EditorState, { open, current }: Marked): DecorationSet {
  const sync = ySyncPluginKey.getState(state);
  const isBound = sync?.binding?.mapping !== undefined;
  if (!isBound || open().length === 0) return DecorationSet.empty;
  const { doc, type, binding } = sync as { doc: Y.Doc; type: Y.XmlFragment; binding: { mapping: Map<never, never> } };
  const positionOf = (text: Y.XmlText, index: number): number | null => {
    const shared = Y.createRelativePositionFromTypeIndex(text, index, index > 0 ? -1 : 0);
    const at: number | null = relativePositionToAbsolutePosition(doc, type, shared, binding.mapping);
    return at === null || at > state.doc.content.size ? null : at;
  };
  const decorations = open().flatMap((suggestion) => {
    const place = findSuggestion(doc, suggestion);
    if (place.type === "changed") return [];
    const from = positionOf(place.text, place.from);
    const to = positionOf(place.text, place.to);
    if (from === null || to === null || from > to) return [];
    const { id, text } = suggestion;
    const look = id === current() ? " is-current" : "";
    const out = { nodeName: "del", class: `suggested-out${look}`, "data-suggestion": id };
    return [
      ...(to > from ? [Decoration.inline(from, to, out, { id })] : []),
      ...(text === ""
        ? []
        : [
            Decoration.widget(to, () => wordsIn(suggestion, look), {
              ...{ key: `${id}${look}`, side: 1, ignoreSelection: true, id },
            }),
          ]),
    ];
  });
  return DecorationSet.create(state.doc, decorations);
}

function wordsIn({ id, text }: ArtifactSuggestion, look: string): HTMLElement {
  const words = document.createElement("ins");
  words.className = `suggested-in${look}`;
  words.dataset.suggestion = id;
  words.contentEditable = "false";
  words.textContent = text;
  return words;
}
