// The whole editor, as one chunk that is loaded apart: see load-editor.ts.
import "./editor.css";
import { fitsSchema } from "./fits-schema.ts";
import { mountNotes } from "./mount-notes.ts";
import { NotesToolbar } from "./notes-toolbar.tsx";

export const editor = { fitsSchema, mountNotes, NotesToolbar };
