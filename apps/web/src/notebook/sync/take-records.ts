import { fromBase64url } from "@candor/notebook/bytes/base64url.ts";
import { sameBytes } from "@candor/notebook/bytes/bytes.ts";
import { checkLog } from "@candor/notebook/log/check-log.ts";
import { type KnownLog, withoutUnsent } from "@candor/notebook/log/known-log.ts";
import type { LogAlarm } from "@candor/notebook/log/log-alarm.ts";
import { readRecord } from "@candor/notebook/record/open-record.ts";
import type { Manifest } from "@candor/notebook/vault/manifest.ts";
import type { KeptRecord } from "../notebook-store.ts";
import { type ReadPages, readPages } from "../read-pages.ts";
import type { DeviceCopy } from "./device-copy.ts";
import type { NoteKeys } from "./note-keys.ts";
import type { OwnChain } from "./own-chain.ts";
import { CHAIN_LOCK, hold, type SyncParts } from "./sync-parts.ts";

export type WholeRead = { manifest: Manifest; byDoc: ReadonlyMap<string, KeptRecord[]> };

/** Takes over what the server sends, as far as it holds. */
export class RecordTaker {
  private readonly parts: SyncParts;
  private readonly keys: NoteKeys;
  private readonly copy: DeviceCopy;
  private readonly chain: OwnChain;
  private readonly acknowledged: Map<number, KeptRecord>;
  /** whether this session has asked for everything once */
  isWholeRead = false;

  /** @param acknowledged by the server's numbers what it says that it has stored: taken out once it was looked for. */
  constructor(
    parts: SyncParts,
    { keys, copy, chain }: { keys: NoteKeys; copy: DeviceCopy; chain: OwnChain },
    acknowledged: Map<number, KeptRecord>,
  ) {
    this.acknowledged = acknowledged;
    this.parts = parts;
    this.keys = keys;
    this.copy = copy;
    this.chain = chain;
  }

  /**
   * @param wholeRead is told of all that the server has, once, if nothing was wrong, and of the manifest by which it was
   *   asked for.
   * @param seeks looks for snapshots of this device of which it never heard that they were stored.
   * @returns false where the server could not be reached, or did not come to an end.
   */
  async pull(wholeRead: (read: WholeRead) => Promise<void>, seeks = !this.isWholeRead): Promise<boolean> {
    const { api, vault, store } = this.parts;
    const whole = !this.isWholeRead;
    const { manifest } = vault();
    const id = manifest.vault;
    const kept = whole ? null : await store.get("vault");
    const read = await readPages(kept?.after ?? 0, (after) => api.readRecords(id, after));
    if (read.type !== "read") return this.failed(read);
    if (read.misshapen === 0) this.checkStored(kept?.after ?? 0, read.records, whole);
    // What is not even shaped like a record tells of nobody: what it stands in the place of is not told as missing, too.
    if (read.misshapen > 0) this.parts.alarm({ type: "changed", device: null });
    const isShaped = read.misshapen === 0;
    const byDoc = Map.groupBy(read.records, ({ doc }) => doc);
    for (const doc of seeks ? await this.copy.docs() : []) {
      const known = await this.copy.known(doc);
      if (!known.offered || (await this.meetOffered(known, byDoc.get(doc) ?? []))) continue;
      // Another's snapshot may stand for it by now, so that it is not delivered any more.
      const all = await readPages(0, (after) => api.readDocument(id, doc, after));
      if (all.type !== "read") return this.failed(all);
      byDoc.set(doc, all.records);
    }
    let isClean = isShaped;
    for (const [doc, all] of byDoc) isClean = (await this.take(doc, all, whole && isShaped)) && isClean;
    if (whole && isShaped) isClean = (await this.missLogs(byDoc)) && isClean;
    if (whole && isClean) await wholeRead({ manifest, byDoc });
    this.isWholeRead ||= isShaped;
    const vaultNow = await store.get("vault");
    // Numbers are the server's word: one that once said they are beyond all measure is believed no longer than a session.
    const after = whole ? read.after : Math.max(read.after, vaultNow?.after ?? 0);
    if (isClean && vaultNow) await store.set({ vault: { ...vaultNow, after } });
    return true;
  }

  /** A server may say that it has stored something, and not have it. Of a whole read that is judged with the log. */
  private checkStored(from: number, records: readonly KeptRecord[], whole: boolean): void {
    const there = new Map(records.map((record) => [record.seq, record]));
    for (const [seq, { doc, device, dseq }] of whole ? [] : this.acknowledged) {
      const found = there.get(seq);
      const isThere = found?.doc === doc && found.device === device && found.dseq === dseq;
      // Another device may have tidied it up by now; what is in the way of that is told with the snapshot.
      const covers = (one: KeptRecord) => one.doc === doc && (one.snapshot?.covers[device] ?? 0) >= dseq;
      if (seq > from && !isThere && !records.some(covers)) this.parts.alarm({ type: "older", restored: false });
    }
    this.acknowledged.clear();
  }

  private failed({ type }: ReadPages): false {
    if (type === "endless") this.parts.alarm({ type });
    return false;
  }

  /** Documents of which this device knows and the server sent nothing at all. */
  private async missLogs(byDoc: ReadonlyMap<string, unknown>): Promise<boolean> {
    let isClean = true;
    for (const doc of await this.copy.docs()) {
      if (!byDoc.has(doc)) isClean = (await this.take(doc, [], true)) && isClean;
    }
    return isClean;
  }

  /** @returns whether nothing was wrong with it. */
  async take(doc: string, records: readonly KeptRecord[], whole: boolean): Promise<boolean> {
    const { vault, device, environment } = this.parts;
    let keys = await this.keys.of(doc);
    if (!keys && records.length > 0 && (await this.parts.followVault())) keys = await this.keys.of(doc);
    if (!keys) {
      if (records.length > 0) this.tell([{ type: "unknown_key", seq: records[0]?.seq ?? 0, epoch: 0 }]);
      return records.length === 0;
    }
    const release = await hold(environment, CHAIN_LOCK);
    try {
      const { manifest } = vault();
      const now = await this.copy.known(doc);
      const met = await this.meetOffered(now, records);
      // Stored after all: others may have written on top of it, and this device has, too.
      const known = met ? { ...withoutUnsent(now, device), tip: now.offered ?? null } : now;
      const reader = { vault: manifest.vault, device, keys, devices: manifest.devices, known };
      const checked = await checkLog(reader, { records, whole });
      const taken = new Set<string>();
      for (const { body, device: from, dseq } of checked.opened) {
        if (this.copy.applyBody(doc, body)) taken.add(`${from} ${dseq}`);
        else this.parts.alarm({ type: "changed", device: from });
        this.copy.note({ doc, device: from, dseq });
      }
      const accepted = records.filter((record) => taken.has(`${record.device} ${record.dseq}`));
      if (met) await this.chain.writeAnew(doc, checked.known, accepted);
      else await this.copy.keep(doc, accepted, checked.known);
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
}
