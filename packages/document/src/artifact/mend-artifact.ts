import { isId } from "@candor/core/id.ts";
import type * as Y from "yjs";
import { NODES_OF } from "../notes/check-notes.ts";
import { checkField, checkLine, MAX_THINGS } from "../page/check-page.ts";
import { mendDocument, mendNotes, passes } from "../page/mend-page.ts";
import { ARTIFACT_ROOTS } from "../schema-version.ts";
import { MAX_LINE_LENGTH } from "../text.ts";
import { artifactBody, artifactTitle, commentsMap } from "./artifact-roots.ts";

/** As `mendPage` does for a page. */
export function mendArtifact(doc: Y.Doc): Uint8Array | null {
  return mendDocument(doc, ARTIFACT_ROOTS, (transaction) => {
    const title = artifactTitle(doc);
    if (!passes(() => checkLine("", title))) {
      const words = title.toJSON().slice(0, MAX_LINE_LENGTH);
      title.delete(0, title.length);
      title.insert(0, words);
    }
    mendNotes(artifactBody(doc), transaction, NODES_OF.artifact);
    const comments = commentsMap(doc);
    for (const [key, value] of [...comments.entries()]) {
      const [id, field] = key.split(":");
      if (!isId(id) || !passes(() => checkField("", field ?? "text", value))) comments.delete(key);
    }
    for (const key of [...comments.keys()].sort().slice(MAX_THINGS)) comments.delete(key);
  });
}
