import type { NoteAbout } from "@candor/core/notebook/note.ts";

/** Two notes beside the same thing have the same. */
export function placeKey(about: NoteAbout): string {
  if (about.type === "topic") return `topic ${about.topic}`;
  if (about.type === "meeting") return `meeting ${about.meeting}`;
  return "person";
}
