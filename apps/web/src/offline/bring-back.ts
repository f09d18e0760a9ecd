import { encodeKept } from "@candor/protocol/sync/kept-parts.ts";
import * as Y from "yjs";
import type { Fetch } from "../people/api-client.ts";
import type { DeviceStore, OutboxRow } from "./device-store.ts";
import type { KeptPart } from "./vouched-parts.ts";

export type BringBackParts = {
  fetch: Fetch;
  store: DeviceStore | null;
  page: string;
  /** what is not on this device yet */
  fresh: readonly KeptPart[];
  /** the server's epoch now */
  epoch: number;
};

/**
 * Gives back to a server that was restored from a backup what this device has of a page, with the server's own word for
 * it: its words and the other person's alike.
 *
 * @returns "unreachable" where the same may be tried again.
 */
export async function bringBack({ fetch, store, page, fresh, epoch }: BringBackParts): Promise<"done" | "unreachable"> {
  const found = (await store?.readVouched(page).catch(() => [])) ?? [];
  const kept = [...found, ...fresh].filter((part) => part.epoch !== epoch).sort(byAge);
  if (kept.length === 0) return "done";
  const response = await fetch(`/api/pairs/${page}/kept`, {
    method: "POST",
    credentials: "same-origin",
    cache: "no-store",
    headers: { "content-type": "application/octet-stream" },
    body: encodeKept(kept.map(({ updates, voucher }) => ({ updates, voucher }))) as Uint8Array<ArrayBuffer>,
  }).catch(() => null);
  if (response === null || response.status >= 500 || [401, 408, 429].includes(response.status)) return "unreachable";
  if (response.ok) await store?.forgetVouched(page, epoch).catch(() => undefined);
  return "done";
}

function byAge(left: KeptPart, right: KeptPart): number {
  return left.epoch - right.epoch || left.seq - right.seq;
}

/** What a page of the server's has: up to which clocks, and what of it is deleted. */
export type ServerState = { stateVector: Uint8Array; deleted: Y.Snapshot["ds"] };

export function readServerState(updates: readonly Uint8Array[]): ServerState {
  const doc = new Y.Doc();
  doc.transact(() => {
    for (const update of updates) if (update.length > 0) Y.applyUpdate(doc, update);
  });
  const state = { stateVector: Y.encodeStateVector(doc), deleted: Y.snapshot(doc).ds };
  doc.destroy();
  return state;
}

/** What of some rows, oldest first, the server does not have, however it came by the rest. */
export function rowsLeft(rows: readonly OutboxRow[], { stateVector, deleted }: ServerState): OutboxRow[] {
  return rows.flatMap((row) => {
    const update = Y.diffUpdate(row.update, stateVector);
    const { structs, ds } = Y.decodeUpdate(update);
    return structs.length > 0 || deletesMore(ds, deleted) ? [{ ...row, update }] : [];
  });
}

function deletesMore(ds: Y.Snapshot["ds"], deleted: Y.Snapshot["ds"]): boolean {
  for (const [client, ranges] of ds.clients) {
    for (const { clock, len } of ranges) {
      for (let at = clock; at < clock + len; at += 1) if (!Y.isDeleted(deleted, Y.createID(client, at))) return true;
    }
  }
  return false;
}
