import { randomInt } from "node:crypto";
import { PageMoved } from "../log/group-commit.ts";
import { packPage } from "./pack-page.ts";
import type { SavePorts } from "./save-page.ts";
import { serverEntry } from "./server-entry.ts";

export type CutOutcome = "cut" | "nothing_to_cut" | "moved" | "unsound";

/** Takes out of a page what has lain in its bin for too long, and only if nobody has written meanwhile. */
export async function cutPage(ports: SavePorts, page: string, ids: readonly string[]): Promise<CutOutcome> {
  const { database, worker, quarantine, now } = ports;
  const { log } = database;
  const head = await log.headOf(page);
  const base = await log.readSnapshot(page);
  const tail = await log.readTail(page, base?.seq ?? 0);
  const verdict = await worker.cut(packPage(base?.state ?? null, tail), ids);
  if (verdict.type === "unsound") return "unsound";
  if (verdict.removal === null) return "nothing_to_cut";
  const at = now().toISOString();
  const entry = serverEntry({ page, clientId: randomInt(2 ** 32), at, update: verdict.removal });
  try {
    await log.appendWith([entry], [], head);
  } catch (error) {
    if (error instanceof PageMoved) return "moved"; // it lies there in an hour, too
    throw error;
  }
  quarantine.interrupt(page); // whoever has it open reads it anew
  return "cut";
}
