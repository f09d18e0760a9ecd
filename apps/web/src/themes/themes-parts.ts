import { nameOf } from "./name-of.ts";
import { NoteThemes } from "./note-themes.tsx";
import { addressOfNote, searchNotesOf } from "./search-notes-of.ts";
import { Themes } from "./themes.tsx";

/** What the screen shows and what stands below a private note share most of their code, and come as one file. */
export const parts = { Themes, NoteThemes, searchNotesOf, addressOfNote, nameOf };
