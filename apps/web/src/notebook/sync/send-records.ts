import { fromBase64url } from "@candor/notebook/bytes/base64url.ts";
import { confirmAppended } from "@candor/notebook/log/append-to-chain.ts";
import { epochOf } from "@candor/notebook/record/open-record.ts";
import { MAX_BATCH_BYTES, MAX_BATCH_RECORDS } from "@candor/protocol/http/notebook.ts";
import type { RefusedWhy } from "../notebook-alarm.ts";
import type { KeptRecord } from "../notebook-store.ts";
import type { DeviceCopy } from "./device-copy.ts";
import type { OwnChain } from "./own-chain.ts";
import { asNew, CHAIN_LOCK, hold, type SyncParts } from "./sync-parts.ts";

/** Whoever follows the vault says so. */
const TOLD_ELSEWHERE = ["not_found", "signed_out"];

export type Pushed = "all" | "unreachable" | "refused" | "forked";

/** Brings to the server what this device keeps and the server lacks. */
export class RecordSender {
  private readonly parts: SyncParts;
  private readonly copy: DeviceCopy;
  private readonly chain: OwnChain;
  /** by document; `waiting` says what was refused, null: it was refused just now */
  private readonly refused = new Map<string, { why: RefusedWhy; waiting: string | null }>();
  private told = "[]";
  /** what the server said that it has stored, by the number it gave, until it was read back */
  readonly acknowledged = new Map<number, KeptRecord>();

  constructor(parts: SyncParts, copy: DeviceCopy, chain: OwnChain) {
    this.parts = parts;
    this.copy = copy;
    this.chain = chain;
  }

  /** How many records the server has not taken. */
  async countWaiting(): Promise<number> {
    return (await this.readWaiting()).length;
  }

  private async readWaiting(): Promise<KeptRecord[]> {
    const all = await this.parts.store.readRecords();
    return all.filter((record) => record.seq === 0).sort((left, right) => left.dseq - right.dseq);
  }

  /**
   * What is refused for good stays on the device, and all other documents go on. It is sent again when it has changed, as
   * one record, and by `tryAgain`.
   */
  async push(): Promise<Pushed> {
    if ((await this.readWaiting()).length === 0) return this.tellRefused("all");
    // Nobody could open what is sealed under keys that no manifest holds.
    const settled = await this.parts.settleKeys();
    if (settled === "not_now") return "unreachable";
    const pending = settled === "refused" ? ((await this.parts.store.get("pending")) ?? []) : [];
    const keyless = new Set(pending.map(({ doc }) => doc));
    await this.sealForgottenAnew();
    for (let isOver = false; !isOver; ) {
      const before = this.refused.size;
      await this.squashRefused();
      const waiting = await this.readWaiting();
      for (const batch of batchesOf(waiting.filter(({ doc }) => !this.refused.has(doc) && !keyless.has(doc)))) {
        const result = await this.send(batch);
        if (result !== "all") return result;
      }
      isOver = this.refused.size <= before;
    }
    return this.tellRefused(keyless.size > 0 ? "refused" : "all");
  }

  /** Sends what was refused once more. */
  tryAgain(): void {
    this.refused.clear();
  }

  /** Of what was written while this device was behind the manifest may have forgotten the key. */
  private async sealForgottenAnew(): Promise<void> {
    const { vault, store } = this.parts;
    const waiting = Map.groupBy(await this.readWaiting(), ({ doc }) => doc);
    const keys = [...vault().manifest.keys, ...((await store.get("pending")) ?? [])];
    const has = new Set(keys.map(({ doc, epoch }) => `${doc} ${epoch}`));
    for (const [doc, records] of waiting) {
      const epochs = records.map(({ bytes }) => epochOf(fromBase64url(bytes) ?? new Uint8Array(0)));
      if (epochs.some((epoch) => epoch !== null && !has.has(`${doc} ${epoch}`))) await this.chain.sealAnew(doc);
    }
  }

  /** Takes those up again of which something else waits than what was refused. */
  private async squashRefused(): Promise<void> {
    const byDoc = Map.groupBy(await this.readWaiting(), ({ doc }) => doc);
    for (const [doc, { waiting }] of [...this.refused]) {
      const now = byDoc.get(doc) ?? [];
      if (waiting !== null && markOf(now) === waiting) continue;
      if (waiting === null && now.length < 2) continue;
      if (now.length > 1) await this.chain.squash(doc);
      this.refused.delete(doc);
    }
  }

  private async tellRefused(pushed: Pushed): Promise<Pushed> {
    const byDoc = Map.groupBy(await this.readWaiting(), ({ doc }) => doc);
    for (const [doc, { why }] of this.refused) {
      const waiting = byDoc.get(doc);
      if (waiting) this.refused.set(doc, { why, waiting: markOf(waiting) });
      else this.refused.delete(doc);
    }
    const documents = [...this.refused].map(([doc, { why }]) => ({ doc, why }));
    if (JSON.stringify(documents) !== this.told) this.parts.refused(documents);
    this.told = JSON.stringify(documents);
    return documents.length > 0 ? "refused" : pushed;
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
    return true;
  }

  private async send(batch: readonly KeptRecord[]): Promise<Pushed> {
    const { api, vault, alarm } = this.parts;
    const answer = await api.append(vault().manifest.vault, { records: batch.map(asNew) });
    if (answer.type === "unreachable") return "unreachable";
    if (answer.type === "refused") {
      if (answer.name === "notebook_full") alarm({ type: "server_full" });
      else if (answer.name === "record_gap") alarm({ type: "older", restored: false });
      else if (answer.name === "record_differs") return "forked";
      else if (!TOLD_ELSEWHERE.includes(answer.name)) return this.sendApart(batch, answer.name);
      return "refused";
    }
    await this.markSent(batch, answer.value.seqs);
    return "all";
  }

  /** One of them is refused for good: finds out which, and lets the others through. */
  private async sendApart(batch: readonly KeptRecord[], name: string): Promise<Pushed> {
    const [first] = batch;
    if (first && batch.length === 1) {
      this.refused.set(first.doc, { why: name === "too_large" ? "too_large" : "not_taken", waiting: null });
      return "all";
    }
    const middle = Math.ceil(batch.length / 2);
    for (const half of [batch.slice(0, middle), batch.slice(middle)]) {
      const left = half.filter(({ doc }) => !this.refused.has(doc));
      const sent = left.length === 0 ? "all" : await this.send(left);
      if (sent !== "all") return sent;
    }
    return "all";
  }

  private async markSent(batch: readonly KeptRecord[], seqs: readonly number[]): Promise<void> {
    const release = await hold(this.parts.environment, CHAIN_LOCK);
    try {
      const sent = batch.map((record, index) => ({ ...record, seq: seqs[index] ?? 1 }));
      for (const record of sent) this.acknowledged.set(record.seq, record);
      for (const [doc, records] of Map.groupBy(sent, (record) => record.doc)) {
        let known = await this.copy.known(doc);
        for (const record of records) known = await confirmAppended(known, asNew(record));
        await this.copy.keep(doc, records, known);
      }
    } finally {
      release();
    }
    this.parts.wrote();
  }
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

/** Tells one list of records from another. */
function markOf(records: readonly KeptRecord[]): string {
  const last = records.at(-1);
  return `${records.length} ${last?.dseq} ${last?.bytes.length} ${last?.bytes.slice(-22)}`;
}
