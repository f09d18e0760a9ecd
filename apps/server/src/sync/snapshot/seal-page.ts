import { randomInt } from "node:crypto";
import type { SqlValue, Statement } from "../../database/raw-sql.ts";
import { PageMoved } from "../log/group-commit.ts";
import { packPage } from "./pack-page.ts";
import type { SavePorts } from "./save-page.ts";
import { serverEntry } from "./server-entry.ts";
import { readVolumes, volumeQueries } from "./volume-rows.ts";

export type SealOutcome = "sealed" | "nothing_to_seal" | "moved" | "unsound";

/**
 * Takes what has been closed for a year out of a page and puts it into the volumes of its years, in one transaction with
 * the log row that takes it out, and only if nobody has written meanwhile.
 */
export async function sealPage(ports: SavePorts, page: string): Promise<SealOutcome> {
  const { database, worker, quarantine, now } = ports;
  const { db, log } = database;
  const head = await log.headOf(page);
  const base = await log.readSnapshot(page);
  const tail = await log.readTail(page, base?.seq ?? 0);
  const volumes = await readVolumes(db, page);
  const at = now().toISOString();
  const verdict = await worker.seal(packPage(base?.state ?? null, tail), volumes, at);
  if (verdict.type === "unsound") return "unsound";
  const { removal } = verdict;
  if (removal === null) return "nothing_to_seal";

  const also = volumeQueries(db, page, verdict.volumes, at).map((query): Statement => {
    const { sql, parameters } = query.compile();
    return { sql, parameters: parameters as SqlValue[] };
  });
  const entry = serverEntry({ page, clientId: randomInt(2 ** 32), at, update: removal });
  try {
    await log.appendWith([entry], also, head);
  } catch (error) {
    if (error instanceof PageMoved) return "moved"; // it will be as old tomorrow
    throw error;
  }
  quarantine.interrupt(page);
  return "sealed";
}
