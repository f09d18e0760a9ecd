import { randomInt } from "node:crypto";
import { kindOf } from "../../artifact/kind-of.ts";
import { PageMoved } from "../log/group-commit.ts";
import { packPage } from "./pack-page.ts";
import type { SavePorts } from "./save-page.ts";
import { sealPage } from "./seal-page.ts";
import { serverEntry } from "./server-entry.ts";

export type BringBackOutcome = "brought_back" | "nothing_new" | "moved" | "unsound";

const TRIES = 5; // while somebody writes

/**
 * Puts into a page what this server once stored and has forgotten, since it was restored from an older backup.
 *
 * @param kept updates that are known to have been part of the page, oldest first.
 */
export async function bringBack(
  ports: SavePorts,
  page: string,
  kept: readonly Uint8Array[],
): Promise<BringBackOutcome> {
  // A year that was sealed after the backup stands on the page again, and what is kept takes it off: seal it first.
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const sealed = await sealPage(ports, page);
    if (sealed === "unsound") return "unsound";
    if (sealed === "moved") continue;
    const outcome = await bringOnce(ports, page, kept);
    if (outcome !== "moved") return outcome;
  }
  return "moved";
}

async function bringOnce(
  { database, worker, quarantine, now, report }: SavePorts,
  page: string,
  kept: readonly Uint8Array[],
): Promise<BringBackOutcome> {
  const { db, log } = database;
  const head = await log.headOf(page);
  const base = await log.readSnapshot(page);
  const tail = await log.readTail(page, base?.seq ?? 0);
  const verdict = await worker.mergeKept(packPage(base?.state ?? null, tail, await kindOf(db, page)), kept);
  if (verdict.type === "unsound") {
    report(new Error(verdict.reason), "bringing back what a device has kept");
    return "unsound";
  }
  const { update } = verdict;
  if (update === null) return "nothing_new";
  const entry = serverEntry({ page, clientId: randomInt(2 ** 32), at: now().toISOString(), update });
  try {
    await log.appendWith([entry], [], head);
  } catch (error) {
    if (error instanceof PageMoved) return "moved";
    throw error;
  }
  quarantine.interrupt(page); // whoever has it open reads it anew
  return "brought_back";
}
