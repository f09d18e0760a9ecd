import type { Compilable } from "kysely";
import { editDocument } from "./edit-document.ts";
import type { SavePorts } from "./save-page.ts";
import type { SeriesChange, SeriesChanged } from "./snapshot-messages.ts";

export type SeriesEdit = {
  change: SeriesChange;
  /** asked before each try: false means that it was done meanwhile, or is not wanted any more */
  isWanted: () => Promise<boolean>;
  /** what is noted of it, in the transaction that stores the edit: both are on disk, or neither */
  note: (changed: SeriesChanged) => readonly Compilable[];
};

export type EditOutcome =
  | { type: "done"; changed: SeriesChanged }
  | { type: "not_wanted" }
  /** somebody wrote all the while */
  | { type: "moved" }
  | { type: "unsound" };

/** Writes other times of a series into a page, together with the note of it. */
export async function editSeries(ports: SavePorts, page: string, edit: SeriesEdit): Promise<EditOutcome> {
  const outcome = await editDocument(ports, page, {
    isWanted: edit.isWanted,
    make: (logged, clientId) => ports.worker.changeSeries(logged, edit.change, clientId),
    note: ({ changed }) => edit.note(changed),
  });
  return outcome.type === "done" ? { type: "done", changed: outcome.made.changed } : outcome;
}
