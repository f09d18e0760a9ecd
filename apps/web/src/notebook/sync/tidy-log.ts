import { fromBase64url } from "@candor/notebook/bytes/base64url.ts";
import { isCompactionDue, makeSnapshot } from "@candor/notebook/log/compact.ts";
import { confirmSnapshot, verifySnapshot } from "@candor/notebook/log/confirm-snapshot.ts";
import { epochOf } from "@candor/notebook/record/open-record.ts";
import type { DocumentKeys } from "@candor/notebook/vault/document-keys.ts";
import { forgetKeys, type WantedKeys } from "@candor/notebook/vault/forget-keys.ts";
import type { NewNoteRecord } from "@candor/protocol/http/notebook.ts";
import * as Y from "yjs";
import type { KeptRecord } from "../notebook-store.ts";
import { sameDocuments } from "../same-documents.ts";
import type { DeviceCopy } from "./device-copy.ts";
import type { NoteKeys } from "./note-keys.ts";
import { CHAIN_LOCK, hold, randomOf, type SyncParts } from "./sync-parts.ts";
import type { RecordTaker, WholeRead } from "./take-records.ts";
import type { TypedNotes } from "./typed-notes.ts";

const CROWDED_KEYS = 600; // a quarter of what a manifest holds

/** A snapshot that is on its way, and what it was made of. */
type Offer = { record: NewNoteRecord; keys: DocumentKeys; state: Uint8Array<ArrayBuffer> };

/** Puts snapshots in place of many records, and compares those of earlier sessions with what they stand for. */
export class LogTidier {
  private readonly parts: SyncParts;
  private readonly keys: NoteKeys;
  private readonly copy: DeviceCopy;
  private readonly typed: TypedNotes;
  private readonly taker: RecordTaker;
  private over = false;
  /** by document: under which keys the server delivers records */
  private readonly used = new Map<string, ReadonlySet<number>>();
  /** of which this session has written a snapshot */
  private readonly renewed = new Set<string>();
  private keysLeft = 0;
  /** the snapshots that this session wrote: another has to confirm them */
  private readonly snapshots = new Set<number>();

  constructor(parts: SyncParts, held: { keys: NoteKeys; copy: DeviceCopy; typed: TypedNotes; taker: RecordTaker }) {
    this.parts = parts;
    this.keys = held.keys;
    this.copy = held.copy;
    this.typed = held.typed;
    this.taker = held.taker;
  }

  end(): void {
    this.over = true;
  }

  /** Compares an earlier session's snapshot with what it stands for, so that the server may let go of that in time. */
  async confirm(doc: string, records: readonly KeptRecord[]): Promise<void> {
    const { api, vault, device, alarm } = this.parts;
    const isOpen = ({ kind, confirmedAt, seq }: KeptRecord) =>
      kind === "snapshot" && !confirmedAt && !this.snapshots.has(seq);
    const snapshot = records.findLast(isOpen);
    const keys = snapshot && (await this.keys.of(doc));
    if (!keys) return;
    const { manifest } = vault();
    const reader = { vault: manifest.vault, device, keys, devices: manifest.devices };
    const before = records.filter(({ seq }) => seq < snapshot.seq);
    const { type } = await confirmSnapshot(reader, snapshot, before, sameDocuments);
    if (type === "confirmed") await api.confirmSnapshot(manifest.vault, snapshot.seq);
    else if (type === "differs") alarm({ type: "changed", device: snapshot.device });
  }

  /**
   * Has a snapshot stand for all that a document was, however little that is: something was deleted from it for good, and
   * the records that have it can go only behind a snapshot that has not.
   */
  async cut(docs: readonly string[]): Promise<void> {
    const { store } = this.parts;
    await store.set({ cut: [...new Set([...((await store.get("cut")) ?? []), ...docs])] });
  }

