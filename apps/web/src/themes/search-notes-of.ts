import type { PairNote } from "@candor/core/notebook/note.ts";
import { createNoteSearch, type NoteHit } from "@candor/notebook/search/search-notes.ts";
import type { Notebook } from "../notebook/notebook.ts";
import { now } from "../ui/clock.ts";
import { keptIndex } from "./kept-index.ts";
import { nameOf } from "./name-of.ts";

const searchOf = keptIndex({
  make: createNoteSearch,
  read: (note) => [note.text, besideOf(note), note.changedAt].join("\n"),
  put: (index, note) => index.put({ id: note.id, text: note.text, beside: besideOf(note), at: note.changedAt }),
  remove: (index, id) => index.remove(id),
});

/** Finds words in the notes of an open notebook, whomever they are about, on this device alone; best first. */
export function searchNotesOf(
  notebook: Notebook,
  query: string,
  limit: number,
): (Pick<NoteHit, "ranges"> & { note: PairNote })[] {
  const notes = notebook.notes.value;
  const byId = new Map(notes.map((note) => [note.id, note]));
  return searchOf(notebook, notes)
    .search(query, now.value.toString(), limit)
    .flatMap(({ id, ranges }) => {
      const note = byId.get(id);
      return note ? [{ note, ranges }] : [];
    });
}

/** Where a note is read among all about its person. */
export function addressOfNote({ pair, id }: PairNote): string {
  return `/p/${encodeURIComponent(pair)}/private#note-${id}`;
}

function besideOf(note: PairNote): string {
  return `${nameOf(note.pair)} ${note.about.type === "topic" ? note.about.title : ""}`;
}
