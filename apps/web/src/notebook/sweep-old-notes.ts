import { judgeNoteAges } from "@candor/core/notebook/judge-note-age.ts";
import type { PairNote } from "@candor/core/notebook/note.ts";
import type { NoteShelf } from "./note-shelf.ts";

/** What went because of its age, for the reader to be told. */
export type Swept = { binned: readonly PairNote[]; deleted: readonly PairNote[] };

/**
 * Puts what is older than its author keeps notes into the bin, and deletes what has lain there long enough.
 *
 * @returns the documents that something was deleted from, and what went; null where nothing was due.
 */
export function sweepOldNotes(shelf: NoteShelf, now: Temporal.Instant): { swept: Swept; docs: string[] } | null {
  const { toBin, toDelete } = judgeNoteAges(shelf.notes.peek(), shelf.contents.peek().keepMonths, now);
  if (toBin.length + toDelete.length === 0) return null;
  shelf.ageNotes(toBin.map(({ id }) => id));
  const docs = shelf.deleteNotes(toDelete.map(({ id }) => id));
  return { swept: { binned: toBin, deleted: toDelete }, docs };
}
