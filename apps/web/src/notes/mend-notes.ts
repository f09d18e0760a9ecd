import { edit } from "@candor/document/edit.ts";
import { parseMarkdown } from "@candor/document/notes/parse-markdown.ts";
import { readNotes } from "@candor/document/notes/read-notes.ts";
import { replaceNotes } from "@candor/document/notes/replace-notes.ts";
import { writeMarkdown } from "@candor/document/notes/write-markdown.ts";
import type * as Y from "yjs";

/** Writes a text anew that stands where none can, such as in a list outside of its items, so that it can be edited. */
export function mendNotes(doc: Y.Doc, fragment: Y.XmlFragment): void {
  edit(doc, "mend notes", () => replaceNotes(fragment, parseMarkdown(writeMarkdown(readNotes(fragment)))));
}
