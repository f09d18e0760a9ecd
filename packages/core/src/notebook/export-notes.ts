import { escapeLine } from "../escape-line.ts";
import type { Id } from "../id.ts";
import type { Theme } from "../theme/theme.ts";
import type { NoteAbout, PairNote } from "./note.ts";

export type ExportedNotes = {
  notes: readonly PairNote[];
  themes: readonly Theme[];
  /** of the other person of a pair */
  nameOf: (pair: Id) => string;
  /** YYYY-MM-DD of the export */
  day: string;
};

/**
 * Everything that is not in the bin, by person, oldest first. Text stands as it was written, which may be Markdown; what the
 * other person wrote, their name and titles, is plain text: a picture in it would tell them who opens the file, and when.
 */
export function writeNotesMarkdown({ notes, themes, nameOf, day }: ExportedNotes): string {
  const names = new Map(themes.map(({ id, name }) => [id, name]));
  const living = notes.filter((note) => note.binnedAt === null && note.text.trim() !== "");
  const lines = [`# Private notes, ${day}`, ""];
  for (const pair of new Set(living.map((note) => note.pair))) {
    lines.push(`## ${escapeLine(nameOf(pair))}`, "");
    for (const note of living.filter((each) => each.pair === pair).toSorted(oldestFirst)) {
      const marks = note.themes.flatMap((id) => names.get(id) ?? []).map((name) => `#${escapeLine(name)}`);
      lines.push(
        `### ${[note.writtenAt.slice(0, 10), sayAbout(note.about), ...marks].filter(Boolean).join(" · ")}`,
        "",
      );
      lines.push(note.text.trimEnd(), "");
    }
  }
  return `${lines.join("\n").trimEnd()}\n`;
}

/** The themes of these notes: whoever is given the notes about one person is not to read what others raised. */
export function themesOf(notes: readonly PairNote[], themes: readonly Theme[]): Theme[] {
  const used = new Set(notes.flatMap((note) => note.themes));
  return themes.filter(({ id }) => used.has(id));
}

/** Everything as it is, binned notes too, for a program. */
export function writeNotesJson({ notes, themes, nameOf, day }: ExportedNotes): string {
  const people = [...new Set(notes.map(({ pair }) => pair))].map((pair) => ({ pair, name: nameOf(pair) }));
  return `${JSON.stringify({ format: "candor-private-notes", version: 1, day, people, notes, themes }, null, 2)}\n`;
}

function sayAbout(about: NoteAbout): string {
  if (about.type === "topic") return `beside “${escapeLine(about.title)}”`;
  if (about.type === "meeting") return `${about.isKickoff ? "kickoff" : "meeting"} ${about.day}`.trimEnd();
  return "";
}

function oldestFirst(left: PairNote, right: PairNote): number {
  return left.writtenAt < right.writtenAt ? -1 : left.writtenAt > right.writtenAt ? 1 : 0;
}
