import { utf8 } from "@candor/notebook/bytes/bytes.ts";
import { openBox, sealBox } from "@candor/notebook/seal/box.ts";
import type { DocumentKeys, PendingKey } from "@candor/notebook/vault/document-keys.ts";
import { newId } from "@candor/notebook/vault/new-id.ts";
import * as Y from "yjs";
import type { HeldDraft } from "../notebook-store.ts";
import { STORED } from "./device-copy.ts";
import type { NoteKeys } from "./note-keys.ts";
import type { OwnChain } from "./own-chain.ts";
import { CHAIN_LOCK, hold, randomOf, type SyncParts } from "./sync-parts.ts";

const ADOPTED = "draft"; // of what a tab that ended had not sealed
const DRAFT = "1on1/v1/draft";

/** What was typed in this tab and is no record yet. */
export class TypedNotes {
  private readonly parts: SyncParts;
  private readonly keys: NoteKeys;
  private readonly chain: OwnChain;
  private readonly typed = new Map<string, Uint8Array[]>();
  private readonly tab: string;
  private adopted: { tab: string; doc: string }[] = [];
  private sealing: Promise<boolean> = Promise.resolve(true);
  private over = false;

  constructor(parts: SyncParts, keys: NoteKeys, chain: OwnChain) {
    this.parts = parts;
    this.keys = keys;
    this.chain = chain;
    this.tab = newId(randomOf(parts.environment));
  }

  get isEmpty(): boolean {
    return this.typed.size === 0;
  }

  has(doc: string): boolean {
    return this.typed.has(doc);
  }

  end(): void {
    this.over = true;
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
    await this.box(async (draft) => {
      if (this.typed.has(draft.doc)) await this.parts.store.writeDraft(draft);
    });
  }

  /** What was typed and could not be kept, sealed, for a device without room: locking must not lose it. */
  async holdBack(): Promise<HeldDraft[]> {
    const held: HeldDraft[] = [];
    await this.box(
      async (draft) => void held.push(draft),
      (doc) => this.keys.ofHeld(doc),
    );
    return held;
  }

  private async box(
    keep: (draft: HeldDraft) => Promise<void>,
    keysOf = async (doc: string): Promise<{ keys: DocumentKeys; pending?: PendingKey }> => ({
      keys: await this.keys.ofNew(doc),
    }),
  ): Promise<void> {
    const { environment } = this.parts;
    for (const [doc, updates] of this.typed) {
      if (updates.length === 0 || this.over) continue;
      try {
        const { keys, pending } = await keysOf(doc);
        const key = keys.byEpoch.get(keys.newest);
        if (!key) continue;
        const plain = new Uint8Array(Y.mergeUpdates([...updates]));
        const box = await sealBox(key, { label: DRAFT, context: utf8(doc) }, plain, randomOf(environment));
        await keep({ tab: this.tab, doc, epoch: keys.newest, box, ...(pending && { pending }) });
      } catch (fault) {
        environment.report(fault, "writing down a private note");
      }
    }
  }

  /** Takes over what tabs that ended had written down; what a living one has does no harm twice. */
  async takeDrafts(held: readonly HeldDraft[]): Promise<void> {
    const { store } = this.parts;
    for (const { pending } of held) if (pending) this.keys.hold(pending);
    for (const { tab, doc, epoch, box } of [...(await store.readDrafts()), ...held]) {
      const key = (await this.keys.of(doc))?.byEpoch.get(epoch);
      const body = key && (await openBox(key, { label: DRAFT, context: utf8(doc) }, box));
      if (body) Y.applyUpdate(this.parts.docOf(doc), body, ADOPTED);
      if (body) this.adopted.push({ tab, doc });
      else await store.dropDraft(tab, doc);
    }
  }

  /** Seals what was typed since, one record a document. @returns false where this device could not keep it. */
  seal(): Promise<boolean> {
    this.sealing = this.sealing.then(() => this.sealAll());
    return this.sealing;
  }

  private async sealAll(): Promise<boolean> {
    if (this.typed.size === 0 || this.over) return true;
    const { alarm, environment, store } = this.parts;
    const release = await hold(environment, CHAIN_LOCK);
    try {
      for (const [doc, updates] of [...this.typed]) {
        const count = updates.length; // what is typed while this is sealed comes after these
        await this.chain.append(doc, new Uint8Array(Y.mergeUpdates(updates.slice(0, count))));
        updates.splice(0, count);
        if (updates.length === 0) this.typed.delete(doc);
        if (updates.length === 0) await store.dropDraft(this.tab, doc);
      }
      for (const { tab, doc } of this.adopted.splice(0)) await store.dropDraft(tab, doc);
      this.parts.kept();
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
}
