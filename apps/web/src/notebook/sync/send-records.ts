import { confirmAppended } from "@candor/notebook/log/append-to-chain.ts";
import { MAX_BATCH_BYTES, MAX_BATCH_RECORDS } from "@candor/protocol/http/notebook.ts";
import type { KeptRecord } from "../notebook-store.ts";
import type { DeviceCopy } from "./device-copy.ts";
import { asNew, CHAIN_LOCK, hold, type SyncParts } from "./sync-parts.ts";

export type Pushed = "all" | "unreachable" | "refused" | "forked";

/** Brings to the server what this device keeps and the server lacks. */
export class RecordSender {
  private readonly parts: SyncParts;
  private readonly copy: DeviceCopy;

  constructor(parts: SyncParts, copy: DeviceCopy) {
    this.parts = parts;
    this.copy = copy;
  }

  /** How many records the server has not taken. */
  async countWaiting(): Promise<number> {
    return (await this.readWaiting()).length;
  }

  private async readWaiting(): Promise<KeptRecord[]> {
    const all = await this.parts.store.readRecords();
    return all.filter((record) => record.seq === 0).sort((left, right) => left.dseq - right.dseq);
  }

  async push(): Promise<Pushed> {
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
