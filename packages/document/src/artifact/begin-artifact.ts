import type { NoteNode } from "@candor/core/notes/note-node.ts";
import type * as Y from "yjs";
import { layGroundwork } from "../edit.ts";
import { writeNotes } from "../notes/write-notes.ts";
import { pageMap, setChanged } from "../roots.ts";
import { SCHEMA_VERSION } from "../schema-version.ts";
import { setText } from "../text.ts";
import { artifactBody, artifactTitle } from "./artifact-roots.ts";

/** Fills the document of a new artifact. The server does, once, as one more peer. */
export function beginArtifact(doc: Y.Doc, { title, body }: { title: string; body: readonly NoteNode[] }): void {
  layGroundwork(doc, () => {
    setChanged(pageMap(doc), { schemaVersion: SCHEMA_VERSION });
    setText(artifactTitle(doc), title);
    writeNotes(artifactBody(doc), body);
  });
}
