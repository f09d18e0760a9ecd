import type { Id } from "@candor/core/id.ts";
import type { PairNote } from "@candor/core/notebook/note.ts";
import type { NewNote, NoteEditor } from "@candor/notebook/note/edit-note.ts";
import type { NotebookIndex } from "@candor/notebook/note/read-index.ts";
import type { ReadonlySignal } from "@preact/signals";
import type * as Y from "yjs";

export type NotebookState =
  /** this device has not been read yet */
  | { type: "reading" }
  /** nobody has begun one here, as far as this device knows */
  | { type: "none" }
  /** this device could not be read, so nobody knows whether keys and notes are here */
  | { type: "unreadable" }
  | { type: "locked" }
  | { type: "open" };

/**
 * A person's private notes as screens see them. Whatever it holds is plain text in memory, and gone when it is locked:
 * lists are empty and edits do nothing unless it is open.
 */
export type Notebook = {
  state: ReadonlySignal<NotebookState>;
  /** those of all pairs, binned ones too, by the time they were written */
  notes: ReadonlySignal<readonly PairNote[]>;
  index: ReadonlySignal<NotebookIndex>;
  /** @returns the new note's id; null: not open. */
  addNote: (pair: Id, note: NewNote) => Id | null;
  setNoteText: (note: Id, text: string) => void;
  setNoteThemes: (note: Id, themes: readonly Id[]) => void;
  binNote: (note: Id) => void;
  takeNoteBack: (note: Id) => void;
  /** Deletes notes for good, and has the log tidied up without them. */
  deleteNotes: (notes: readonly Id[]) => void;
  /** Writes notes that were deleted once more, as they were. */
  writeNotesAgain: (notes: readonly PairNote[]) => void;
  /** Edits the index by the functions of `@candor/notebook/note/edit-index.ts`. @returns null: not open. */
  editIndex: <T>(change: (index: Y.Doc, editor: NoteEditor) => T) => T | null;
};
