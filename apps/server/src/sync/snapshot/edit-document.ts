import { randomInt } from "node:crypto";
import type { Compilable } from "kysely";
import { kindOf } from "../../artifact/kind-of.ts";
import type { SqlValue, Statement } from "../../database/raw-sql.ts";
import { PageMoved } from "../log/group-commit.ts";
import type { Unsound } from "./build-page.ts";
import type { LoggedPage } from "./logged-page.ts";
import { packPage } from "./pack-page.ts";
import type { SavePorts } from "./save-page.ts";
import { serverEntry } from "./server-entry.ts";

export type DocumentEdit<Made extends { update: Uint8Array | null }> = {
  /** asked before each try: false means that it was done meanwhile, or is not wanted any more */
  isWanted: () => Promise<boolean>;
  /** in the thread in which documents are built; `update` is null where nothing of the document changed */
  make: (page: LoggedPage, clientId: number) => Promise<Made | Unsound>;
  /** what is noted of it, in the transaction that stores the edit: both are on disk, or neither */
  note: (made: Made) => readonly Compilable[];
};

export type DocumentEdited<Made> =
  | { type: "done"; made: Made }
  | { type: "not_wanted" }
  /** somebody wrote all the while */
  | { type: "moved" }
  | { type: "unsound" };

const TRIES = 8;

/** Writes into a document as one more peer, together with the note of it. */
export async function editDocument<Made extends { update: Uint8Array | null }>(
  {
    database,
    quarantine,
    now,
  }: Pick<SavePorts, "database" | "now"> & { quarantine: Pick<SavePorts["quarantine"], "interrupt"> },
  page: string,
  edit: DocumentEdit<Made>,
): Promise<DocumentEdited<Made>> {
  const { db, log } = database;
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const head = await log.headOf(page);
    if (!(await edit.isWanted())) return { type: "not_wanted" };
    const base = await log.readSnapshot(page);
    const tail = await log.readTail(page, base?.seq ?? 0);
    const clientId = randomInt(2 ** 32);
    const made = await edit.make(packPage(base?.state ?? null, tail, await kindOf(db, page)), clientId);
    if ("type" in made && made.type === "unsound") return { type: "unsound" };
    const done = made as Made;
    const notes = edit.note(done);
    if (done.update === null) {
      for (const note of notes) await db.executeQuery(note.compile());
      return { type: "done", made: done };
    }
    const entry = serverEntry({ page, clientId, at: now().toISOString(), update: done.update });
    try {
      await log.appendWith([entry], notes.map(compiled), head);
    } catch (error) {
      if (error instanceof PageMoved) continue;
      throw error;
    }
    quarantine.interrupt(page); // whoever has it open reads it anew
    return { type: "done", made: done };
  }
  return { type: "moved" };
}

function compiled(note: Compilable): Statement {
  const { sql, parameters } = note.compile();
  return { sql, parameters: parameters as SqlValue[] };
}
