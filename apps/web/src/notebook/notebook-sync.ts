import { fromBase64url } from "@candor/notebook/bytes/base64url.ts";
import { sameBytes, utf8 } from "@candor/notebook/bytes/bytes.ts";
import { appendToChain, confirmAppended } from "@candor/notebook/log/append-to-chain.ts";
import { checkLog } from "@candor/notebook/log/check-log.ts";
import { isCompactionDue, makeSnapshot } from "@candor/notebook/log/compact.ts";
import { confirmSnapshot, verifySnapshot } from "@candor/notebook/log/confirm-snapshot.ts";
import { EMPTY_LOG, isTipOfAnother, type KnownLog, withoutUnsent } from "@candor/notebook/log/known-log.ts";
import type { LogAlarm } from "@candor/notebook/log/log-alarm.ts";
import { openAll, readLog } from "@candor/notebook/log/read-log.ts";
import { readRecord } from "@candor/notebook/record/open-record.ts";
import { openBox, sealBox } from "@candor/notebook/seal/box.ts";
import { beginDocument, type DocumentKeys, openDocumentKeys } from "@candor/notebook/vault/document-keys.ts";
import { newId } from "@candor/notebook/vault/new-id.ts";
import type { OpenVault } from "@candor/notebook/vault/open-vault.ts";
import { MAX_BATCH_BYTES, MAX_BATCH_RECORDS, type NewNoteRecord } from "@candor/protocol/http/notebook.ts";
import * as Y from "yjs";
import type { TabEnvironment } from "../offline/tab-environment.ts";
import type { NotebookAlarm } from "./notebook-alarm.ts";
import type { NotebookApi } from "./notebook-api.ts";
import type { KeptDraft, KeptRecord, NotebookKeep } from "./notebook-store.ts";
import { sameDocuments } from "./same-documents.ts";

const CHAIN_LOCK = "candor:notebook:chain";
const SYNC_LOCK = "candor:notebook:sync";
const STORED = "store"; // the origin of what was read from this device or the server
const ADOPTED = "draft"; // of what a tab that ended had not sealed
const DRAFT = "1on1/v1/draft";

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
  /** Brings a document's new keys, and this device, into the manifest. @returns false: not now. */
  settleKeys: () => Promise<boolean>;
  /** The server may have a newer manifest than this tab. */
  followVault: () => Promise<boolean>;
};

/** A snapshot that is on its way, and what it was made of. */
type Offer = { record: NewNoteRecord; keys: DocumentKeys; state: Uint8Array<ArrayBuffer> };

export type Pushed = "all" | "unreachable" | "refused" | "forked";

/** The records of an open notebook: seals what is typed, keeps it, sends it, and takes what others sent. */
export class NotebookSync {
  private readonly parts: SyncParts;
  private readonly typed = new Map<string, Uint8Array[]>();
  private readonly applied = new Set<string>();
  private readonly keys = new Map<string, { hash: unknown; keys: DocumentKeys }>();
  private readonly beginnings = new Map<string, Promise<DocumentKeys>>();
  private sealing: Promise<boolean> = Promise.resolve(true);
  private isWholeRead = false;
  private over = false;
  private adopted: { tab: string; doc: string }[] = [];
  private readonly tab: string;
  /** the snapshots that this session wrote: another has to confirm them */
  private readonly snapshots = new Set<number>();

  constructor(parts: SyncParts) {
    this.parts = parts;
    this.tab = newId(randomOf(parts.environment));
  }

  /** Remembers what somebody types into a document until it is sealed. @returns whether it is an edit of this tab. */
  take(doc: string, update: Uint8Array, origin: unknown): boolean {
    if (origin === STORED) return false;
    const typed = this.typed.get(doc);
    if (typed) typed.push(update);
    else this.typed.set(doc, [update]);
    return true;
  }

  /** Writes down what was typed so far, sealed, and no record yet. Never rejects: the record says what goes wrong. */
  async draft(): Promise<void> {
    await this.boxTyped(async (draft) => {
      if (this.typed.has(draft.doc)) await this.parts.store.writeDraft(draft);
    });
  }

  /** What was typed and could not be kept, sealed, for a device without room: locking must not lose it. */
  async holdBack(): Promise<KeptDraft[]> {
    const held: KeptDraft[] = [];
    await this.boxTyped(async (draft) => void held.push(draft));
    return held;
  }

