import type { MemberId } from "@candor/core/person/member.ts";
import { type ReadonlySignal, signal } from "@preact/signals";
import { dropCursor } from "prosemirror-dropcursor";
import { gapCursor } from "prosemirror-gapcursor";
import { keymap } from "prosemirror-keymap";
import { type Command, EditorState, Plugin, Selection, TextSelection } from "prosemirror-state";
import { type EditorProps, EditorView } from "prosemirror-view";
import { initProseMirrorDoc, relativePositionToAbsolutePosition, ySyncPlugin, ySyncPluginKey } from "y-prosemirror";
import type { Awareness } from "y-protocols/awareness";
import type * as Y from "yjs";
import { caretName } from "./caret-name.ts";
import { checkItemView } from "./check-item-view.ts";
import { type Fit, fitsSchema } from "./fits-schema.ts";
import { limitDepth } from "./limit-depth.ts";
import { markdownRules } from "./markdown-rules.ts";
import { mentionMenu, type Names } from "./mention-menu.ts";
import { noteKeys } from "./note-keys.ts";
import { notesSchema } from "./notes-schema.ts";
import { type LongNotes, pasteRules, type RefusedPaste } from "./paste.ts";
import { remoteCarets } from "./remote-carets.ts";
import { keepSharedSelection, type SharedSelection, sharedSelection } from "./shared-selection.ts";
import { textInEachBlock } from "./text-in-each-block.ts";
import { texts } from "./texts.ts";
import { typedAtCaret } from "./typed-at-caret.ts";
import { typedLinks } from "./typed-links.ts";
import { undoSelection } from "./undo-selection.ts";

export type NotesOptions = {
  fragment: Y.XmlFragment;
  awareness: Awareness;
  /** the page's own; the editor's edits are added to what it takes back */
  undo: Y.UndoManager;
  /** my seat */
  member: MemberId;
  /** id of the element that names the text */
  labelledBy: string;
  /** of both seats, for mentions; left out: none are offered */
  names?: (() => Names) | undefined;
  /** to be read alone; then nothing is written, whatever is pressed */
  readOnly?: boolean | undefined;
  /** where it is an artifact's */
  long?: LongEditing | undefined;
  onEscape: () => void;
  /** told instead of pasting what is far too long, or a picture among notes */
  onRefusedPaste: (what: RefusedPaste) => void;
  /** Something arrived that the editor must not touch. It has let go of the text by now; take it away. */
  onMisfit: (fit: Exclude<Fit, "fits">) => void;
};

/** What an artifact's editor has beside what one of notes has; it comes with the artifact's own code. */
export type LongEditing = LongNotes & {
  keys: Record<string, Command>;
  nodeViews: EditorProps["nodeViews"];
  /** go before all others but the binding */
  plugins: readonly Plugin[];
  /** a caret goes where nothing may be written, too, as one that suggests does */
  caret: boolean;
};

/** Where the caret goes: where a click was, an end of the text, or where it was in an earlier editor. */
export type CaretTarget =
  | { type: "point"; left: number; top: number }
  | { type: "start" }
  | { type: "end" }
  | { type: "selection"; selection: SharedSelection };

export type NotesEditor = {
  view: EditorView;
  /** follows every change of text and selection */
  state: ReadonlySignal<EditorState>;
  run: (command: Command) => void;
  focus: (target?: CaretTarget) => void;
  selection: () => SharedSelection;
  destroy: () => void;
};

/**
 * Opens an editor on a shared fragment, inside an element that is empty and in the document.
 *
 * @throws {RangeError} if the fragment holds what the editor can't; ask `fitsSchema` first.
 */
