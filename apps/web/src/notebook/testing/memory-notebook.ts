import { signal } from "@preact/signals";
import { NoteShelf } from "../note-shelf.ts";
import type { Notebook, NotebookState } from "../notebook.ts";

/** An open notebook that keeps nothing, for tests of what stands on one; ids count up, the clock is given. */
export function memoryNotebook(now: () => string): Notebook {
  let count = 0;
  const counted = (kind: string) => {
    count += 1;
    return `${kind}${count}`;
  };
  const shelf = new NoteShelf(
    () => ({ now: now(), newId: () => counted("n") }),
    () => counted("document-number-"),
  );
  return {
    state: signal<NotebookState>({ type: "open" }),
    notes: shelf.notes,
    index: shelf.contents,
    addNote: (pair, note) => shelf.addNote(pair, note),
    setNoteText: (note, text) => shelf.setNoteText(note, text),
    setNoteThemes: (note, themes) => shelf.setNoteThemes(note, themes),
    binNote: (note) => shelf.binNote(note),
    takeNoteBack: (note) => shelf.takeNoteBack(note),
    deleteNotes: (notes) => void shelf.deleteNotes(notes),
    writeNotesAgain: (notes) => shelf.writeNotesAgain(notes),
    editIndex: (change) => shelf.editIndex(change),
  };
}
