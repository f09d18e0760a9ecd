import { NoteThemes } from "./note-themes.tsx";
import { Themes } from "./themes.tsx";

/** What the screen shows and what stands below a private note share most of their code, and come as one file. */
export const parts = { Themes, NoteThemes };
