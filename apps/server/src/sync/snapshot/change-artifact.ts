import { beginArtifact } from "@candor/document/artifact/begin-artifact.ts";
import { addPoints, takeOutPoint } from "@candor/document/artifact/points-in-artifact.ts";
import { applySuggestion } from "@candor/document/artifact/suggestion-place.ts";
import type { Unsound } from "./build-page.ts";
import type { LoggedPage } from "./logged-page.ts";
import type { ArtifactChange } from "./snapshot-messages.ts";
import { writeAsNobody } from "./write-as-nobody.ts";

/** What the server itself writes into an artifact, as an edit of a client that nobody else is. */
export function changeArtifact(
  page: LoggedPage,
  change: ArtifactChange,
  clientId: number,
): { type: "artifact"; update: Uint8Array | null } | Unsound {
  const written = writeAsNobody(page, clientId, (doc) => {
    if (change.type === "begin") beginArtifact(doc, change);
    if (change.type === "take out") takeOutPoint(doc, change.point);
    else if (change.type === "suggestion") applySuggestion(doc, change.change);
    else addPoints(doc, change.points);
  });
  return written.type === "unsound" ? written : { type: "artifact", update: written.update };
}
