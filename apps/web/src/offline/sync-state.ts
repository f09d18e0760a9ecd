import type { StorageState } from "@candor/protocol/sync/messages.ts";
import type { SyncState } from "./page-handle.ts";
import type { Link } from "./sync-socket.ts";

export type SyncFacts = {
  /** changes that the server has not acknowledged, of this tab and of those whose changes show here */
  waiting: number;
  link: Link;
  storage: StorageState;
  /** why the server will not take the oldest change, or will not speak to this tab at all */
  refusal: number | null;
  /** whether all that waits is on this device's disk */
  onDevice: boolean;
};

/** What may be said about a page's safety: "saved" only where nothing waits, and never once the server is out of reach. */
export function syncState({ waiting, link, storage, refusal, onDevice }: SyncFacts): SyncState {
  if (refusal !== null) return { type: "refused", code: refusal, waiting, onDevice };
  if (link === "down") return { type: "offline", waiting, onDevice };
  if (storage === "unavailable") return { type: "storage_full", waiting, onDevice };
  return waiting === 0 ? { type: "saved" } : { type: "saving", waiting };
}
