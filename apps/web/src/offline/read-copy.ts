import * as Y from "yjs";
import { applyAll } from "./apply-all.ts";
import type { DeviceStore, OutboxRow, PageCopy, SetAside } from "./device-store.ts";
import type { TabEnvironment } from "./tab-environment.ts";

export type FoundPage = { copy: PageCopy | null; rows: OutboxRow[] };

/** What this device has of a page; nothing where it can't be read. */
export async function readCopy(
  environment: TabEnvironment,
  store: DeviceStore | null,
  page: string,
): Promise<FoundPage> {
  try {
    return (await store?.readPage(page)) ?? { copy: null, rows: [] };
  } catch (fault) {
    environment.report(fault, "reading a page from this device");
    return { copy: null, rows: [] };
  }
}

/** What of a page was set aside on this device; nothing where it can't be read. */
export async function readAsides(
  environment: TabEnvironment,
  store: DeviceStore | null,
  page: string,
): Promise<SetAside[]> {
  try {
    return (await store?.readAsides(page)) ?? [];
  } catch (fault) {
    environment.report(fault, "reading what was set aside");
    return [];
  }
}

/**
 * @returns what the rows brought that the copy does not have, null: there are none; or null for all where it threw, so
 *   that the document may be half changed and is no good any more.
 */
export function restoreCopy(
  environment: TabEnvironment,
  doc: Y.Doc,
  { copy, rows }: FoundPage,
): { fromRows: Y.Transaction | null } | null {
  try {
    applyAll(doc, copy ? [copy.state] : [], "store");
    return {
      fromRows: applyAll(
        doc,
        rows.map((row) => row.update),
        "store",
      ),
    };
  } catch (fault) {
    environment.report(fault, "opening this device's copy of a page");
    return null;
  }
}

/** Leaves out what does not open by itself; what is left out stays on this device. */
export function wholeParts({ copy, rows }: FoundPage): FoundPage {
  return { copy: copy && opens(copy.state) ? copy : null, rows: rows.filter((row) => opens(row.update)) };
}

function opens(update: Uint8Array): boolean {
  const trial = new Y.Doc();
  try {
    Y.applyUpdate(trial, update);
    return true;
  } catch {
    return false;
  } finally {
    trial.destroy();
  }
}
