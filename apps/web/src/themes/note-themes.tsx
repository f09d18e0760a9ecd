import type { PairNote } from "@candor/core/notebook/note.ts";
import type { Notebook } from "../notebook/notebook.ts";
import { today } from "../ui/clock.ts";
import { daysBetween } from "../ui/say-day.ts";
import { LikeNotesHint } from "./like-notes-hint.tsx";
import { dayOf } from "./theme-notes.tsx";
import { ThemePicker } from "./theme-picker.tsx";

const HINT_DAYS = 7; // an older note has been looked at, and its hint with it

type NoteThemesProps = {
  notebook: Notebook;
  note: PairNote;
  /** the field that holds it has the focus and goes with it */
  isBeingWritten?: boolean;
};

/** What stands below a private note: its themes, and who else raised it. */
export function NoteThemes({ notebook, note, isBeingWritten = false }: NoteThemesProps) {
  if (isBeingWritten) return <LikeNotesHint notebook={notebook} note={note} isBeingWritten />;
  const day = dayOf(note.writtenAt);
  const isNew = day !== null && daysBetween(day, today.value) <= HINT_DAYS;
  return (
    <div class="stack-tight">
      <ThemePicker notebook={notebook} note={note} />
      {isNew && <LikeNotesHint notebook={notebook} note={note} />}
    </div>
  );
}
