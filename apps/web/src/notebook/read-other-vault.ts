import type { Bytes } from "@candor/notebook/bytes/bytes.ts";
import { checkLog } from "@candor/notebook/log/check-log.ts";
import { EMPTY_LOG } from "@candor/notebook/log/known-log.ts";
import { openDocumentKeys } from "@candor/notebook/vault/document-keys.ts";
import { type Factor, unlockVault } from "@candor/notebook/vault/unlock-vault.ts";
import type { NotebookApi } from "./notebook-api.ts";
import { readPages } from "./read-pages.ts";

/** A notebook in plain text, in memory: what its index holds, and each of its documents. */
export type ReadVault = { index: Bytes[]; documents: Map<string, Bytes[]> };

export type OtherVault =
  | { type: "read"; vault: ReadVault; isWhole: boolean }
  /** it opens none of the person's other notebooks */
  | { type: "wrong" }
  | { type: "unreachable" }
  | { type: "endless" };

/** The person's notebooks beside the one that is open. */
export async function otherVaults(api: NotebookApi, own: string): Promise<string[]> {
  const listed = await api.listVaults();
  return listed.type === "ok" ? listed.value.map(({ vault }) => vault).filter((vault) => vault !== own) : [];
}

/** Opens another notebook of the same person and reads all of it. @param factor what opens that one. */
export async function readOtherVault(
  api: NotebookApi,
  own: string,
  factor: Factor,
): Promise<OtherVault & { id?: string }> {
  const listed = await api.listVaults();
  if (listed.type !== "ok") return { type: "unreachable" };
  for (const { vault: id, manifest } of listed.value.filter(({ vault }) => vault !== own)) {
    const opened = await unlockVault(manifest, factor, null);
    if (opened.type !== "open" || opened.vault.manifest.vault !== id) continue;
    const pages = await readPages(0, (after) => api.readRecords(id, after));
    if (pages.type !== "read") return pages;
    const read: ReadVault = { index: [], documents: new Map() };
    let isWhole = pages.misshapen === 0;
    for (const [doc, stored] of Map.groupBy(pages.records, (record) => record.doc)) {
      const keys = await openDocumentKeys(opened.vault, doc);
      const { devices, index } = opened.vault.manifest;
      const reader = keys && { vault: id, device: "reads-and-never-writes", keys, devices, known: EMPTY_LOG };
      const checked = reader && (await checkLog(reader, { records: stored, whole: true }));
      if (!checked || checked.alarms.length > 0) isWhole = false;
      const bodies = checked?.opened.map(({ body }) => body) ?? [];
      if (doc === index) read.index.push(...bodies);
      else read.documents.set(doc, bodies);
    }
    return { type: "read", id, vault: read, isWhole };
  }
  return { type: "wrong" };
}
