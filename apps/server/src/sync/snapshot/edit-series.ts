import { randomInt } from "node:crypto";
import type { Compilable } from "kysely";
import type { SqlValue, Statement } from "../../database/raw-sql.ts";
import { PageMoved } from "../log/group-commit.ts";
import { packPage } from "./pack-page.ts";
import type { SavePorts } from "./save-page.ts";
import { serverEntry } from "./server-entry.ts";
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

const TRIES = 8;

/** Writes other times of a series into a page, together with the note of it. */
export async function editSeries(ports: SavePorts, page: string, edit: SeriesEdit): Promise<EditOutcome> {
  const { database, worker, quarantine, now } = ports;
  const { db, log } = database;
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const head = await log.headOf(page);
    if (!(await edit.isWanted())) return { type: "not_wanted" };
    const base = await log.readSnapshot(page);
    const tail = await log.readTail(page, base?.seq ?? 0);
    const clientId = randomInt(2 ** 32);
    const verdict = await worker.changeSeries(packPage(base?.state ?? null, tail), edit.change, clientId);
    if (verdict.type === "unsound") return { type: "unsound" };
    const { changed, update } = verdict;
    const notes = edit.note(changed);
    if (update === null) {
      for (const note of notes) await db.executeQuery(note.compile());
      return { type: "done", changed };
    }
    const entry = serverEntry({ page, clientId, at: now().toISOString(), update });
    try {
      await log.appendWith([entry], notes.map(compiled), head);
    } catch (error) {
      if (error instanceof PageMoved) continue;
      throw error;
    }
    quarantine.interrupt(page); // whoever has it open reads it anew
    return { type: "done", changed };
  }
  return { type: "moved" };
}

function compiled(note: Compilable): Statement {
  const { sql, parameters } = note.compile();
  return { sql, parameters: parameters as SqlValue[] };
}
