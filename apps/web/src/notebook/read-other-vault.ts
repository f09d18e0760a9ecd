import type { Bytes } from "@candor/notebook/bytes/bytes.ts";
import { checkLog } from "@candor/notebook/log/check-log.ts";
import { EMPTY_LOG } from "@candor/notebook/log/known-log.ts";
import { openDocumentKeys } from "@candor/notebook/vault/document-keys.ts";
import { type Factor, unlockVault } from "@candor/notebook/vault/unlock-vault.ts";
import type { StoredNoteRecord } from "@candor/protocol/http/notebook.ts";
import type { NotebookApi } from "./notebook-api.ts";

/** A notebook in plain text, in memory: what its index holds, and each of its documents. */
export type ReadVault = { index: Bytes[]; documents: Map<string, Bytes[]> };

export type OtherVault =
  | { type: "read"; vault: ReadVault; isWhole: boolean }
  /** it opens none of the person's other notebooks */
  | { type: "wrong" }
  | { type: "unreachable" };

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
    const records = await readAll(api, id);
    if (!records) return { type: "unreachable" };
    const read: ReadVault = { index: [], documents: new Map() };
    let isWhole = true;
    for (const [doc, stored] of Map.groupBy(records, (record) => record.doc)) {
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

async function readAll(api: NotebookApi, vault: string): Promise<StoredNoteRecord[] | null> {
  const records: StoredNoteRecord[] = [];
  for (let after = 0, more = true; more; ) {
    const page = await api.readRecords(vault, after);
    if (page.type !== "ok") return null;
    records.push(...page.value.records);
    const last = page.value.records.at(-1)?.seq ?? after;
    more = page.value.more && last > after;
    after = last;
  }
  return records;
}
