import { artifactTitle } from "@candor/document/artifact/artifact-roots.ts";
import { DOCUMENT_KINDS } from "@candor/document/document-kind.ts";
import { readSchemaVersion } from "@candor/document/page/read-settings.ts";
import * as Y from "yjs";
import { changedRows, type Digests } from "../../page/projection/changed-rows.ts";
import { projectDocument } from "../../page/projection/project-document.ts";
import { buildPage, type Unsound } from "./build-page.ts";
import type { LoggedPage } from "./logged-page.ts";
import { absorbIntoVolumes } from "./seal-volumes.ts";
import type { MadeSnapshot, SnapshotAnswer, Volume } from "./snapshot-messages.ts";

export type Mended = Extract<SnapshotAnswer, { type: "mended" }>;

/** Builds a page from its log on a document of its own, checks it and writes it down whole. */
export function makeSnapshot(
  page: LoggedPage,
  digests: Digests,
  volumes: readonly Volume[] = [],
): { type: "made"; made: MadeSnapshot } | Mended | Unsound {
  const built = buildPage(page);
  if (built.type === "unsound") return built;
  const { doc } = built;
  const { check: checkKind } = DOCUMENT_KINDS[page.kind];
  const check = checkKind(doc);
  if (check.type === "violation") return mended(doc, page, check.what);
  const made = {
    state: Y.encodeStateAsUpdate(doc),
    stateVector: Y.encodeStateVector(doc),
    schemaVersion: readSchemaVersion(doc),
    projection: changedRows(projectDocument(doc, page.kind), digests),
    title: page.kind === "artifact" ? artifactTitle(doc).toJSON() : null,
    lateVolumes: absorbIntoVolumes(page, volumes),
  };
  doc.destroy();
  return { type: "made", made };
}

function mended(doc: Y.Doc, { state, kind }: LoggedPage, reason: string): Mended | Unsound {
  const before = state === null ? undefined : Y.decodeStateVector(Y.encodeStateVectorFromUpdate(state));
  const update = DOCUMENT_KINDS[kind].mend(doc, before);
  const isSound = update !== null && DOCUMENT_KINDS[kind].check(doc).type === "sound";
  return isSound ? { type: "mended", update, clientId: doc.clientID, reason } : { type: "unsound", reason };
}
