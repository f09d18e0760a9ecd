import type { PageFingerprint } from "@candor/document/page/fingerprint-page.ts";
import { type DBSchema, type IDBPDatabase, openDB } from "idb";
import { failOnce } from "../offline/fail-once.ts";
import type { LogPoint } from "../offline/page-handle.ts";

/** How a page looked when this device last showed it. */
export type Visit = {
  pairId: string;
  /** ISO instant */
  at: string;
  fingerprint: PageFingerprint;
  /** what of the server's log it showed; null before the server has answered once, absent in visits of older versions */
  point?: LogPoint | null;
};

interface VisitsSchema extends DBSchema {
  visits: { key: string; value: Visit };
}

let opened: Promise<IDBPDatabase<VisitsSchema> | null> | null = null;
/** once it is open, so that a tab that is being left still writes: it does not come back from waiting */
let database: IDBPDatabase<VisitsSchema> | null = null;
/** as this tab read or wrote it last */
const known = new Map<string, Visit>();

/** @returns null on the first visit, and where this browser keeps nothing. */
export async function lastVisit(pairId: string): Promise<Visit | null> {
  try {
    return (await readVisit(pairId)) ?? null;
  } catch {
    return null; // no list of changes is no harm; the page itself is not touched
  }
}

export async function keepVisit(visit: Visit): Promise<void> {
  known.set(visit.pairId, visit);
  try {
    const transaction = (database ?? (await visitsDatabase()))?.transaction("visits", "readwrite");
    const put = transaction?.store.put(visit);
    transaction?.commit(); // what is not committed when the tab ends was never written
    await Promise.all([put, transaction?.done]);
  } catch {
    // as above: the next visit then compares with an earlier one
  }
}

/** Changes what is kept of the last visit, where there was one. Another tab may have kept it meanwhile. */
export async function changeVisit(pairId: string, change: (visit: Visit) => Visit): Promise<void> {
  try {
    const visit = await readVisit(pairId);
    if (visit) await keepVisit(change(visit));
  } catch {
    // as above
  }
}

/** As `changeVisit`, at once, from what this tab knows of it: for a tab that is being left. */
export function changeVisitNow(pairId: string, change: (visit: Visit) => Visit): void {
  const visit = known.get(pairId);
  if (visit) void keepVisit(change(visit));
}

/** As it is kept, or as this tab has begun to keep it while it was being read. */
async function readVisit(pairId: string): Promise<Visit | undefined> {
  const before = known.get(pairId);
  const transaction = (await visitsDatabase())?.transaction("visits");
  const got = transaction?.store.get(pairId);
  transaction?.commit(); // one that is open when the tab ends would take what is kept at its very end along
  const read = await got;
  const newest = known.get(pairId);
  if (newest !== before) return newest;
  if (read) known.set(pairId, read);
  return read;
}

function visitsDatabase(): Promise<IDBPDatabase<VisitsSchema> | null> {
  opened ??= openDB<VisitsSchema>("candor-visits", 1, {
    upgrade: (database) => {
      database.createObjectStore("visits", { keyPath: "pairId" });
    },
    // Whoever signs out has it deleted; this tab then keeps no more visits.
    blocking: (_current, _blocked, event) => (event.target as IDBDatabase).close(),
  }).then(
    (found) => {
      database = failOnce(found);
      return database;
    },
    () => null,
  );
  return opened;
}
