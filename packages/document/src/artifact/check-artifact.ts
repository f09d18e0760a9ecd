import { isId } from "@candor/core/id.ts";
import type * as Y from "yjs";
import { checkNotes, NODES_OF } from "../notes/check-notes.ts";
import { checkDocument, checkField, fail, MAX_THINGS, type PageCheck } from "../page/check-page.ts";
import { ARTIFACT_ROOTS } from "../schema-version.ts";
import { artifactBody, commentsMap } from "./artifact-roots.ts";

/** As `checkPage` does for a page. */
export function checkArtifact(doc: Y.Doc): PageCheck {
  return checkDocument(doc, ARTIFACT_ROOTS, () => {
    checkNotes(artifactBody(doc), (what) => fail(`body: ${what}`), NODES_OF.artifact);
    const comments = commentsMap(doc);
    if (comments.size > MAX_THINGS) fail("comments: too many");
    for (const [key, value] of comments.entries()) {
      const [id, field] = key.split(":");
      if (!isId(id)) fail("comments: not an id");
      checkField("comments", field ?? "text", value);
    }
  });
}