  /**
   * Leaves out of the manifest the keys under which the server delivers nothing any more. A document goes by what its
   * records say, and only with a snapshot among them: a server that shows less than there is makes nobody forget more.
   */
  async forgetKeys({ manifest, byDoc }: WholeRead): Promise<void> {
    const wanted = new Map<string, WantedKeys>();
    for (const [doc, records] of byDoc) {
      const newest = Math.max(...manifest.keys.filter((key) => key.doc === doc).map(({ epoch }) => epoch));
      const used = new Set(records.map(({ bytes }) => epochOf(fromBase64url(bytes) ?? new Uint8Array(0)) ?? 0));
      this.used.set(doc, used);
      if (records.some(({ kind }) => kind === "snapshot")) wanted.set(doc, { used, newest });
    }
    if (forgetKeys(manifest, wanted) !== manifest) await this.parts.forgetKeys(wanted);
    this.keysLeft = this.parts.vault().manifest.keys.length;
  }

  /** Whether so many keys came since that some have to go. */
  isCrowded(): boolean {
    const { keys } = this.parts.vault().manifest;
    const isCrowded = keys.length > Math.max(CROWDED_KEYS, 2 * this.keysLeft);
    if (isCrowded) this.keysLeft = keys.length; // where none of them can go yet, it is not asked for over and over
    return isCrowded;
  }

  /** Whether records are left under a key of before, and this session has not yet written a snapshot in their place. */
  private isOld(doc: string, newest: number): boolean {
    return !this.renewed.has(doc) && [...(this.used.get(doc) ?? [])].some((epoch) => epoch < newest);
  }

  /** Another device that tidies up at once wins, and this one forgets its own snapshot. */
  async compact(): Promise<void> {
    const { store } = this.parts;
    for (const doc of await this.copy.docs()) {
      const isCut = (await store.get("cut"))?.includes(doc) ?? false;
      const offer = await this.makeOffer(doc, isCut);
      if (!offer || !(await this.sendOffer(doc, offer)) || !isCut) continue;
      await store.set({ cut: ((await store.get("cut")) ?? []).filter((each) => each !== doc) });
    }
  }

  /** Whether nobody knows yet if a snapshot of this device was stored. */
  async hasOffered(): Promise<boolean> {
    for (const doc of await this.copy.docs()) if ((await this.copy.known(doc)).offered) return true;
    return false;
  }

  /**
   * Makes a snapshot where one is due, and notes that before it is sent: its answer may be lost. While it is on the way
   * the chain is free, so that a server which is slow to answer holds up neither typing nor locking.
   */
  private async makeOffer(doc: string, isCut: boolean): Promise<Offer | null> {
    const { vault, device, environment } = this.parts;
    if (this.typed.has(doc)) return null;
    const release = await hold(environment, CHAIN_LOCK);
    try {
      const known = await this.copy.known(doc);
      const keys = await this.keys.of(doc);
      const isDue = keys && (isCut || isCompactionDue(known) || this.isOld(doc, keys.newest));
      if (!isDue || this.typed.has(doc) || this.over) return null;
      await this.copy.takeFromStore(); // what another tab took over counts as read, and must be in it
      const state = new Uint8Array(Y.encodeStateAsUpdate(this.parts.docOf(doc)));
      const end = { vault: vault().manifest.vault, keys, device, known };
      const made = await makeSnapshot(end, state, randomOf(environment));
      if (!made) return null;
      this.renewed.add(doc);
      await this.copy.keep(doc, [], { ...known, offered: made.known.tip });
      return { record: made.record, keys, state };
    } finally {
      release();
    }
  }

  /** @returns whether it is stored, and was taken over. */
  private async sendOffer(doc: string, { record, keys, state }: Offer): Promise<boolean> {
    const { api, vault } = this.parts;
    const id = vault().manifest.vault;
    const put = await api.append(id, { records: [record] });
    const seq = put.type === "ok" ? put.value.seqs[0] : undefined;
    if (seq === undefined) return false;
    this.snapshots.add(seq);
    const back = await api.readRecords(id, seq - 1);
    const read = back.type === "ok" ? back.value.records.find((one) => one.seq === seq) : undefined;
    if (!read || !(await verifySnapshot({ vault: id, keys }, record, read, state, sameDocuments))) return false;
    await this.taker.take(doc, [read], false);
    return true;
  }
}
