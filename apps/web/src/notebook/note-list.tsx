import type { Id } from "@candor/core/id.ts";
import type { NoteAbout, PairNote } from "@candor/core/notebook/note.ts";
import { useSignal } from "@preact/signals";
import { useLayoutEffect, useRef } from "preact/hooks";
import type { PrivatePlace } from "../page/private-part.tsx";
import { Button } from "../ui/button.tsx";
import { lazily } from "../ui/lazily.tsx";
import { NoteField } from "./note-field.tsx";
import { NoteLine, sayAbout } from "./note-line.tsx";
import type { Notebook } from "./notebook.ts";
import { texts } from "./texts.ts";
import { wantedNote } from "./wanted-note.ts";

// Without it a note stands there all the same.
const NoteThemes = lazily(
  () => import("../themes/themes-parts.ts").then(({ parts }) => parts.NoteThemes),
  () => null,
);

type NoteListProps = {
  notebook: Notebook;
  pair: Id;
  place: PrivatePlace;
  /** what a new note here stands beside */
  about: NoteAbout;
  notes: readonly PairNote[];
  label: string;
  /** offers a new note by a button; null: only its key and menu do */
  add: string | null;
  saysAbout?: boolean;
};

/** Private notes that stand at one place, and a new one under them. */
export function NoteList({ notebook, pair, place, about, notes, label, add, saysAbout = false }: NoteListProps) {
  /** the note being begun: its id once something was typed; undefined: none is */
  const draft = useSignal<Id | null | undefined>(undefined);
  const frame = useRef<HTMLDivElement>(null);
  const wanted = wantedNote.value;
  const isWanted = wanted !== null && wanted.pair === pair && samePlace(wanted.place, place);
  useLayoutEffect(() => {
    if (!isWanted) return;
    wantedNote.value = null;
    draft.value = null;
  }, [isWanted]);
  const begun = draft.value;
  const shown = notes.filter((note) => note.id !== begun);
  const draftNote = notebook.notes.value.find((note) => note.id === begun);
  const draftText = draftNote?.text ?? "";
  const write = (text: string) => {
    if (draft.peek() === null) {
      if (text !== "") draft.value = notebook.addNote(pair, { text, about });
    } else if (draft.peek()) notebook.setNoteText(draft.peek() as Id, text);
  };
  const leave = () => {
    const id = draft.peek();
    if (id && draftText.trim() === "") notebook.binNote(id);
    draft.value = undefined;
  };
  // Whoever writes by keyboard goes on from where the note was begun.
  const goBack = () => {
    (document.activeElement as HTMLElement | null)?.blur();
    const row = frame.current?.closest<HTMLElement>("[data-topic]");
    if (row) row.focus();
    else setTimeout(() => frame.current?.querySelector<HTMLElement>("[data-add-note]")?.focus());
  };
  if (shown.length === 0 && begun === undefined && add === null) return null;
  return (
    <div ref={frame} class="note-place">
      {(shown.length > 0 || begun !== undefined) && (
        <ul class="stack-list notes-private" aria-label={label}>
          {shown.map((note) => (
            <NoteLine key={note.id} notebook={notebook} note={note} about={saysAbout ? sayAbout(note) : null}>
              <NoteThemes notebook={notebook} note={note} />
            </NoteLine>
          ))}
          {begun !== undefined && (
            <li class="note">
              <NoteField
                value={draftText}
                label={texts.field}
                placeholder={texts.placeholder}
                takesFocus
                onValue={write}
                onLeave={leave}
                onEscape={goBack}
              />
              {draftNote && <NoteThemes notebook={notebook} note={draftNote} isBeingWritten />}
            </li>
          )}
        </ul>
      )}
      {add !== null && begun === undefined && (
        <div>
          <Button
            small
            look="quiet"
            data-add-note
            onClick={() => {
              draft.value = null;
            }}
          >
            {add}
          </Button>
        </div>
      )}
    </div>
  );
}

function samePlace(left: PrivatePlace, right: PrivatePlace): boolean {
  return left.type === right.type && ("id" in left ? left.id : "") === ("id" in right ? right.id : "");
}
