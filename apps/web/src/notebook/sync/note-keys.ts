import {
  beginDocument,
  type DocumentKeys,
  openDocumentKeys,
  type PendingKey,
} from "@candor/notebook/vault/document-keys.ts";
import { randomOf, type SyncParts } from "./sync-parts.ts";

/** The keys of an open notebook's documents, opened as they are wanted. */
export class NoteKeys {
  private readonly parts: Pick<SyncParts, "environment" | "store" | "vault">;
  private readonly keys = new Map<string, { hash: unknown; keys: DocumentKeys }>();
  /** by document: a first key that this device has no room for */
  private readonly unkept = new Map<string, PendingKey>();
  private readonly beginnings = new Map<string, Promise<DocumentKeys>>();

  constructor(parts: Pick<SyncParts, "environment" | "store" | "vault">) {
    this.parts = parts;
  }

  /** @returns null for a document of which this device has no key. */
  async of(doc: string): Promise<DocumentKeys | null> {
    const vault = this.parts.vault();
    const had = this.keys.get(doc);
    if (had?.hash === vault.hash) return had.keys;
    const { store } = this.parts;
    const [pending, dropped] = [await store.get("pending"), await store.get("dropped")];
    const keys = await openDocumentKeys(vault, doc, [...(pending ?? []), ...this.unkept.values()], dropped ?? []);
    if (keys) this.keys.set(doc, { hash: vault.hash, keys });
    return keys;
  }

  /** Those of a document that may be new. A draft and a record may want its first one in the same moment: there is one. */
  async ofNew(doc: string): Promise<DocumentKeys> {
    const unkept = this.unkept.get(doc);
    if (unkept) await this.keep(unkept);
    return (await this.of(doc)) ?? this.begin(doc);
  }

  /** Those of a document that may be new, for what is held in memory alone, where this device may have no room. */
  async ofHeld(doc: string): Promise<{ keys: DocumentKeys; pending?: PendingKey }> {
    const had = await this.of(doc).catch(() => null);
    const unkept = this.unkept.get(doc);
    if (had) return { keys: had, ...(unkept && { pending: unkept }) };
    return beginDocument(this.parts.vault(), doc, randomOf(this.parts.environment));
  }

  /** Goes on with a key that was held in memory. */
  hold(pending: PendingKey): void {
    this.unkept.set(pending.doc, pending);
  }

  private async keep(pending: PendingKey): Promise<void> {
    await this.parts.store.changeKeys("pending", (others) => [...others, pending]);
    this.unkept.delete(pending.doc);
  }

  private begin(doc: string): Promise<DocumentKeys> {
    const beginning = this.beginnings.get(doc) ?? this.beginNow(doc);
    this.beginnings.set(doc, beginning);
    beginning.catch(() => this.beginnings.delete(doc));
    return beginning;
  }

  private async beginNow(doc: string): Promise<DocumentKeys> {
    const { environment, vault } = this.parts;
    const { keys, pending } = await beginDocument(vault(), doc, randomOf(environment));
    await this.keep(pending);
    return keys;
  }
}
