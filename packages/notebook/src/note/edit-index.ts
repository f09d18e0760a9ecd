import type { Id } from "@candor/core/id.ts";
import type { KeepMonths } from "@candor/core/notebook/judge-note-age.ts";
import type { ThemeSaid } from "@candor/core/theme/theme.ts";
import { edit } from "@candor/document/edit.ts";
import { setChanged } from "@candor/document/roots.ts";
import { setText, wellFormed } from "@candor/document/text.ts";
import * as Y from "yjs";
import type { NoteEditor } from "./edit-note.ts";
import { devicesMap, documentsMap, findTheme, settingsMap, themesMap, wroteMap } from "./note-roots.ts";

/** Says that a document holds the notes about the other of a pair. */
export function listDocument(index: Y.Doc, doc: string, pair: Id): void {
  edit(index, "list document", () => {
    const documents = documentsMap(index);
    if (documents.get(doc) !== pair) documents.set(doc, pair);
  });
}

export function nameDevice(index: Y.Doc, device: string, name: string): void {
  edit(index, "name device", () => {
    const devices = devicesMap(index);
    if (devices.get(device) !== wellFormed(name)) devices.set(device, wellFormed(name));
  });
}

/** Notes that a device writes on a day; once a day, and beside something that it writes anyway. */
export function noteWriting(index: Y.Doc, device: string, at: string): void {
  edit(index, "note writing", () => {
    const wrote = wroteMap(index);
    if (String(wrote.get(device)).slice(0, DAY_LENGTH) !== at.slice(0, DAY_LENGTH)) wrote.set(device, at);
  });
}

const DAY_LENGTH = 10; // letters of an instant

/** How long notes are kept, on every device that opens this notebook. */
export function setKeepMonths(index: Y.Doc, months: KeepMonths): void {
  edit(index, "set keeping", () => settingsMap(index).set("keepMonths", months));
}

/** @returns the new theme's id. */
export function addTheme(index: Y.Doc, editor: NoteEditor, name: string): Id {
  const id = editor.newId();
  edit(index, "add theme", () => {
    // What is nested is made here, with its parent: made later by two devices, one of the two would be lost.
    const map = new Y.Map<unknown>();
    map.set("name", wellFormed(name));
    map.set("mergedInto", null);
    map.set("archivedAt", null);
    map.set("madeAt", editor.now);
    map.set("wording", new Y.Text());
    map.set("doing", new Y.Text());
    map.set("answer", null);
    map.set("said", new Y.Map());
    themesMap(index).set(id, map);
  });
  return id;
}

export type ThemeTraits = {
  name?: string;
  mergedInto?: Id | null;
  archivedAt?: string | null;
  answer?: string | null;
  tellsFew?: boolean;
};

export function setThemeTraits(index: Y.Doc, id: Id, traits: ThemeTraits): void {
  edit(index, "change theme", () => {
    const map = findTheme(index, id);
    if (map) setChanged(map, { ...traits, ...(traits.name !== undefined && { name: wellFormed(traits.name) }) });
  });
}

/** Makes what is said of a theme, or done about it, read as `wanted`. */
export function setThemeText(index: Y.Doc, id: Id, part: "wording" | "doing", wanted: string): void {
  edit(index, "word theme", () => {
    const text = findTheme(index, id)?.get(part);
    if (text instanceof Y.Text) setText(text, wanted);
  });
}

/** @returns the id of what was said, for taking it back. */
export function addSaid(index: Y.Doc, editor: NoteEditor, theme: Id, said: Omit<ThemeSaid, "id">): Id {
  const id = editor.newId();
  edit(index, "mark as said", () => {
    const all = findTheme(index, theme)?.get("said");
    if (all instanceof Y.Map) all.set(id, { ...said, wording: wellFormed(said.wording) });
  });
  return id;
}

export function takeSaidBack(index: Y.Doc, theme: Id, said: Id): void {
  edit(index, "take back what was said", () => {
    const all = findTheme(index, theme)?.get("said");
    if (all instanceof Y.Map) all.delete(said);
  });
}
