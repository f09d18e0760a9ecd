import { readBoard } from "@candor/core/theme/board.ts";
import { countThemes } from "@candor/core/theme/count-themes.ts";
import { boardParts } from "@candor/core/theme/export-board.ts";
import { nameOf } from "./name-of.ts";
import { NoteThemes } from "./note-themes.tsx";
import { personOf } from "./person-of.ts";
import { PrivateField } from "./private-field.tsx";
import { addressOfNote, searchNotesOf } from "./search-notes-of.ts";
import { findByName } from "./theme-edits.ts";
import { dayOf } from "./theme-notes.tsx";
import { Themes } from "./themes.tsx";

/** What the board by department has of them: by this list, so that they stay in one file. */
const ofBoards = { readBoard, countThemes, boardParts, findByName, dayOf, personOf, PrivateField };

/** What the screen shows and what stands below a private note share most of their code, and come as one file. */
export const parts = { Themes, NoteThemes, searchNotesOf, addressOfNote, nameOf, ...ofBoards };

export type ThemesParts = typeof parts;
