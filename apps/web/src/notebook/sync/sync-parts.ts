import type { WantedKeys } from "@candor/notebook/vault/forget-keys.ts";
import type { OpenVault } from "@candor/notebook/vault/open-vault.ts";
import type { NewNoteRecord } from "@candor/protocol/http/notebook.ts";
import type * as Y from "yjs";
import type { TabEnvironment } from "../../offline/tab-environment.ts";
import type { NotebookAlarm, RefusedWhy } from "../notebook-alarm.ts";
import type { NotebookApi } from "../notebook-api.ts";
import type { KeptRecord, NotebookKeep } from "../notebook-store.ts";

/** A document whose waiting records the server refuses however often they are sent. */
export type RefusedDocument = { doc: string; why: RefusedWhy };

export type SyncParts = {
  environment: Pick<TabEnvironment, "locks" | "random" | "instant" | "report">;
  store: NotebookKeep;
  api: NotebookApi;
  device: string;
  vault: () => OpenVault;
  docOf: (id: string) => Y.Doc;
  /** tells other tabs that something was written to this device */
  wrote: () => void;
  alarm: (alarm: NotebookAlarm) => void;
  /** Brings documents' new keys, and this device, into the manifest. `refused`: for good. */
  settleKeys: () => Promise<"settled" | "not_now" | "refused">;
  /** all that was typed found room on this device */
  kept: () => void;
  /** what the server takes none of, whenever that has changed */
  refused: (documents: readonly RefusedDocument[]) => void;
  /** Leaves out of the manifest the keys that nobody wants any more, now or another time. */
  forgetKeys: (documents: ReadonlyMap<string, WantedKeys>) => Promise<void>;
  /** The server may have a newer manifest than this tab. */
  followVault: () => Promise<boolean>;
};

/** A tab that has it is the only one that writes to this device's chains. */
export const CHAIN_LOCK = "candor:notebook:chain";

/** Waits until no other tab has it. @returns gives it back. */
export async function hold({ locks }: Pick<TabEnvironment, "locks">, name: string): Promise<() => void> {
  const release = await locks?.hold(name, new AbortController().signal);
  return release ?? (() => undefined);
}

export function randomOf({ random }: Pick<TabEnvironment, "random">) {
  return (count: number) => random(count) as Uint8Array<ArrayBuffer>;
}

/** A record as it is sent. */
export function asNew({ doc, device, dseq, kind, bytes, snapshot }: KeptRecord): NewNoteRecord {
  return { doc, device, dseq, kind, bytes, ...(snapshot && { snapshot }) };
}
