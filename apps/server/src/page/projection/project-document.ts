import { plainText } from "@candor/core/notes/note-node.ts";
import { artifactBody, artifactTitle } from "@candor/document/artifact/artifact-roots.ts";
import type { DocumentKind } from "@candor/document/document-kind.ts";
import { readNotes } from "@candor/document/notes/read-notes.ts";
import type * as Y from "yjs";
import { type ProjectedRows, projectPage, searchEntry } from "./project-page.ts";

/** A document as rows, by its kind: an artifact is one entry to be searched and nothing else. */
export function projectDocument(doc: Y.Doc, kind: DocumentKind): ProjectedRows {
  if (kind === "page") return projectPage(doc);
  const entry = searchEntry(
    "artifact",
    "artifact",
    artifactTitle(doc).toJSON(),
    plainText(readNotes(artifactBody(doc))),
  );
  return { topic: [], meeting: [], action: [], series: [], pairing_thing: [], entry: [entry] };
}
