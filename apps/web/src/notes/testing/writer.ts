import type { NoteNode } from "@candor/core/notes/note-node.ts";
import type { MemberId } from "@candor/core/person/member.ts";
import { ArrivedUpdate } from "@candor/document/edit.ts";
import { readNotes } from "@candor/document/notes/read-notes.ts";
import { writeNotes } from "@candor/document/notes/write-notes.ts";
import { welcomeFragment } from "@candor/document/roots.ts";
import { ownUndo } from "@candor/document/undo.ts";
import { Selection, TextSelection } from "prosemirror-state";
import { Awareness } from "y-protocols/awareness";
import * as Y from "yjs";
import type { Fit } from "../fits-schema.ts";
import { type LongEditing, mountNotes, type NotesEditor } from "../mount-notes.ts";
import type { RefusedPaste } from "../paste.ts";

/** One person with a page of their own and an editor open on its welcome. */
export type Writer = {
  member: MemberId;
  doc: Y.Doc;
  fragment: Y.XmlFragment;
  undo: Y.UndoManager;
  awareness: Awareness;
  editor: NotesEditor;
  misfits: Fit[];
  escapes: number;
  refusedPastes: RefusedPaste[];
  /** what an artifact's editor does beside; null: it is one of notes */
  long: LongEditing | null;
};

/** @param typingPause 0 makes every edit a step of its own, so that tests need no clock. */
export function writer(
  member: MemberId,
  start: Y.Doc | readonly NoteNode[],
  typingPause = 0,
  long: LongEditing | null = null,
): Writer {
  const doc = new Y.Doc();
  doc.clientID = member === "a" ? 1 : 2;
  const fragment = welcomeFragment(doc);
  if (start instanceof Y.Doc) Y.applyUpdate(doc, Y.encodeStateAsUpdate(start), new ArrivedUpdate("server"));
  else writeNotes(fragment, start);
  const undo = ownUndo(doc, [], typingPause);
  const awareness = new Awareness(doc);
  const self = { member, doc, fragment, undo, awareness, misfits: [], escapes: 0, refusedPastes: [], long } as Omit<
    Writer,
    "editor"
  > as Writer;
  open(self);
  return self;
}

/** Closes the editor and opens another on the same page. */
export function reopen(who: Writer): void {
  who.editor.destroy();
  open(who);
}

function open(who: Writer): void {
  const element = document.createElement("div");
  document.body.append(element);
  who.editor = mountNotes(element, {
    fragment: who.fragment,
    awareness: who.awareness,
    undo: who.undo,
    member: who.member,
    labelledBy: "title",
    ...(who.long && { long: who.long }),
    onEscape: () => {
      who.escapes += 1;
    },
    names: () => ({ a: "Ana", b: "Ben" }),
    onRefusedPaste: (what) => {
      who.refusedPastes.push(what);
    },
    onMisfit: (fit) => who.misfits.push(fit),
  });
}

/** Brings both to the same state, as the server would. */
export function exchange(one: Writer, other: Writer): void {
  const fromOne = Y.encodeStateAsUpdate(one.doc, Y.encodeStateVector(other.doc));
  const fromOther = Y.encodeStateAsUpdate(other.doc, Y.encodeStateVector(one.doc));
  Y.applyUpdate(other.doc, fromOne, new ArrivedUpdate("server"));
  Y.applyUpdate(one.doc, fromOther, new ArrivedUpdate("server"));
}

export function notesOf({ fragment }: Writer): NoteNode[] {
  return readNotes(fragment);
}

/** The text that the editor shows, a line a block. */
export function linesOf({ editor }: Writer): string[] {
  const { doc } = editor.view.state;
  return doc
    .textBetween(0, doc.content.size, "\n", (node) => (node.type.name === "hard_break" ? "⏎" : "∗"))
    .split("\n");
}

/** Types as a keyboard would: input rules see every character. */
export function type(who: Writer, text: string): void {
  const { view } = who.editor;
  for (const character of text) {
    const { from, to } = view.state.selection;
    const plain = () => view.state.tr.insertText(character, from, to);
    const handled = view.someProp("handleTextInput", (handle) => handle(view, from, to, character, plain));
    if (!handled) view.dispatch(plain());
  }
}

/** @returns whether the editor did something with it. */
export function press(who: Writer, key: string, modifiers: KeyboardEventInit = {}): boolean {
  const event = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...modifiers });
  const { view } = who.editor;
  return view.someProp("handleKeyDown", (handle) => handle(view, event)) === true;
}

/** Puts the caret right after the first place where the text reads so; "" is the end of everything. */
export function caretAfter(who: Writer, text: string): void {
  const { view } = who.editor;
  let at: number | null = null;
  view.state.doc.descendants((node, position) => {
    const index = node.isTextblock ? node.textContent.indexOf(text) : -1;
    if (at === null && text !== "" && index >= 0) at = position + 1 + index + text.length;
    return at === null;
  });
  const { doc, tr } = view.state;
  view.dispatch(tr.setSelection(at === null ? Selection.atEnd(doc) : TextSelection.create(doc, at)));
}

/** Selects the first place where the text reads so. */
export function select(who: Writer, text: string): void {
  caretAfter(who, text);
  const { view } = who.editor;
  const { head } = view.state.selection;
  view.dispatch(view.state.tr.setSelection(TextSelection.create(view.state.doc, head - text.length, head)));
}

export function paragraph(text: string): NoteNode {
  return text === "" ? { type: "paragraph" } : { type: "paragraph", content: [{ type: "text", text }] };
}
