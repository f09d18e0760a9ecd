import type * as Y from "yjs";
import { checkArtifact } from "./artifact/check-artifact.ts";
import { mendArtifact } from "./artifact/mend-artifact.ts";
import { checkPage, type PageCheck } from "./page/check-page.ts";
import { mendPage } from "./page/mend-page.ts";

/** What a document can be. All kinds go through the same log, rooms, snapshots and history. */
export type DocumentKind = "page" | "artifact";

type KindRules = {
  check: (doc: Y.Doc) => PageCheck;
  /** @param before the clocks of a state known to be sound. */
  mend: (doc: Y.Doc, before?: ReadonlyMap<number, number>) => Uint8Array | null;
};

/** What of the engine's work depends on the kind of a document, in one place. */
export const DOCUMENT_KINDS: Readonly<Record<DocumentKind, KindRules>> = {
  page: { check: checkPage, mend: mendPage },
  artifact: { check: checkArtifact, mend: mendArtifact },
};
