import type { KnownLog } from "@candor/notebook/log/known-log.ts";
import type { PendingKey } from "@candor/notebook/vault/document-keys.ts";
import type { KnownVault } from "@candor/notebook/vault/open-vault.ts";
import type { StoredNoteRecord } from "@candor/protocol/http/notebook.ts";
import type { DBSchema, IDBPDatabase } from "idb";
import { committed } from "../offline/device-store.ts";

/** A record as this device keeps it: sealed. `seq` 0: the server has not taken it yet. */
export type KeptRecord = StoredNoteRecord;

/** The vault as this device last saw it; nothing in it is secret without a key. */
export type KeptVault = {
  vault: string;
  /** the manifest */
  wire: string;
  known: KnownVault;
  restoreEpoch: number;
  /** up to which of the server's numbers everything was read */
  after: number;
};

/** This browser as one of the notebook's devices. The private key cannot be read out of the browser. */
export type KeptDevice = { id: string; publicKey: CryptoKey; privateKey: CryptoKey };

export type KeptSettings = { lockAfterMinutes: number; alwaysAsk: boolean };

/** `box` is the recovery code, sealed with a key that the browser can use and not hand out, as the device's own is. */
export type KeptUnfinished = {
  wire: string;
  key: CryptoKey;
  box: Uint8Array<ArrayBuffer>;
  deviceName: string;
  wantsPasskey: boolean;
};

export type KeptValues = {
  vault: KeptVault;
  device: KeptDevice;
  settings: KeptSettings;
  /** keys of documents that no manifest holds yet */
  pending: readonly PendingKey[];
  /** keys that the manifest has forgotten, and under which something here is sealed, or may still come */
  dropped: readonly PendingKey[];
  /** ISO instant at which somebody last used the open notebook; absent after it was locked */
  usedAt: string;
  /** somebody locked it here on purpose: until a secret was given, this device opens nothing by itself; absent: nobody did */
  lockedByHand: true;
  /** a notebook that somebody began to set up, and left before its code was typed back */
  unfinished: KeptUnfinished;
  /** documents that something was deleted from for good, and whose records no snapshot stands for since */
  cut: readonly string[];
};

export interface NotebookSchema extends DBSchema {
  values: { key: string; value: unknown };
  records: { key: [doc: string, device: string, dseq: number]; value: KeptRecord };
  logs: { key: string; value: KnownLog };
  /** what was typed and is no record yet, sealed; a key for each tab and document */
  drafts: { key: [tab: string, doc: string]; value: KeptDraft };
}

/** What somebody types right now: written down at once, so that a tab that dies loses nothing. */
export type KeptDraft = { tab: string; doc: string; epoch: number; box: Uint8Array<ArrayBuffer> };

/** A draft that this device had no room for; with its document's key, where there was no room for that either. */
export type HeldDraft = KeptDraft & { pending?: PendingKey };

const STRICT = { durability: "strict" } as const;

/** What this device keeps of a notebook: sealed bytes, and keys that it can use and not read. Rejects where it fails. */
export class NotebookStore {
  private readonly database: IDBPDatabase<NotebookSchema>;

  constructor(database: IDBPDatabase<NotebookSchema>) {
    this.database = database;
  }

  async get<Name extends keyof KeptValues>(name: Name): Promise<KeptValues[Name] | null> {
    return ((await this.database.get("values", name)) as KeptValues[Name] | undefined) ?? null;
  }

  async set(values: Partial<KeptValues>): Promise<void> {
    const transaction = this.database.transaction("values", "readwrite", STRICT);
    const requests: Promise<unknown>[] = Object.entries(values).map(([name, value]) =>
      value === undefined ? transaction.store.delete(name) : transaction.store.put(value, name),
    );
    await committed(transaction, requests);
  }

  /** Changes a list of keys that no manifest holds, in one go: no other tab, nor another call, comes in between. */
  async changeKeys(
    name: "pending" | "dropped",
    change: (keys: readonly PendingKey[]) => readonly PendingKey[],
  ): Promise<void> {
    const transaction = this.database.transaction("values", "readwrite", STRICT);
    const keys = ((await transaction.store.get(name)) ?? []) as readonly PendingKey[];
    await committed(transaction, [transaction.store.put(change(keys), name)]);
  }

  async remove(name: keyof KeptValues): Promise<void> {
    await this.database.delete("values", name);
  }

  recordKeys(): Promise<[doc: string, device: string, dseq: number][]> {
    return this.database.getAllKeys("records");
  }

  readRecords(doc?: string): Promise<KeptRecord[]> {
    return this.database.getAll("records", doc === undefined ? null : IDBKeyRange.bound([doc], [doc, []]));
  }

  async readRecord(key: [doc: string, device: string, dseq: number]): Promise<KeptRecord | null> {
    return (await this.database.get("records", key)) ?? null;
  }

  async readLog(doc: string): Promise<KnownLog | null> {
    return (await this.database.get("logs", doc)) ?? null;
  }

  /** Records and what is known of their log, both or neither. @param gone records that they take the place of */
  async write(
    doc: string,
    records: readonly KeptRecord[],
    known: KnownLog,
    gone: readonly KeptRecord[] = [],
  ): Promise<void> {
    const transaction = this.database.transaction(["records", "logs"], "readwrite", STRICT);
    const kept = transaction.objectStore("records");
    const requests: Promise<unknown>[] = gone.map(({ device, dseq }) => kept.delete([doc, device, dseq]));
    requests.push(...records.map((record) => kept.put(record)));
    requests.push(transaction.objectStore("logs").put(known, doc));
    await committed(transaction, requests);
  }

  readDrafts(): Promise<KeptDraft[]> {
    return this.database.getAll("drafts");
  }

  async writeDraft(draft: KeptDraft): Promise<void> {
    const transaction = this.database.transaction("drafts", "readwrite");
    await committed(transaction, [transaction.store.put(draft)]);
  }

  async dropDraft(tab: string, doc: string): Promise<void> {
    await this.database.delete("drafts", [tab, doc]);
  }

  /** Takes away all notes, and keeps what this device is. */
  async clearNotes(): Promise<void> {
    const transaction = this.database.transaction(["values", "records", "logs", "drafts"], "readwrite", STRICT);
    const requests: Promise<unknown>[] = [
      transaction.objectStore("records").clear(),
      transaction.objectStore("logs").clear(),
      transaction.objectStore("drafts").clear(),
      transaction.objectStore("values").delete("pending"),
      transaction.objectStore("values").delete("dropped"),
      transaction.objectStore("values").delete("vault"),
    ];
    await committed(transaction, requests);
  }

  /** Takes everything off this device. */
  async clear(): Promise<void> {
    const stores = ["values", "records", "logs", "drafts"] as const;
    const transaction = this.database.transaction(stores, "readwrite", STRICT);
    await committed(
      transaction,
      stores.map((name) => transaction.objectStore(name).clear()),
    );
  }

  close(): void {
    this.database.close();
  }
}

/** What is kept for a device, on its disk or for as long as the tab lives. */
export type NotebookKeep = Omit<NotebookStore, "database">;
