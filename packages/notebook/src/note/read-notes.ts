import { isId } from "@candor/core/id.ts";
import type { Note, NoteAbout } from "@candor/core/notebook/note.ts";
import { stringOf, textOf } from "@candor/document/roots.ts";
import * as Y from "yjs";
import { notesMap, THEME_KEY } from "./note-roots.ts";

/** All notes of a document, binned ones too, by the time they were written. */
export function readNotes(doc: Y.Doc): Note[] {
  const notes: Note[] = [];
  for (const [id, map] of notesMap(doc).entries()) {
    if (!isId(id) || !(map instanceof Y.Map)) continue;
    const writtenAt = stringOf(map, "writtenAt") ?? "";
    const keptAt = stringOf(map, "keptAt");
    notes.push({
      id,
      text: textOf(map, "text"),
      about: readAbout(map),
      themes: themesOf(map),
      writtenAt,
      changedAt: stringOf(map, "changedAt") ?? writtenAt,
      binnedAt: stringOf(map, "binnedAt"),
      ...(map.get("isAged") === true && { isAged: true }),
      ...(keptAt !== null && { keptAt }),
    });
  }
  return notes.sort((left, right) => compare(left.writtenAt, right.writtenAt) || compare(left.id, right.id));
}

function readAbout(map: Y.Map<unknown>): NoteAbout {
  const [topic, meeting] = [map.get("topic"), map.get("meeting")];
  if (map.get("about") === "topic" && isId(topic)) return { type: "topic", topic, title: stringOf(map, "title") ?? "" };
  if (map.get("about") === "meeting" && isId(meeting)) {
    const isKickoff = map.get("isKickoff") === true;
    return { type: "meeting", meeting, day: stringOf(map, "day") ?? "", ...(isKickoff && { isKickoff }) };
  }
  return { type: "person" };
}

function themesOf(map: Y.Map<unknown>): string[] {
  return [...map.keys()]
    .filter((key) => key.startsWith(THEME_KEY))
    .map((key) => key.slice(THEME_KEY.length))
    .filter(isId)
    .sort(compare);
}

function compare(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