  private async boxTyped(keep: (draft: KeptDraft) => Promise<void>): Promise<void> {
    const { environment } = this.parts;
    for (const [doc, updates] of this.typed) {
      if (updates.length === 0 || this.over) continue;
      try {
        const keys = (await this.keysOf(doc)) ?? (await this.begin(doc));
        const key = keys.byEpoch.get(keys.newest);
        if (!key) continue;
        const plain = new Uint8Array(Y.mergeUpdates([...updates]));
        const box = await sealBox(key, { label: DRAFT, context: utf8(doc) }, plain, randomOf(environment));
        await keep({ tab: this.tab, doc, epoch: keys.newest, box });
      } catch (fault) {
        environment.report(fault, "writing down a private note");
      }
    }
  }

  /** Takes over what tabs that ended had written down; what a living one has does no harm twice. */
  private async takeDrafts(held: readonly KeptDraft[]): Promise<void> {
    const { store } = this.parts;
    for (const { tab, doc, epoch, box } of [...(await store.readDrafts()), ...held]) {
      const key = (await this.keysOf(doc))?.byEpoch.get(epoch);
      const body = key && (await openBox(key, { label: DRAFT, context: utf8(doc) }, box));
      if (body) Y.applyUpdate(this.parts.docOf(doc), body, ADOPTED);
      if (body) this.adopted.push({ tab, doc });
      else await store.dropDraft(tab, doc);
    }
  }

  get hasTyped(): boolean {
    return this.typed.size > 0;
  }

  end(): void {
    this.over = true;
  }

  /** Opens what this device keeps, and what was held back when it was locked. Rejects where the store does. */
  async load(held: readonly KeptDraft[] = []): Promise<void> {
    const { store, alarm } = this.parts;
    const records = Map.groupBy(await store.readRecords(), ({ doc }) => doc);
    for (const [doc, all] of records) {
      const known = await store.readLog(doc);
      const covered = known?.snapshot?.covers;
      const wanted = all.filter(
        ({ device, dseq, kind }) => kind === "snapshot" || dseq > (covered?.get(device)?.dseq ?? 0),
      );
      const torn = await this.apply(doc, wanted);
      if (torn.length > 0) alarm({ type: "torn" });
      await this.mendChain(doc, torn);
    }
    await this.takeDrafts(held);
  }

