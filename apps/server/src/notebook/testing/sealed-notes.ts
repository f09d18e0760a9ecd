import { randomBytes } from "node:crypto";
import type { NewNoteRecord, NoteRecordsPage, StoredNoteRecord, VaultState } from "@candor/protocol/http/notebook.ts";
import type { Visitor } from "../../people/testing/open-app.ts";

/** An id as clients make them. */
export function newNoteId(): string {
  return randomBytes(16).toString("base64url");
}

/** To the server every record looks like this. */
export function sealedBytes(bytes = 256): string {
  return randomBytes(bytes).toString("base64url");
}

export async function makeVault(visitor: Visitor, vault = newNoteId()): Promise<VaultState> {
  const { status, body } = await visitor.put(`/api/notebook/vaults/${vault}`, { follows: 0, manifest: sealedBytes() });
  if (status !== 200) throw new Error(`the vault was refused: ${JSON.stringify(body)}`);
  return body as VaultState;
}

/** Somebody's device, which writes records in one document of a vault. */
export class NoteDevice {
  readonly device = newNoteId();
  readonly doc: string;
  readonly #visitor: Visitor;
  readonly #vault: string;
  #dseq = 0;

  constructor(visitor: Visitor, vault: string, doc = newNoteId()) {
    this.#visitor = visitor;
    this.#vault = vault;
    this.doc = doc;
  }

  get path(): string {
    return `/api/notebook/vaults/${this.#vault}`;
  }

  /** The next record, not sent. */
  next(bytes = sealedBytes()): NewNoteRecord {
    this.#dseq += 1;
    return { doc: this.doc, device: this.device, dseq: this.#dseq, kind: "update", bytes };
  }

  nextSnapshot(covers: Record<string, number>, parent: number | null): NewNoteRecord {
    return { ...this.next(), kind: "snapshot", snapshot: { covers, parent } };
  }

  send(...records: NewNoteRecord[]) {
    return this.#visitor.post(`${this.path}/records`, { records });
  }

  /** Sends it and gives the numbers it got. */
  async append(...records: NewNoteRecord[]): Promise<number[]> {
    const { status, body } = await this.send(...records);
    if (status !== 200) throw new Error(`the records were refused: ${JSON.stringify(body)}`);
    return (body as { seqs: number[] }).seqs;
  }

  async write(count = 1): Promise<NewNoteRecord[]> {
    const records = Array.from({ length: count }, () => this.next());
    await this.append(...records);
    return records;
  }

  async read(query = ""): Promise<StoredNoteRecord[]> {
    const all: StoredNoteRecord[] = [];
    for (let after = 0; ; ) {
      const { status, body } = await this.#visitor.get(`${this.path}/records?after=${after}${query}`);
      if (status !== 200) throw new Error(`reading was refused: ${JSON.stringify(body)}`);
      const { records, more } = body as NoteRecordsPage;
      all.push(...records);
      after = records.at(-1)?.seq ?? after;
      if (!more) return all;
    }
  }
}
