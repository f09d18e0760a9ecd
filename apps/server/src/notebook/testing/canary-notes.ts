import { randomBytes } from "node:crypto";
import { idFromRandom } from "@candor/core/id.ts";
import { appendToChain, confirmAppended } from "@candor/notebook/log/append-to-chain.ts";
import { makeSnapshot } from "@candor/notebook/log/compact.ts";
import { EMPTY_LOG, type KnownLog } from "@candor/notebook/log/known-log.ts";
import { addTheme, listDocument, nameDevice } from "@candor/notebook/note/edit-index.ts";
import { addNote } from "@candor/notebook/note/edit-note.ts";
import { changeVault } from "@candor/notebook/vault/change-vault.ts";
import { createVault } from "@candor/notebook/vault/create-vault.ts";
import { beginDocument, type DocumentKeys, openDocumentKeys } from "@candor/notebook/vault/document-keys.ts";
import { newId } from "@candor/notebook/vault/new-id.ts";
import type { NewNoteRecord } from "@candor/protocol/http/notebook.ts";
import * as Y from "yjs";

/** Asks the server; throws for a refusal. */
export type Ask = (method: string, path: string, body?: unknown) => Promise<unknown>;

export type WrittenCanary = {
  vault: string;
  /** that must be found nowhere: the keys and what opens them */
  secrets: (string | Uint8Array)[];
  /** of the last record, which must be found where records are kept */
  sealed: Uint8Array;
  /** what the server was sent, to send it again */
  last: NewNoteRecord;
};

const NOW = "2026-11-24T09:00:00Z";
const NOTES_A_DOCUMENT = 200;
const RECORDS_AT_ONCE = 50;
const KEYS_LOOKED_FOR = 4; // of documents; each is looked for in many spellings
const VAULT_KEY_BYTES = 32;
const RECOVERY_BYTES = 20;

/** Writes notes as the client does, sealed with the same code, each with a word of its own; snapshots, names and all. */
export async function writeCanaryNotes(
  ask: Ask,
  count: number,
  { wordOf, passphrase }: { wordOf: (note: string) => string; passphrase: string },
): Promise<WrittenCanary> {
  const secrets: (string | Uint8Array)[] = [passphrase];
  let taken: Uint8Array[] = [];
  const random = (length: number) => {
    const bytes = new Uint8Array(randomBytes(length));
    taken.push(bytes.slice());
    return bytes;
  };
  const firstTaken = (length: number) => {
    const first = taken.find((bytes) => bytes.length === length);
    if (!first) throw new Error("a key was made of nothing");
    secrets.push(first);
  };
  const device = newId(random);
  taken = [];
  const stretch = async (typed: string) => new Uint8Array(Buffer.from(typed.padEnd(32).slice(0, 32)));
  const made = await createVault(
    { device, slots: [{ kind: "passphrase", passphrase, stretch }] },
    { random, now: NOW },
  );
  firstTaken(VAULT_KEY_BYTES);
  firstTaken(RECOVERY_BYTES);
  secrets.push(made.recoveryCode, made.recoveryCode.replaceAll("-", ""));
  const { vault } = made.vault.manifest;
  const path = `/api/notebook/vaults/${vault}`;
  await ask("PUT", path, { follows: 0, manifest: made.wire });

  const documents = Math.ceil(count / NOTES_A_DOCUMENT);
  const pending = [];
  const begun: DocumentKeys[] = [];
  for (let at = 0; at < documents; at += 1) {
    taken = [];
    const document = await beginDocument(made.vault, newId(random), random);
    const [, key] = taken; // behind the id
    if (key && at < KEYS_LOOKED_FOR) secrets.push(key);
    pending.push(document.pending);
    begun.push(document.keys);
  }
  const changed = await changeVault(made.vault, { type: "add_document_keys", pending }, { random, now: NOW });
  if (changed.type !== "changed") throw new Error(changed.type);
  await ask("PUT", path, { follows: 1, manifest: changed.wire });

  const editor = { now: NOW, newId: () => idFromRandom(randomBytes(12)) };
  const indexKeys = await openDocumentKeys(changed.vault, made.vault.manifest.index);
  if (!indexKeys) throw new Error("the index has no key");
  const index = new Writer(ask, { vault, device, keys: indexKeys }, random);
  nameDevice(index.doc, device, wordOf("device"));
  addTheme(index.doc, editor, wordOf("theme"));
  for (const { doc } of begun) listDocument(index.doc, doc, crypto.randomUUID());
  await index.send();
  let written = 0;
  let last = index.last;
  for (const keys of begun) {
    const writer = new Writer(ask, { vault, device, keys }, random);
    for (let note = 0; note < NOTES_A_DOCUMENT && written < count; note += 1) {
      const about = { type: "topic", topic: editor.newId(), title: wordOf(`title${written}`) } as const;
      addNote(writer.doc, editor, { text: `What they said: ${wordOf(String(written))}, and why.`, about });
      written += 1;
      if (written % RECORDS_AT_ONCE === 0) await writer.send();
    }
    await writer.send();
    await writer.snapshot();
    last = writer.last;
  }
  if (!last) throw new Error("nothing was written");
  return { vault, secrets, sealed: Buffer.from(last.bytes, "base64url").subarray(-48), last };
}

/** One document on the device that writes it. */
class Writer {
  readonly doc = new Y.Doc();
  last: NewNoteRecord | null = null;
  readonly #ask: Ask;
  readonly #at: { vault: string; device: string; keys: DocumentKeys };
  readonly #random: (length: number) => Uint8Array<ArrayBuffer>;
  #known: KnownLog = EMPTY_LOG;
  #updates: Uint8Array<ArrayBuffer>[] = [];

  constructor(
    ask: Ask,
    at: { vault: string; device: string; keys: DocumentKeys },
    random: (length: number) => Uint8Array<ArrayBuffer>,
  ) {
    this.#ask = ask;
    this.#at = at;
    this.#random = random;
    this.doc.on("update", (update) => this.#updates.push(new Uint8Array(update)));
  }

  async send(): Promise<void> {
    const records: NewNoteRecord[] = [];
    for (const update of this.#updates.splice(0)) {
      const made = await appendToChain({ ...this.#at, known: this.#known }, update, this.#random);
      records.push(made.record);
      this.#known = made.known;
    }
    await this.#post(records);
  }

  async snapshot(): Promise<void> {
    const state = new Uint8Array(Y.encodeStateAsUpdate(this.doc));
    const made = await makeSnapshot({ ...this.#at, known: this.#known }, state, this.#random);
    if (!made) throw new Error("records wait to be stored");
    this.#known = made.known;
    await this.#post([made.record]);
  }

  async #post(records: NewNoteRecord[]): Promise<void> {
    if (records.length === 0) return;
    await this.#ask("POST", `/api/notebook/vaults/${this.#at.vault}/records`, { records });
    for (const record of records) this.#known = await confirmAppended(this.#known, record);
    this.last = records.at(-1) ?? null;
  }
}
