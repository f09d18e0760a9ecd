import type { KnownLog } from "@candor/notebook/log/known-log.ts";
import type { KeptDraft, KeptRecord, KeptValues, NotebookKeep } from "./notebook-store.ts";

/** Keeps a notebook for as long as the tab lives, in browsers that keep nothing. */
export class TabKeep implements NotebookKeep {
  private readonly values = new Map<string, unknown>();
  private readonly records = new Map<string, KeptRecord>();
  private readonly logs = new Map<string, KnownLog>();

  async get<Name extends keyof KeptValues>(name: Name): Promise<KeptValues[Name] | null> {
    return (this.values.get(name) as KeptValues[Name] | undefined) ?? null;
  }

  async set(values: Partial<KeptValues>): Promise<void> {
    for (const [name, value] of Object.entries(values)) this.values.set(name, value);
  }

  async changeKeys(
    name: "pending" | "dropped",
    change: (keys: KeptValues["pending"]) => KeptValues["pending"],
  ): Promise<void> {
    this.values.set(name, change((this.values.get(name) as KeptValues["pending"] | undefined) ?? []));
  }

  async remove(name: keyof KeptValues): Promise<void> {
    this.values.delete(name);
  }

  async recordKeys(): Promise<[doc: string, device: string, dseq: number][]> {
    return [...this.records.values()].map(({ doc, device, dseq }) => [doc, device, dseq]);
  }

  async readRecords(doc?: string): Promise<KeptRecord[]> {
    return [...this.records.values()].filter((record) => doc === undefined || record.doc === doc);
  }

  async readRecord(key: [doc: string, device: string, dseq: number]): Promise<KeptRecord | null> {
    return this.records.get(key.join(" ")) ?? null;
  }

  async readLog(doc: string): Promise<KnownLog | null> {
    return this.logs.get(doc) ?? null;
  }

  async write(
    doc: string,
    records: readonly KeptRecord[],
    known: KnownLog,
    gone: readonly KeptRecord[] = [],
  ): Promise<void> {
    for (const { device, dseq } of gone) this.records.delete([doc, device, dseq].join(" "));
    for (const record of records) this.records.set([record.doc, record.device, record.dseq].join(" "), record);
    this.logs.set(doc, known);
  }

  async readDrafts(): Promise<KeptDraft[]> {
    return [];
  }

  // A draft is for a tab that dies, and what is kept here dies with it.
  async writeDraft(): Promise<void> {}

  async dropDraft(): Promise<void> {}

  async clearNotes(): Promise<void> {
    this.records.clear();
    this.logs.clear();
    this.values.delete("pending");
    this.values.delete("dropped");
    this.values.delete("vault");
  }

  async clear(): Promise<void> {
    this.values.clear();
    this.records.clear();
    this.logs.clear();
  }

  close(): void {
    this.values.clear();
  }
}
