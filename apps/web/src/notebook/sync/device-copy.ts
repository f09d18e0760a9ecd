import { EMPTY_LOG, type KnownLog } from "@candor/notebook/log/known-log.ts";
import { openAll, readLog } from "@candor/notebook/log/read-log.ts";
import * as Y from "yjs";
import type { KeptRecord } from "../notebook-store.ts";
import type { NoteKeys } from "./note-keys.ts";
import type { SyncParts } from "./sync-parts.ts";

/** the origin of what was read from this device or the server */
export const STORED = "store";

/** What this device keeps of the logs, sealed, and what of it stands in this tab's documents. */
export class DeviceCopy {
  private readonly parts: Pick<SyncParts, "environment" | "store" | "vault" | "docOf">;
  private readonly keys: NoteKeys;
  private readonly applied = new Set<string>();

  constructor(parts: Pick<SyncParts, "environment" | "store" | "vault" | "docOf">, keys: NoteKeys) {
    this.parts = parts;
    this.keys = keys;
  }

  async known(doc: string): Promise<KnownLog> {
    return (await this.parts.store.readLog(doc)) ?? EMPTY_LOG;
  }

  /** The documents of which it has a record. */
  async docs(): Promise<Set<string>> {
    return new Set((await this.parts.store.recordKeys()).map(([doc]) => doc));
  }

  async keep(
    doc: string,
    records: readonly KeptRecord[],
    known: KnownLog,
    gone: readonly KeptRecord[] = [],
  ): Promise<void> {
    for (const record of records) this.note(record);
    await this.parts.store.write(doc, records, known, gone);
  }

  /** Shows what this device keeps. @param mend is told, for each document, what of it could not be read. */
  async show(mend: (doc: string, torn: readonly KeptRecord[]) => Promise<void>): Promise<void> {
    const records = Map.groupBy(await this.parts.store.readRecords(), ({ doc }) => doc);
    for (const [doc, all] of records) {
      const covered = (await this.known(doc)).snapshot?.covers;
      const wanted = all.filter(
        ({ device, dseq, kind }) => kind === "snapshot" || dseq > (covered?.get(device)?.dseq ?? 0),
      );
      await mend(doc, await this.apply(doc, wanted));
    }
  }

  /** Takes over what another tab of this device wrote. */
  async takeFromStore(): Promise<void> {
    const { store } = this.parts;
    const fresh = (await store.recordKeys()).filter((key) => !this.applied.has(key.join(" ")));
    const records = (await Promise.all(fresh.map((key) => store.readRecord(key)))).filter((record) => record !== null);
    for (const [doc, all] of Map.groupBy(records, (record) => record.doc)) await this.apply(doc, all);
  }

  /** The last number of a device in each document, of what was taken over from it. */
  async headsOf(device: string): Promise<Map<string, number>> {
    const heads = new Map<string, number>();
    for (const doc of await this.docs()) {
      const head = (await this.known(doc)).heads.get(device);
      if (head && head.dseq > 0) heads.set(doc, head.dseq);
    }
    return heads;
  }

  /** @returns false for what Yjs cannot read, which must not stand in the way of the rest. */
  applyBody(doc: string, body: Uint8Array): boolean {
    try {
      Y.applyUpdate(this.parts.docOf(doc), body, STORED);
      return true;
    } catch (fault) {
      this.parts.environment.report(fault, "reading a private note");
      return false;
    }
  }

  /** Remembers that this tab has seen it, whether or not it could be read. */
  note({ doc, device, dseq }: Pick<KeptRecord, "doc" | "device" | "dseq">): void {
    this.applied.add([doc, device, dseq].join(" "));
  }

  /** @returns those that could not be read. */
  private async apply(doc: string, records: readonly KeptRecord[]): Promise<KeptRecord[]> {
    const keys = await this.keys.of(doc);
    if (!keys) return [];
    const read = await readLog({ vault: this.parts.vault().manifest.vault, doc }, records);
    const { opened } = await openAll(keys, read.records);
    const done = new Set<string>();
    this.parts.docOf(doc).transact(() => {
      for (const { body, header } of opened) {
        if (!this.applyBody(doc, body)) continue;
        done.add(`${header.device} ${header.dseq}`);
        this.note(header);
      }
    }, STORED);
    return records.filter(({ device, dseq }) => !done.has(`${device} ${dseq}`));
  }
}
