import { appendToChain } from "@candor/notebook/log/append-to-chain.ts";
import { EMPTY_LOG, isTipOfAnother, type KnownLog, withoutUnsent } from "@candor/notebook/log/known-log.ts";
import { openAll, readLog } from "@candor/notebook/log/read-log.ts";
import * as Y from "yjs";
import type { KeptRecord } from "../notebook-store.ts";
import type { DeviceCopy } from "./device-copy.ts";
import type { NoteKeys } from "./note-keys.ts";
import { CHAIN_LOCK, hold, randomOf, type SyncParts } from "./sync-parts.ts";

/** What this device writes: one chain a document, for all its tabs. */
export class OwnChain {
  private readonly parts: SyncParts;
  private readonly keys: NoteKeys;
  private readonly copy: DeviceCopy;

  constructor(parts: SyncParts, keys: NoteKeys, copy: DeviceCopy) {
    this.parts = parts;
    this.keys = keys;
    this.copy = copy;
  }

  /** Seals an update as the next record. Whoever calls holds the chain. */
  async append(doc: string, body: Uint8Array<ArrayBuffer>): Promise<void> {
    const { vault, device, environment } = this.parts;
    const keys = await this.keys.ofNew(doc);
    const known = await this.copy.known(doc);
    const end = { vault: vault().manifest.vault, device, keys, known };
    const made = await appendToChain(end, body, randomOf(environment));
    await this.copy.keep(doc, [{ ...made.record, seq: 0, at: environment.instant() }], made.known);
  }

  /**
   * Forgets what could not be read, so that it is asked of the server again, and writes anew what was never stored and
   * follows on nothing: this browser had another id when it wrote that, or did not get to the end of writing it anew.
   */
  async mend(doc: string, torn: readonly KeptRecord[]): Promise<void> {
    const { store, device, environment } = this.parts;
    const release = await hold(environment, CHAIN_LOCK);
    try {
      const known = await this.copy.known(doc);
      if (torn.length > 0) await store.write(doc, [], { ...EMPTY_LOG, tip: known.tip, hashes: known.hashes }, torn);
      const own = known.hashes.get(device);
      const isStray = (record: KeptRecord) => record.device !== device || !own?.has(record.dseq);
      const unsent = (await store.readRecords(doc)).filter((record) => this.isToBeTold(record));
      const isOver = torn.length === 0 && (isTipOfAnother(known, device) || unsent.some(isStray));
      if (isOver) await this.writeAnew(doc, withoutUnsent(known, device), []);
    } finally {
      release();
    }
  }

  /** Keeps records, and what was never stored once more, on top of them. Whoever calls holds the chain. */
  async writeAnew(doc: string, from: KnownLog, records: readonly KeptRecord[]): Promise<void> {
    const { store, vault, device, environment } = this.parts;
    const id = vault().manifest.vault;
    const unsent = (await store.readRecords(doc))
      .filter((record) => this.isToBeTold(record))
      .sort((left, right) => left.dseq - right.dseq);
    const keys = await this.keys.of(doc);
    if (!keys) return;
    const { opened } = await openAll(keys, (await readLog({ vault: id, doc }, unsent)).records);
    let known = from;
    const anew: KeptRecord[] = [];
    for (const { body } of opened) {
      const made = await appendToChain({ vault: id, device, keys, known }, body, randomOf(environment));
      anew.push({ ...made.record, seq: 0, at: environment.instant() });
      known = made.known;
    }
    const gone = opened.map(({ stored }) => stored);
    await this.copy.keep(doc, [...records, ...anew], known, gone);
  }

  /**
   * Writes all that the server lacks of a document as one record: what was typed and deleted again meanwhile has no weight
   * in it, so that somebody who shortens what is too large gets it through.
   */
  async squash(doc: string): Promise<void> {
    const { store, vault, device, docOf, environment } = this.parts;
    const release = await hold(environment, CHAIN_LOCK);
    try {
      await this.copy.takeFromStore();
      const [unsent, sent] = split(await store.readRecords(doc), ({ seq }) => seq === 0);
      const keys = await this.keys.of(doc);
      if (!keys || unsent.length < 2) return;
      const id = vault().manifest.vault;
      const there = new Y.Doc();
      for (const { body } of (await openAll(keys, (await readLog({ vault: id, doc }, sent)).records)).opened) {
        applyQuietly(there, body);
      }
      const body = new Uint8Array(Y.encodeStateAsUpdate(docOf(doc), Y.encodeStateVector(there)));
      there.destroy();
      const known = withoutUnsent(await this.copy.known(doc), device);
      const made = await appendToChain({ vault: id, device, keys, known }, body, randomOf(environment));
      await this.copy.keep(doc, [{ ...made.record, seq: 0, at: environment.instant() }], made.known, unsent);
    } finally {
      release();
    }
  }

  /** Seals what waits of a document under its newest key, since nobody could open what the manifest has no key of. */
  async sealAnew(doc: string): Promise<void> {
    const { device, environment } = this.parts;
    const release = await hold(environment, CHAIN_LOCK);
    try {
      await this.writeAnew(doc, withoutUnsent(await this.copy.known(doc), device), []);
    } finally {
      release();
    }
  }

  /** The server does not have it, or the others refuse it: its device was taken off before they had read it. */
  private isToBeTold({ seq, doc, device, dseq }: KeptRecord): boolean {
    if (seq === 0) return true;
    const removed = this.parts.vault().manifest.devices.find(({ id }) => id === device)?.removed;
    return Boolean(removed && dseq > (removed.heads.get(doc) ?? 0));
  }
}

function split<T>(all: readonly T[], isFirst: (one: T) => boolean): [T[], T[]] {
  return [all.filter(isFirst), all.filter((one) => !isFirst(one))];
}

function applyQuietly(doc: Y.Doc, update: Uint8Array): void {
  try {
    Y.applyUpdate(doc, update);
  } catch {
    // What Yjs cannot read is in no document.
  }
}
