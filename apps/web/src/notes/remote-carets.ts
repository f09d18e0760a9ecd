import { type EditorState, Plugin, PluginKey } from "prosemirror-state";
import { Decoration, DecorationSet, type EditorView } from "prosemirror-view";
import {
  absolutePositionToRelativePosition,
  type ProsemirrorBinding,
  relativePositionToAbsolutePosition,
  ySyncPluginKey,
} from "y-prosemirror";
import type { Awareness } from "y-protocols/awareness";
import * as Y from "yjs";

type Cursor = { anchor: unknown; head: unknown };
type RemoteCaret = { clientId: number; name: string; own: boolean; cursor: Cursor; moves: number };

const caretsKey = new PluginKey<DecorationSet>("remote-carets");
const NAME_LENGTH = 40;
const NAME_MILLISECONDS = 3000; // long enough to read, short enough to keep the text calm

/**
 * Shows where the other person's caret is and tells them where mine is. Carets say nothing to screen readers: who is
 * here and what changed is told apart from the text.
 *
 * @param member my seat; my own other tabs show no caret.
 * @param nameOf what this page calls a person; asked anew whenever carets are drawn.
 */
export function remoteCarets({
  awareness,
  member,
  nameOf,
}: {
  awareness: Awareness;
  member: string;
  nameOf: (user: unknown) => string;
}): Plugin {
  const moves = new Map<number, { at: string; count: number }>();
  const read = (state: EditorState) => decorate(state, readCarets(awareness, member, nameOf, moves));
  return new Plugin({
    key: caretsKey,
    state: {
      init: (_config, state) => read(state),
      apply: (transaction, carets, _old, state) =>
        transaction.getMeta(caretsKey) || ySyncPluginKey.getState(state)?.isChangeOrigin
          ? read(state)
          : carets.map(transaction.mapping, transaction.doc),
    },
    props: { decorations: (state) => caretsKey.getState(state) },
    view: (view) => {
      const told = tellCaret(view, awareness);
      const onChange = ({ added, updated, removed }: Record<"added" | "updated" | "removed", number[]>) => {
        // My own caret changes in the midst of an update of this view, and is not shown.
        if ([...added, ...updated, ...removed].every((clientId) => clientId === awareness.clientID)) return;
        view.dispatch(view.state.tr.setMeta(caretsKey, true).setMeta("addToHistory", false));
      };
      awareness.on("change", onChange);
      return {
        update: told.update,
        destroy: () => {
          awareness.off("change", onChange);
          told.destroy();
        },
      };
    },
  });
}

function readCarets(
  awareness: Awareness,
  member: string,
  nameOf: (user: unknown) => string,
  moves: Map<number, { at: string; count: number }>,
): RemoteCaret[] {
  const carets: RemoteCaret[] = [];
  for (const [clientId, state] of awareness.getStates()) {
    const cursor = state.cursor as Cursor | null | undefined;
    const user = state.user as { member?: unknown } | undefined;
    if (clientId === awareness.clientID || typeof cursor !== "object" || cursor === null) continue;
    if (user?.member === member) continue;
    const at = JSON.stringify(cursor);
    const last = moves.get(clientId);
    const count = last === undefined ? 0 : last.at === at ? last.count : last.count + 1;
    moves.set(clientId, { at, count });
    carets.push({ clientId, name: nameOf(user).slice(0, NAME_LENGTH), own: false, cursor, moves: count });
  }
  return carets;
}

function decorate(state: EditorState, carets: readonly RemoteCaret[]): DecorationSet {
  const sync = ySyncPluginKey.getState(state) as
    | { doc: Y.Doc; type: Y.XmlFragment; binding: ProsemirrorBinding }
    | undefined;
  if (!sync || carets.length === 0) return DecorationSet.empty;
  const position = (relative: unknown): number | null => {
    try {
      const decoded = Y.createRelativePositionFromJSON(relative);
      const at = relativePositionToAbsolutePosition(sync.doc, sync.type, decoded, sync.binding.mapping);
      return at === null ? null : Math.max(0, Math.min(at, state.doc.content.size));
    } catch {
      return null; // a caret of no sense, or one in text that this device has not got yet
    }
  };
  const decorations = carets.flatMap(({ clientId, name, cursor, moves }) => {
    const anchor = position(cursor.anchor);
    const head = position(cursor.head);
    if (anchor === null || head === null) return [];
    const caret = Decoration.widget(head, () => caretElement(name), {
      // A new key makes a new element, so that the name shows again after each move, and as it is now.
      key: `${clientId}.${moves}.${name}`,
      side: 10,
      ignoreSelection: true,
    });
    if (anchor === head) return [caret];
    const range = { class: "remote-selection" };
    return [caret, Decoration.inline(Math.min(anchor, head), Math.max(anchor, head), range)];
  });
  return DecorationSet.create(state.doc, decorations);
}

function caretElement(name: string): HTMLElement {
  const caret = document.createElement("span");
  caret.className = "remote-caret";
  caret.setAttribute("aria-hidden", "true");
  const label = document.createElement("span");
  label.className = "remote-caret-name";
  label.textContent = name;
  caret.append(label);
  setTimeout(() => label.classList.add("is-quiet"), NAME_MILLISECONDS);
  return caret;
}

function tellCaret(view: EditorView, awareness: Awareness): { update: () => void; destroy: () => void } {
  let told: string | null = null;
  const tell = (cursor: Cursor | null) => {
    const next = cursor && JSON.stringify(cursor);
    if (next === told || awareness.getLocalState() === null) return;
    told = next;
    awareness.setLocalStateField("cursor", cursor);
  };
  const update = () => {
    const sync = ySyncPluginKey.getState(view.state);
    if (!sync || !view.hasFocus()) return tell(null);
    // By the letter behind, unlike where the selection is kept: so it stands still for the other while one types, and they
    // have nothing to draw beside the letters.
    const { anchor, head } = view.state.selection;
    const place = (position: number) => absolutePositionToRelativePosition(position, sync.type, sync.binding.mapping);
    tell({ anchor: place(anchor), head: place(head) });
  };
  view.dom.addEventListener("focus", update);
  view.dom.addEventListener("blur", update);
  return {
    update,
    destroy: () => {
      view.dom.removeEventListener("focus", update);
      view.dom.removeEventListener("blur", update);
      tell(null);
    },
  };
}
