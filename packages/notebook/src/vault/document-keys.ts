import { ByteWriter } from "../bytes/byte-writer.ts";
import type { Bytes, Random } from "../bytes/bytes.ts";
import { openBox, sealBox } from "../seal/box.ts";
import { importSecret, sha256 } from "../seal/derive.ts";
import type { WrappedKey } from "./manifest.ts";
import type { OpenVault } from "./open-vault.ts";

const DOCUMENT_KEY_BYTES = 32;

/** The keys of one document: that of the newest epoch seals, the others still open what was sealed before. */
export type DocumentKeys = { doc: string; newest: number; byEpoch: ReadonlyMap<number, CryptoKey> };

/** A wrapped key that no manifest holds yet; kept on the device until one does. */
export type PendingKey = WrappedKey & {
  /** epoch of the vault key that wraps it */
  under: number;
};

/** Begins a document, offline too. The key may be used at once; `pending` belongs into the manifest before long. */
export async function beginDocument(
  vault: OpenVault,
  doc: string,
  random: Random,
): Promise<{ keys: DocumentKeys; pending: PendingKey }> {
  const { epoch } = vault.manifest;
  const { key, entry } = await makeDocumentKey(vault.keys.wrap, vault.manifest.vault, { doc, epoch }, random);
  return { keys: { doc, newest: epoch, byEpoch: new Map([[epoch, key]]) }, pending: { ...entry, under: epoch } };
}

/**
 * @param dropped keys that the manifest has forgotten; they open, and nothing is sealed under them any more.
 * @returns null for a document of which the vault has no key, or one that is damaged.
 */
export async function openDocumentKeys(
  vault: OpenVault,
  doc: string,
  pending: readonly PendingKey[] = [],
  dropped: readonly PendingKey[] = [],
): Promise<DocumentKeys | null> {
  const byEpoch = new Map<number, CryptoKey>();
  for (const entry of pending.filter((entry) => entry.doc === doc)) {
    const wrap = wrapKeyOf(vault, entry.under);
    const secret = wrap && (await unwrap(wrap, vault.manifest.vault, entry));
    if (secret) byEpoch.set(entry.epoch, await importSecret(secret));
  }
  for (const entry of vault.manifest.keys.filter((entry) => entry.doc === doc)) {
    const secret = await unwrap(vault.keys.wrap, vault.manifest.vault, entry);
    if (!secret) return null;
    byEpoch.set(entry.epoch, await importSecret(secret));
  }
  if (byEpoch.size === 0) return null;
  const newest = Math.max(...byEpoch.keys());
  for (const entry of dropped.filter((entry) => entry.doc === doc && !byEpoch.has(entry.epoch))) {
    const wrap = wrapKeyOf(vault, entry.under);
    const secret = wrap && (await unwrap(wrap, vault.manifest.vault, entry));
    if (secret) byEpoch.set(entry.epoch, await importSecret(secret));
  }
  return { doc, newest, byEpoch };
}

export async function makeDocumentKey(
  wrap: CryptoKey,
  vault: string,
  at: { doc: string; epoch: number },
  random: Random,
): Promise<{ key: CryptoKey; entry: WrappedKey }> {
  const secret = random(DOCUMENT_KEY_BYTES);
  const entry = { ...at, wrapped: await sealBox(wrap, await useOf(vault, at), secret, random) };
  const key = await importSecret(secret);
  secret.fill(0);
  return { key, entry };
}

/** @returns null if it was wrapped under another key than `from`. */
export async function rewrapDocumentKey(
  from: CryptoKey,
  to: CryptoKey,
  vault: string,
  { doc, epoch, wrapped }: WrappedKey,
  random: Random,
): Promise<WrappedKey | null> {
  const secret = await unwrap(from, vault, { doc, epoch, wrapped });
  if (!secret) return null;
  const again = { doc, epoch, wrapped: await sealBox(to, await useOf(vault, { doc, epoch }), secret, random) };
  secret.fill(0);
  return again;
}

/** @returns undefined for an epoch that this vault never had. */
export function wrapKeyOf(vault: OpenVault, epoch: number): CryptoKey | undefined {
  return epoch === vault.manifest.epoch ? vault.keys.wrap : vault.past[epoch - 1];
}

function unwrap(wrap: CryptoKey, vault: string, entry: WrappedKey): Promise<Bytes | null> {
  return useOf(vault, entry).then((use) => openBox(wrap, use, entry.wrapped));
}

async function useOf(vault: string, { doc, epoch }: { doc: string; epoch: number }) {
  return { label: "1on1/v1/dek", context: await sha256(new ByteWriter().text(vault).text(doc).u32(epoch).done()) };
}
