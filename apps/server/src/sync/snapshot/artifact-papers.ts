import type { ArtifactFacts } from "@candor/document/artifact/artifact-paper.ts";
import type { Paper } from "@candor/document/paper/paper.ts";
import type { StoredPageLog } from "../log/open-page-log.ts";
import { packPage } from "./pack-page.ts";
import type { SnapshotWorker } from "./snapshot-worker.ts";

/** Artifacts as they are handed out, read where documents are built. */
export type ArtifactPapers = {
  /** by what a text is told from the one before it; 0: nothing was ever written */
  headOf(id: string): Promise<number>;
  /** as it is now; null where it cannot be read as one */
  read(id: string, facts: ArtifactFacts): Promise<Paper | null>;
};

export function createArtifactPapers(log: StoredPageLog, worker: SnapshotWorker): ArtifactPapers {
  return {
    headOf: (id) => log.headOf(id),
    async read(id, facts) {
      const base = await log.readSnapshot(id);
      const tail = await log.readTail(id, base?.seq ?? 0);
      const read = await worker.readPaper(packPage(base?.state ?? null, tail, "artifact"), facts);
      return read.type === "paper" ? read.paper : null;
    },
  };
}
