import type { Id } from "@candor/core/id.ts";
import type { Note, NoteAbout } from "@candor/core/notebook/note.ts";
import { edit } from "@candor/document/edit.ts";
import { setText, wellFormed } from "@candor/document/text.ts";
import * as Y from "yjs";
import { findNote, notesMap, THEME_KEY } from "./note-roots.ts";

/** When somebody writes, and where new ids come from: read at the edge and handed in. */
export type NoteEditor = { now: string; newId: () => Id };

export type NewNote = { text: string; about: NoteAbout; themes?: readonly Id[] };

/** @returns the new note's id. */
export function addNote(doc: Y.Doc, editor: NoteEditor, note: NewNote): Id {
  const id = editor.newId();
  edit(doc, "add note", () => {
    const map = newNote(note);
    map.set("writtenAt", editor.now);
    map.set("changedAt", editor.now);
    map.set("binnedAt", null);
    notesMap(doc).set(id, map);
  });
  return id;
}

function newNote({ text, about, themes = [] }: NewNote): Y.Map<unknown> {
  const map = new Y.Map<unknown>();
  map.set("text", new Y.Text(wellFormed(text)));
  map.set("about", about.type);
  if (about.type === "topic") {
    map.set("topic", about.topic);
    map.set("title", wellFormed(about.title));
  }
  if (about.type === "meeting") {
    map.set("meeting", about.meeting);
    map.set("day", about.day);
    if (about.isKickoff) map.set("isKickoff", true);
  }
  for (const theme of themes) map.set(THEME_KEY + theme, true);
  return map;
}

/** Makes a note read as `wanted` by the smallest splice; what another device types elsewhere in it stays. */
export function setNoteText(doc: Y.Doc, editor: NoteEditor, id: Id, wanted: string): void {
  edit(doc, "edit note", () => {
    const map = findNote(doc, id);
    const text = map?.get("text");
    if (!map || !(text instanceof Y.Text) || text.toJSON() === wellFormed(wanted)) return;
    setText(text, wanted);
    // By the minute: an instant for each keystroke would weigh more than what is typed.
    const minute = editor.now.slice(0, 16);
    const before = map.get("changedAt");
    if (typeof before !== "string" || before.slice(0, 16) !== minute) map.set("changedAt", editor.now);
  });
}

/** Two devices that each give a note a theme both keep theirs. */
export function setNoteThemes(doc: Y.Doc, id: Id, themes: readonly Id[]): void {
  edit(doc, "set themes", () => {
    const map = findNote(doc, id);
    if (!map) return;
    for (const key of [...map.keys()]) {
      if (key.startsWith(THEME_KEY) && !themes.includes(key.slice(THEME_KEY.length))) map.delete(key);
    }
    for (const theme of themes) if (!map.has(THEME_KEY + theme)) map.set(THEME_KEY + theme, true);
  });
}

/** @param isAged not by hand: it is older than its author keeps notes. */
export function binNote(doc: Y.Doc, editor: NoteEditor, id: Id, isAged = false): void {
  edit(doc, "bin note", () => {
    const map = findNote(doc, id);
    map?.set("binnedAt", editor.now);
    if (isAged) map?.set("isAged", true);
  });
}

export function takeNoteBack(doc: Y.Doc, editor: NoteEditor, id: Id): void {
  edit(doc, "take note back", () => {
    const map = findNote(doc, id);
    map?.set("binnedAt", null);
    if (map?.get("isAged") !== true) return;
    map.delete("isAged");
    map.set("keptAt", editor.now);
  });
}

/** Deletes notes for good: nothing of them is in the document from then on, nor in a snapshot of it. */
export function deleteNotes(doc: Y.Doc, ids: readonly Id[]): void {
  edit(doc, "delete notes", () => {
    for (const id of ids) notesMap(doc).delete(id);
  });
}

/** Writes a note that was deleted once more, as it was. */
export function writeNoteAgain(doc: Y.Doc, note: Note): void {
  edit(doc, "write note again", () => {
    const map = newNote(note);
    map.set("writtenAt", note.writtenAt);
    map.set("changedAt", note.changedAt);
    map.set("binnedAt", note.binnedAt);
    if (note.isAged) map.set("isAged", true);
    if (note.keptAt !== undefined) map.set("keptAt", note.keptAt);
    notesMap(doc).set(note.id, map);
  });
}
