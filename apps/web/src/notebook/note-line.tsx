import type { PairNote } from "@candor/core/notebook/note.ts";
import type { ComponentChildren } from "preact";
import { deviceTimeZone, today } from "../ui/clock.ts";
import { MenuButton, type MenuItem } from "../ui/menu.tsx";
import { sayDay } from "../ui/say-day.ts";
import { showToast } from "../ui/toasts.ts";
import { NoteField } from "./note-field.tsx";
import type { Notebook } from "./notebook.ts";
import { openNotebookDialog } from "./notebook-dialog.ts";
import { texts } from "./texts.ts";

const SHOWN_IN_NAME = 40;

type NoteLineProps = {
  notebook: Notebook;
  note: PairNote;
  /** says what it stands beside, where the place itself does not */
  about?: string | null;
  /** what else is told of it, below its text */
  children?: ComponentChildren;
};

/** One private note: its text, when it was written, and what can be done with it. */
export function NoteLine({ notebook, note, about, children }: NoteLineProps) {
  const when = sayWritten(note);
  return (
    <li class="note" data-note={note.id}>
      <NoteField
        value={note.text}
        label={texts.fieldOf(when)}
        onValue={(text) => notebook.setNoteText(note.id, text)}
        onLeave={() => {
          if (note.text.trim() === "") notebook.binNote(note.id); // what was emptied was meant to go
        }}
      />
      <div class="note-foot">
        <span class="note-when">
          {when}
          {about && ` · ${about}`}
        </span>
        <MenuButton icon="more" label={texts.moreFor(firstWords(note.text))} items={() => noteMenu(notebook, note)} />
      </div>
      {children}
    </li>
  );
}

/** What can be done with a note. */
function noteMenu(notebook: Notebook, note: PairNote): MenuItem[] {
  return [
    {
      type: "item",
      id: "share",
      label: texts.share,
      icon: "right",
      run: () => openNotebookDialog({ type: "share", note: note.id }),
    },
    {
      type: "item",
      id: "bin",
      label: texts.bin,
      icon: "bin",
      danger: true,
      run: () => {
        notebook.binNote(note.id);
        showToast(texts.binned, () => notebook.takeNoteBack(note.id));
      },
    },
  ];
}

export function sayWritten(note: Pick<PairNote, "writtenAt">): string {
  const day = dayOf(note.writtenAt);
  return day === null ? "" : sayDay(day, today.value, "short");
}

function dayOf(instant: string): string | null {
  try {
    return Temporal.Instant.from(instant).toZonedDateTimeISO(deviceTimeZone).toPlainDate().toString();
  } catch {
    return null;
  }
}

export function firstWords(text: string): string {
  const line = text.trim().split("\n", 1)[0] ?? "";
  return line.length > SHOWN_IN_NAME ? `${line.slice(0, SHOWN_IN_NAME)}…` : line;
}

/** What a note stands beside, in words. */
export function sayAbout({ about }: Pick<PairNote, "about">): string | null {
  if (about.type === "person") return null;
  if (about.type === "topic") return texts.besideTopic(about.title);
  const day = about.day === "" ? "" : sayDay(about.day, today.value, "short");
  return about.isKickoff ? texts.atKickoff(day) : texts.onMeeting(day);
}
