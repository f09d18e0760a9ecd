import type { Compilable } from "kysely";
import { type DocumentEdited, editDocument } from "./edit-document.ts";
import type { SavePorts } from "./save-page.ts";
import type { ArtifactChange } from "./snapshot-messages.ts";

export type ArtifactEdit = {
  change: ArtifactChange;
  isWanted: () => Promise<boolean>;
  /** what is noted of it, in the transaction that stores the edit: both are on disk, or neither */
  note: readonly Compilable[];
  /** what is noted where nothing of the document changed; left out: the same */
  noteUnchanged?: readonly Compilable[];
};

/** Begins an artifact, puts into it what two agreed on or one suggested, or takes something out, with the note of it. */
export async function editArtifact(
  ports: Pick<SavePorts, "database" | "worker" | "now"> & { quarantine: Pick<SavePorts["quarantine"], "interrupt"> },
  id: string,
  { change, isWanted, note, noteUnchanged = note }: ArtifactEdit,
): Promise<DocumentEdited<unknown>["type"]> {
  const outcome = await editDocument(ports, id, {
    isWanted,
    make: (logged, clientId) => ports.worker.changeArtifact({ ...logged, kind: "artifact" }, change, clientId),
    note: ({ update }) => (update === null ? noteUnchanged : note),
  });
  return outcome.type;
}