export function mountNotes(element: HTMLElement, options: NotesOptions): NotesEditor {
  const { fragment, awareness, undo, member, labelledBy, names, readOnly, long, onEscape, onRefusedPaste, onMisfit } =
    options;
  const isLong = long !== undefined;
  if (fitsSchema(fragment, isLong) !== "fits") throw new RangeError("The editor can't hold this text.");
  undo.addTrackedOrigin(ySyncPluginKey);

  // Observers are called in the order in which they came: this one comes before the binding's, which would delete.
  const guard = (_events: unknown, transaction: Y.Transaction) => {
    if (transaction.origin === ySyncPluginKey) return;
    const fit = fitsSchema(fragment, isLong);
    if (fit === "fits") return;
    destroy();
    onMisfit(fit);
  };
  fragment.observeDeep(guard);

  const { doc, mapping } = initProseMirrorDoc(fragment, notesSchema);
  const isEmpty = doc.childCount === 0; // and then no document; the binding puts a first line into it
  const state = signal(
    EditorState.create({
      ...(isEmpty ? { schema: notesSchema } : { doc }),
      plugins: [
        typedAtCaret(),
        ySyncPlugin(fragment, isEmpty ? {} : { mapping }),
        keepSharedSelection(),
        remoteCarets({ awareness, member, nameOf: (user) => caretName(user, names?.()) }),
        ...(long ? long.plugins : []),
        undoSelection(undo),
        markdownRules(),
        typedLinks(),
        pasteRules(onRefusedPaste, long),
        ...(long ? [keymap(long.keys)] : []),
        limitDepth(),
        ...(names ? [mentionMenu(names)] : []),
        keymap(noteKeys({ undo, onEscape })),
        dropCursor({ class: "notes-drop-cursor", color: false }),
        gapCursor(),
        new Plugin({
          view: () => ({
            update: ({ state: next }) => {
              state.value = next;
            },
          }),
        }),
      ],
    }),
  );
  const view = new EditorView(element, {
    state: state.peek(),
    editable: () => readOnly !== true || long?.caret === true,
    attributes: {
      class: "notes-text",
      role: "textbox",
      "aria-multiline": "true",
      "aria-labelledby": labelledBy,
      "aria-description": texts.editorHint,
      spellcheck: "true",
    },
    nodeViews: { check_item: checkItemView, ...long?.nodeViews },
    // What the other person does never scrolls the page under me.
    handleScrollToSelection: ({ state: shown }) => {
      const sync = ySyncPluginKey.getState(shown);
      return sync?.isChangeOrigin === true && sync.isUndoRedoOperation !== true;
    },
    handleClick: (_view, _position, event) => {
      const link = event.ctrlKey || event.metaKey ? (event.target as Element).closest("a[href]") : null;
      if (link) window.open(link.getAttribute("href") ?? "", "_blank", "noopener,noreferrer");
      return link !== null;
    },
    handleDOMEvents: {
      beforeinput: (_view, event) => {
        if (event.inputType !== "historyUndo" && event.inputType !== "historyRedo") return false;
        event.preventDefault(); // the browser's own history knows nothing of the other person
        if (event.inputType === "historyUndo") undo.undo();
        else undo.redo();
        return true;
      },
    },
  });

  if (readOnly !== true) textInEachBlock(view.state);
  // The binding takes an empty document for one that nobody has touched yet, unless it has seen text in it before.
  if (!isEmpty) view.dispatch(view.state.tr);

  function destroy(): void {
    fragment.unobserveDeep(guard);
    if (!view.isDestroyed) view.destroy();
  }

  return {
    view,
    state,
    run: (command) => {
      command(view.state, view.dispatch, view);
      view.focus();
    },
    focus: (target) => {
      if (target) view.dispatch(view.state.tr.setSelection(selectionAt(view, target)));
      view.focus();
    },
    selection: () => sharedSelection(view.state),
    destroy,
  };
}

function selectionAt(view: EditorView, target: CaretTarget): Selection {
  const { doc } = view.state;
  switch (target.type) {
    case "start":
      return Selection.atStart(doc);
    case "end":
      return Selection.atEnd(doc);
    case "point": {
      const at = view.posAtCoords(target);
      return at ? Selection.near(doc.resolve(at.pos)) : Selection.atEnd(doc);
    }
    case "selection": {
      const { binding, type } = ySyncPluginKey.getState(view.state);
      const position = (relative: SharedSelection["anchor"]) =>
        relativePositionToAbsolutePosition(binding.doc, type, relative, binding.mapping);
      const anchor = position(target.selection.anchor);
      const head = position(target.selection.head);
      if (anchor === null || head === null) return Selection.atEnd(doc);
      return TextSelection.between(doc.resolve(anchor), doc.resolve(head));
    }
  }
}
