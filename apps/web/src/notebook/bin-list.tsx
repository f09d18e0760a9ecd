import { binEnd } from "@candor/core/notebook/judge-note-age.ts";
import type { PairNote } from "@candor/core/notebook/note.ts";
import { useRef } from "preact/hooks";
import { Button } from "../ui/button.tsx";
import { showToast } from "../ui/toasts.ts";
import { nameOf } from "./export-buttons.tsx";
import { firstWords, sayWritten } from "./note-line.tsx";
import type { Notebook } from "./notebook.ts";
import { sayDayOf } from "./say-day-of.ts";
import { texts } from "./texts.ts";

const say = texts.binList;

type BinListProps = { notebook: Notebook; notes: readonly PairNote[]; saysWhom?: boolean };

/** Notes in the bin: each can be put back or deleted for good, and it is said what still holds it then. */
export function BinList({ notebook, notes, saysWhom = false }: BinListProps) {
  const summary = useRef<HTMLElement>(null);
  const shown = notes.filter(({ text }) => text.trim() !== "");
  if (shown.length === 0) return null;
  const { keepMonths } = notebook.index.value;
  const remove = (gone: readonly PairNote[]) => {
    notebook.deleteNotes(gone.map(({ id }) => id));
    showToast(say.deleted(gone.length), () => notebook.writeNotesAgain(gone));
    summary.current?.focus(); // what was pressed is gone
  };
  return (
    <details class="folded">
      <summary ref={summary}>{say.heading(shown.length)}</summary>
      <p class="meta">{say.whatHoldsIt}</p>
      <ul class="stack-list">
        {shown.map((note) => {
          const end = binEnd(note, keepMonths);
          return (
            <li key={note.id} class="bin-thing">
              <span class="note-text grow">
                {note.text}
                <span class="note-when when-below">
                  {[
                    saysWhom && nameOf(note.pair),
                    sayWritten(note),
                    note.isAged && say.aged,
                    end && say.goes(sayDayOf(end)),
                  ]
                    .filter(Boolean)
                    .join(" · ")}
                </span>
              </span>
              <Button
                small
                aria-label={say.takeBackOf(firstWords(note.text))}
                onClick={() => {
                  notebook.takeNoteBack(note.id);
                  summary.current?.focus();
                }}
              >
                {say.takeBack}
              </Button>
              <Button
                small
                look="danger"
                aria-label={say.deleteOf(firstWords(note.text))}
                onClick={() => remove([note])}
              >
                {say.delete}
              </Button>
            </li>
          );
        })}
      </ul>
      {shown.length > 1 && (
        <div>
          <Button small look="danger" onClick={() => remove(notes)}>
            {say.deleteAll(shown.length)}
          </Button>
        </div>
      )}
    </details>
  );
}
