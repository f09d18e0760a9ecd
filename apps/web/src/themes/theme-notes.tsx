import type { PairNote } from "@candor/core/notebook/note.ts";
import type { Theme } from "@candor/core/theme/theme.ts";
import type { Notebook } from "../notebook/notebook.ts";
import { deviceTimeZone, today } from "../ui/clock.ts";
import { IconButton } from "../ui/icon-button.tsx";
import { sayDate } from "../ui/say-day.ts";
import { takeThemeOff } from "./theme-edits.ts";
import { themesTexts as texts } from "./themes-texts.ts";

type ThemeNotesProps = {
  notebook: Notebook;
  theme: Theme;
  notes: readonly PairNote[];
  nameOf: (pair: string) => string;
};

/** The private notes under a theme, for their author alone. */
export function ThemeNotes({ notebook, theme, notes, nameOf }: ThemeNotesProps) {
  return (
    <ul class="stack-list themes-notes">
      {notes.map((note) => {
        const day = dayOf(note.writtenAt);
        return (
          <li key={note.id} class="themes-note">
            <div class="row">
              <span class="meta grow">
                <a href={`/p/${note.pair}`} aria-label={texts.openPage(nameOf(note.pair))}>
                  {nameOf(note.pair)}
                </a>
                {[sayAbout(note), day && sayDate(day, today.value)].filter(Boolean).map((part) => ` · ${part}`)}
              </span>
              <IconButton icon="close" label={texts.takeOff} onClick={() => takeThemeOff(notebook, note, theme)} />
            </div>
            <p class="themes-note-text">{note.text}</p>
          </li>
        );
      })}
    </ul>
  );
}

/** What a note stands beside; empty for the person alone. */
export function sayAbout({ about }: PairNote): string {
  if (about.type === "topic") return texts.about.topic(about.title);
  if (about.type === "person") return texts.about.person;
  try {
    return texts.about.meeting(sayDate(about.day, today.value));
  } catch {
    return texts.about.person; // the meeting had no date yet
  }
}

/** @returns null where a clock wrote nonsense. */
export function dayOf(instant: string): string | null {
  try {
    return Temporal.Instant.from(instant).toZonedDateTimeISO(deviceTimeZone).toPlainDate().toString();
  } catch {
    return null;
  }
}
