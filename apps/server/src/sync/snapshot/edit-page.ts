import type { Compilable } from "kysely";
import { editDocument } from "./edit-document.ts";
import type { SavePorts } from "./save-page.ts";
import type { PageChange, PageChanged } from "./snapshot-messages.ts";

export type PageEdit = {
  change: PageChange;
  /** asked before each try: false means that it was done meanwhile, or is not wanted any more */
  isWanted: () => Promise<boolean>;
  /** what is noted of it, in the transaction that stores the edit: both are on disk, or neither */
  note: (changed: PageChanged) => readonly Compilable[];
};

export type PageEdited =
  | { type: "done"; changed: PageChanged }
  | { type: "not_wanted" }
  /** somebody wrote all the while */
  | { type: "moved" }
  | { type: "unsound" };

/** Writes into a page for one of its two what they asked the server for. */
export async function editPage(ports: SavePorts, page: string, edit: PageEdit): Promise<PageEdited> {
  const outcome = await editDocument(ports, page, {
    isWanted: edit.isWanted,
    make: (logged, clientId) => ports.worker.writePage(logged, edit.change, clientId),
    note: ({ changed }) => edit.note(changed),
  });
  return outcome.type === "done" ? { type: "done", changed: outcome.made.changed } : outcome;
}
