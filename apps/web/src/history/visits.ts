import type { PageFingerprint } from "@candor/document/page/fingerprint-page.ts";
import { type DBSchema, type IDBPDatabase, openDB } from "idb";

/** How a page looked when this device last showed it. */
export type Visit = {
  pairId: string;
  /** ISO instant */
  at: string;
  fingerprint: PageFingerprint;
};

interface VisitsSchema extends DBSchema {
  visits: { key: string; value: Visit };
}

let opened: Promise<IDBPDatabase<VisitsSchema> | null> | null = null;

/** @returns null on the first visit, and where this browser keeps nothing. */
export async function lastVisit(pairId: string): Promise<Visit | null> {
  try {
    return (await (await visitsDatabase())?.get("visits", pairId)) ?? null;
  } catch {
    return null; // no list of changes is no harm; the page itself is not touched
  }
}

export async function keepVisit(visit: Visit): Promise<void> {
  try {
    await (await visitsDatabase())?.put("visits", visit);
  } catch {
    // as above: the next visit then compares with an earlier one
  }
}

function visitsDatabase(): Promise<IDBPDatabase<VisitsSchema> | null> {
  opened ??= openDB<VisitsSchema>("candor-visits", 1, {
    upgrade: (database) => {
      database.createObjectStore("visits", { keyPath: "pairId" });
    },
  }).catch(() => null);
  return opened;
}
