import { beginArtifact } from "@candor/document/artifact/begin-artifact.ts";
import { addPoints, takeOutPoint } from "@candor/document/artifact/points-in-artifact.ts";
import * as Y from "yjs";
import { buildPage, type Unsound } from "./build-page.ts";
import type { ArtifactChange, LoggedPage } from "./snapshot-messages.ts";

/** What the server itself writes into an artifact, as an edit of a client that nobody else is. */
export function changeArtifact(
  page: LoggedPage,
  change: ArtifactChange,
  clientId: number,
): { type: "artifact"; update: Uint8Array | null } | Unsound {
  const built = buildPage(page);
  if (built.type === "unsound") return built;
  const { doc } = built;
  doc.clientID = clientId;
  const before = Y.snapshot(doc);
  const known = Y.encodeStateVector(doc);
  if (change.type === "begin") beginArtifact(doc, change);
  if (change.type === "take out") takeOutPoint(doc, change.point);
  else addPoints(doc, change.points);
  const update = Y.equalSnapshots(before, Y.snapshot(doc)) ? null : Y.encodeStateAsUpdate(doc, known);
  doc.destroy();
  return { type: "artifact", update };
}
