import { fromBase64url } from "@candor/notebook/bytes/base64url.ts";
import { epochOf } from "@candor/notebook/record/open-record.ts";
import type { PendingKey } from "@candor/notebook/vault/document-keys.ts";
import { droppedKeys } from "@candor/notebook/vault/dropped-keys.ts";
import type { OpenVault } from "@candor/notebook/vault/open-vault.ts";
import type { NotebookKeep } from "./notebook-store.ts";

const LATE = 4; // of each document: under what another device may have sealed before it heard that the key is forgotten

/** Keeps what a newer manifest has forgotten and this device, or a record that is on its way, still needs. */
export async function keepDroppedKeys(store: NotebookKeep, before: string, after: OpenVault): Promise<void> {
  const gone = await droppedKeys(before, after);
  if (gone.length === 0) return;
  const used = new Set<string>();
  for (const { doc, bytes } of await store.readRecords()) {
    const read = fromBase64url(bytes);
    used.add(keyOf({ doc, epoch: (read && epochOf(read)) ?? 0 }));
  }
  for (const draft of await store.readDrafts()) used.add(keyOf(draft));
  await store.changeKeys("dropped", (had) => wanted([...had, ...gone], used));
}

function wanted(keys: readonly PendingKey[], used: ReadonlySet<string>): PendingKey[] {
  const distinct = [...new Map(keys.map((key) => [keyOf(key), key])).values()];
  const byDoc = Map.groupBy(distinct, ({ doc }) => doc);
  return [...byDoc.values()].flatMap((its) => {
    const sorted = its.toSorted((left, right) => right.epoch - left.epoch);
    return sorted.filter((key, at) => at < LATE || used.has(keyOf(key)));
  });
}

function keyOf({ doc, epoch }: { doc: string; epoch: number }): string {
  return `${doc} ${epoch}`;
}