  /**
   * Forgets what could not be read, so that it is asked of the server again, and writes anew what was never stored and
   * follows on nothing: this browser had another id when it wrote that, or did not get to the end of writing it anew.
   */
  private async mendChain(doc: string, torn: readonly KeptRecord[]): Promise<void> {
    const { store, device, environment } = this.parts;
    const release = await hold(environment, CHAIN_LOCK);
    try {
      const known = await this.knownOf(doc);
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

  /** The server does not have it, or the others refuse it: its device was taken off before they had read it. */
  private isToBeTold({ seq, doc, device, dseq }: KeptRecord): boolean {
    if (seq === 0) return true;
    const removed = this.parts.vault().manifest.devices.find(({ id }) => id === device)?.removed;
    return Boolean(removed && dseq > (removed.heads.get(doc) ?? 0));
  }

  /** Keeps records, and what was never stored once more, on top of them. Whoever calls holds the chain. */
  private async writeAnew(doc: string, from: KnownLog, records: readonly KeptRecord[]): Promise<void> {
    const { store, vault, device, environment } = this.parts;
    const id = vault().manifest.vault;
    const unsent = (await store.readRecords(doc))
      .filter((record) => this.isToBeTold(record))
      .sort((left, right) => left.dseq - right.dseq);
    const keys = await this.keysOf(doc);
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
    await this.keep(doc, [...records, ...anew], known, gone);
  }

  /** The last number of a device in each document, of what was taken over from it. */
  async headsOf(device: string): Promise<Map<string, number>> {
    const heads = new Map<string, number>();
    for (const doc of new Set((await this.parts.store.recordKeys()).map(([doc]) => doc))) {
      const head = (await this.knownOf(doc)).heads.get(device);
      if (head && head.dseq > 0) heads.set(doc, head.dseq);
    }
    return heads;
  }

  /** Takes over what another tab of this device wrote. */
  async takeFromStore(): Promise<void> {
    const { store } = this.parts;
    const fresh = (await store.recordKeys()).filter((key) => !this.applied.has(key.join(" ")));
    const records = (await Promise.all(fresh.map((key) => store.readRecord(key)))).filter((record) => record !== null);
    for (const [doc, all] of Map.groupBy(records, (record) => record.doc)) await this.apply(doc, all);
  }

  /** Seals what was typed since, one record a document. @returns false where this device could not keep it. */
  seal(): Promise<boolean> {
    this.sealing = this.sealing.then(() => this.sealAll());
    return this.sealing;
  }

  private async sealAll(): Promise<boolean> {
    if (this.typed.size === 0 || this.over) return true;
    const { alarm, environment } = this.parts;
    const release = await hold(environment, CHAIN_LOCK);
    try {
      for (const [doc, updates] of [...this.typed]) {
        const count = updates.length; // what is typed while this is sealed comes after these
        await this.sealOne(doc, updates.slice(0, count));
        updates.splice(0, count);
        if (updates.length === 0) this.typed.delete(doc);
        if (updates.length === 0) await this.parts.store.dropDraft(this.tab, doc);
      }
      for (const { tab, doc } of this.adopted.splice(0)) await this.parts.store.dropDraft(tab, doc);
      return true;
    } catch (fault) {
      environment.report(fault, "keeping private notes on this device");
      alarm({ type: "full" });
      return false;
    } finally {
      release();
      this.parts.wrote();
    }
  }

  private async sealOne(doc: string, updates: Uint8Array[]): Promise<void> {
    const { vault, device, environment } = this.parts;
    const keys = (await this.keysOf(doc)) ?? (await this.begin(doc));
    const known = await this.knownOf(doc);
    const body = new Uint8Array(Y.mergeUpdates(updates));
    const end = { vault: vault().manifest.vault, device, keys, known };
    const made = await appendToChain(end, body, randomOf(environment));
    await this.keep(doc, [{ ...made.record, seq: 0, at: environment.instant() }], made.known);
  }

  /** Sends what the server lacks, and asks for what this device lacks. One tab at a time. */
  async exchange(): Promise<Pushed> {
    const release = await hold(this.parts.environment, SYNC_LOCK);
    try {
      // What was torn here comes back before anything follows on it.
      if (!this.isWholeRead && !(await this.pull())) return "unreachable";
      let pushed = await this.push();
      if (pushed === "forked" && (await this.hasOffered())) {
        if (!(await this.pull())) return "unreachable";
        pushed = await this.push();
      }
      if (pushed === "unreachable" || pushed === "forked") return pushed;
      if (!(await this.pull())) return "unreachable";
      await this.compact();
      return pushed;
    } finally {
      release();
    }
  }

  /** How many records the server has not taken. */
  async countWaiting(): Promise<number> {
    return (await this.readWaiting()).length;
  }

  private async readWaiting(): Promise<KeptRecord[]> {
    const all = await this.parts.store.readRecords();
    return all.filter((record) => record.seq === 0).sort((left, right) => left.dseq - right.dseq);
  }

  private async push(): Promise<Pushed> {
    const waiting = await this.readWaiting();
    if (waiting.length === 0) return "all";
    // Nobody could open what is sealed under keys that no manifest holds.
    if (!(await this.parts.settleKeys())) return "unreachable";
    for (const batch of batchesOf(waiting)) {
      const result = await this.send(batch);
      if (result !== "all") return result;
    }
    return "all";
  }

  private async send(batch: readonly KeptRecord[]): Promise<Pushed> {
    const { api, vault, alarm } = this.parts;
    const answer = await api.append(vault().manifest.vault, { records: batch.map(asNew) });
    if (answer.type === "unreachable") return "unreachable";
    if (answer.type === "refused") {
      if (answer.name === "notebook_full") alarm({ type: "server_full" });
      else if (answer.name === "record_gap") alarm({ type: "older", restored: false });
      else if (answer.name === "record_differs") return "forked";
      else return "unreachable";
      return "refused";
    }
    await this.markSent(batch, answer.value.seqs);
    return "all";
  }

  private async markSent(batch: readonly KeptRecord[], seqs: readonly number[]): Promise<void> {
    const release = await hold(this.parts.environment, CHAIN_LOCK);
    try {
      const sent = batch.map((record, index) => ({ ...record, seq: seqs[index] ?? 1 }));
      for (const [doc, records] of Map.groupBy(sent, (record) => record.doc)) {
        let known = await this.knownOf(doc);
        for (const record of records) known = await confirmAppended(known, asNew(record));
        await this.keep(doc, records, known);
      }
    } finally {
      release();
    }
    this.parts.wrote();
  }

  /** @returns false where the server could not be reached. */
  private async pull(): Promise<boolean> {
    const { api, vault, store } = this.parts;
    const whole = !this.isWholeRead;
    const id = vault().manifest.vault;
    const kept = whole ? null : await store.get("vault");
    let after = kept?.after ?? 0;
    const records: KeptRecord[] = [];
    for (let more = true; more; ) {
      const page = await api.readRecords(id, after);
      if (page.type !== "ok") return false;
      records.push(...page.value.records);
      const last = page.value.records.at(-1)?.seq ?? after;
      more = page.value.more && last > after; // a page that leads nowhere would be asked for without end
      after = last;
    }
    const byDoc = Map.groupBy(records, ({ doc }) => doc);
    let isClean = true;
    for (const [doc, all] of byDoc) isClean = (await this.takeIn(doc, all, whole)) && isClean;
    if (whole) isClean = (await this.missLogs(byDoc)) && isClean;
    if (whole && isClean) for (const [doc, all] of byDoc) await this.confirm(doc, all);
    this.isWholeRead = true;
    const vaultNow = await store.get("vault");
    if (isClean && vaultNow) await store.set({ vault: { ...vaultNow, after: Math.max(after, vaultNow.after) } });
    return true;
  }

  /** Compares an earlier session's snapshot with what it stands for, so that the server may let go of that in time. */
  private async confirm(doc: string, records: readonly KeptRecord[]): Promise<void> {
    const { api, vault, device, alarm } = this.parts;
    const isOpen = ({ kind, confirmedAt, seq }: KeptRecord) =>
      kind === "snapshot" && !confirmedAt && !this.snapshots.has(seq);
    const snapshot = records.findLast(isOpen);
    const keys = snapshot && (await this.keysOf(doc));
    if (!keys) return;
    const { manifest } = vault();
    const reader = { vault: manifest.vault, device, keys, devices: manifest.devices };
    const before = records.filter(({ seq }) => seq < snapshot.seq);
    const { type } = await confirmSnapshot(reader, snapshot, before, sameDocuments);
    if (type === "confirmed") await api.confirmSnapshot(manifest.vault, snapshot.seq);
    else if (type === "differs") alarm({ type: "changed", device: snapshot.device });
  }

  /** Documents of which this device knows and the server sent nothing at all. */
  private async missLogs(byDoc: ReadonlyMap<string, unknown>): Promise<boolean> {
    const docs = new Set((await this.parts.store.recordKeys()).map(([doc]) => doc));
    let isClean = true;
    for (const doc of docs) if (!byDoc.has(doc)) isClean = (await this.takeIn(doc, [], true)) && isClean;
    return isClean;
  }

  /** @returns whether nothing was wrong with it. */
  private async takeIn(doc: string, records: readonly KeptRecord[], whole: boolean): Promise<boolean> {
    const { vault, device, environment } = this.parts;
    let keys = await this.keysOf(doc);
    if (!keys && records.length > 0 && (await this.parts.followVault())) keys = await this.keysOf(doc);
    if (!keys) {
      if (records.length > 0) this.tell([{ type: "unknown_key", seq: records[0]?.seq ?? 0, epoch: 0 }]);
      return records.length === 0;
    }
    const release = await hold(environment, CHAIN_LOCK);
    try {
      const { manifest } = vault();
      const now = await this.knownOf(doc);
      const met = await this.meetOffered(now, records);
      const known = met ? withoutUnsent(now, device) : now;
      const reader = { vault: manifest.vault, device, keys, devices: manifest.devices, known };
      const checked = await checkLog(reader, { records, whole });
      const taken = new Set<string>();
      for (const { body, device: from, dseq } of checked.opened) {
        if (this.applyBody(doc, body)) taken.add(`${from} ${dseq}`);
        else this.parts.alarm({ type: "changed", device: from });
        this.applied.add([doc, from, dseq].join(" "));
      }
      const accepted = records.filter((record) => taken.has(`${record.device} ${record.dseq}`));
      if (met) await this.writeAnew(doc, checked.known, accepted);
      else await this.keep(doc, accepted, checked.known);
      this.tell(checked.alarms);
      if (accepted.length > 0) this.parts.wrote();
      return checked.alarms.length === 0;
    } finally {
      release();
    }
  }

  /** Whether a snapshot of this device is among them of which it never heard that it was stored. */
  private async meetOffered({ offered }: KnownLog, records: readonly KeptRecord[]): Promise<boolean> {
    const { device } = this.parts;
    const found = offered && records.find((record) => record.device === device && record.dseq === offered.dseq);
    const bytes = found && fromBase64url(found.bytes);
    const read = bytes && (await readRecord(bytes));
    return Boolean(read && sameBytes(read.hash, offered.hash));
  }

  private async hasOffered(): Promise<boolean> {
    const docs = new Set((await this.parts.store.recordKeys()).map(([doc]) => doc));
    for (const doc of docs) if ((await this.knownOf(doc)).offered) return true;
    return false;
  }

  /** @returns false for what Yjs cannot read, which must not stand in the way of the rest. */
  private applyBody(doc: string, body: Uint8Array): boolean {
    try {
      Y.applyUpdate(this.parts.docOf(doc), body, STORED);
      return true;
    } catch (fault) {
      this.parts.environment.report(fault, "reading a private note");
      return false;
    }
  }

  private tell(alarms: readonly LogAlarm[]): void {
    for (const alarm of alarms) {
      if (alarm.type === "older_than_device") this.parts.alarm({ type: "older", restored: false });
      else if (alarm.type === "omitted" || alarm.type === "gap")
        this.parts.alarm({ type: "missing", device: alarm.device });
      else if (alarm.type === "removed_device") this.parts.alarm({ type: "removed_wrote", device: alarm.device });
      else if (alarm.type === "unknown_key") this.parts.alarm({ type: "missing", device: null });
      else this.parts.alarm({ type: "changed", device: "device" in alarm ? alarm.device : null });
    }
  }

  /** Sends again whatever of this device's copy the server lacks. @returns false where not all of it could be. */
  async giveBack(): Promise<boolean> {
    const { api, vault, store } = this.parts;
    const heads = await api.readHeads(vault().manifest.vault);
    if (heads.type !== "ok") return false;
    const has = new Map(heads.value.heads.map(({ doc, device, dseq }) => [`${doc} ${device}`, dseq]));
    const lacking = (await store.readRecords())
      .filter(({ doc, device, dseq }) => dseq > (has.get(`${doc} ${device}`) ?? 0))
      .sort((left, right) => left.dseq - right.dseq);
    for (const batch of batchesOf(lacking)) if ((await this.send(batch)) !== "all") return false;
    this.isWholeRead = false;
    return true;
  }

  /** Puts a snapshot in place of many records; another device that did so at once wins, and this one forgets its own. */
  private async compact(): Promise<void> {
    const docs = new Set((await this.parts.store.recordKeys()).map(([doc]) => doc));
    for (const doc of docs) {
      const offer = await this.makeOffer(doc);
      if (offer) await this.sendOffer(doc, offer);
    }
  }

  /**
   * Makes a snapshot where one is due, and notes that before it is sent: its answer may be lost. While it is on the way
   * the chain is free, so that a server which is slow to answer holds up neither typing nor locking.
   */
  private async makeOffer(doc: string): Promise<Offer | null> {
    const { vault, device, environment } = this.parts;
    if (this.typed.has(doc)) return null;
    const release = await hold(environment, CHAIN_LOCK);
    try {
      const known = await this.knownOf(doc);
      const keys = isCompactionDue(known) ? await this.keysOf(doc) : null;
      if (!keys || this.typed.has(doc) || this.over) return null;
      const state = new Uint8Array(Y.encodeStateAsUpdate(this.parts.docOf(doc)));
      const end = { vault: vault().manifest.vault, keys, device, known };
      const made = await makeSnapshot(end, state, randomOf(environment));
      if (!made) return null;
      await this.keep(doc, [], { ...known, offered: made.known.tip });
      return { record: made.record, keys, state };
    } finally {
      release();
    }
  }

  private async sendOffer(doc: string, { record, keys, state }: Offer): Promise<void> {
    const { api, vault } = this.parts;
    const id = vault().manifest.vault;
    const put = await api.append(id, { records: [record] });
    const seq = put.type === "ok" ? put.value.seqs[0] : undefined;
    if (seq === undefined) return;
    this.snapshots.add(seq);
    const back = await api.readRecords(id, seq - 1);
    const read = back.type === "ok" ? back.value.records.find((one) => one.seq === seq) : undefined;
    if (!read || !(await verifySnapshot({ vault: id, keys }, record, read, state, sameDocuments))) return;
    await this.takeIn(doc, [read], false);
  }

  private async keep(
    doc: string,
    records: readonly KeptRecord[],
    known: KnownLog,
    gone: readonly KeptRecord[] = [],
  ): Promise<void> {
    for (const { device, dseq } of records) this.applied.add([doc, device, dseq].join(" "));
    await this.parts.store.write(doc, records, known, gone);
  }

  private async knownOf(doc: string): Promise<KnownLog> {
    return (await this.parts.store.readLog(doc)) ?? EMPTY_LOG;
  }

  private async keysOf(doc: string): Promise<DocumentKeys | null> {
    const vault = this.parts.vault();
    const had = this.keys.get(doc);
    if (had?.hash === vault.hash) return had.keys;
    const pending = (await this.parts.store.get("pending")) ?? [];
    const keys = await openDocumentKeys(vault, doc, pending);
    if (keys) this.keys.set(doc, { hash: vault.hash, keys });
    return keys;
  }

  /** A draft and a record may want the first key of a document in the same moment: there must be one. */
  private begin(doc: string): Promise<DocumentKeys> {
    const beginning = this.beginnings.get(doc) ?? this.beginNow(doc);
    this.beginnings.set(doc, beginning);
    beginning.catch(() => this.beginnings.delete(doc));
    return beginning;
  }

  private async beginNow(doc: string): Promise<DocumentKeys> {
    const { store, environment } = this.parts;
    const { keys, pending } = await beginDocument(this.parts.vault(), doc, randomOf(environment));
    await store.changePending((others) => [...others, pending]);
    return keys;
  }

  /** @returns those that could not be read. */
  private async apply(doc: string, records: readonly KeptRecord[]): Promise<KeptRecord[]> {
    const keys = await this.keysOf(doc);
    if (!keys) return [];
    const read = await readLog({ vault: this.parts.vault().manifest.vault, doc }, records);
    const { opened } = await openAll(keys, read.records);
    const target = this.parts.docOf(doc);
    const done = new Set<string>();
    target.transact(() => {
      for (const { body, header } of opened) {
        if (!this.applyBody(doc, body)) continue;
        done.add(`${header.device} ${header.dseq}`);
        this.applied.add([doc, header.device, header.dseq].join(" "));
      }
    }, STORED);
    return records.filter(({ device, dseq }) => !done.has(`${device} ${dseq}`));
  }
}

function asNew({ doc, device, dseq, kind, bytes, snapshot }: KeptRecord): NewNoteRecord {
  return { doc, device, dseq, kind, bytes, ...(snapshot && { snapshot }) };
}

function batchesOf(records: readonly KeptRecord[]): KeptRecord[][] {
  const batches: KeptRecord[][] = [];
  let size = 0;
  for (const record of records) {
    const last = batches.at(-1);
    const bytes = record.bytes.length * 0.75;
    if (last && last.length < MAX_BATCH_RECORDS && size + bytes < MAX_BATCH_BYTES) {
      last.push(record);
      size += bytes;
    } else {
      batches.push([record]);
      size = bytes;
    }
  }
  return batches;
}

function randomOf({ random }: Pick<TabEnvironment, "random">) {
  return (count: number) => random(count) as Uint8Array<ArrayBuffer>;
}

async function hold({ locks }: Pick<TabEnvironment, "locks">, name: string): Promise<() => void> {
  const release = await locks?.hold(name, new AbortController().signal);
  return release ?? (() => undefined);
}
