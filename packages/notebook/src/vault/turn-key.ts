import { toBase64url } from "../bytes/base64url.ts";
import type { Bytes, Random } from "../bytes/bytes.ts";
import { importSecret, sha256 } from "../seal/derive.ts";
import { makeDocumentKey, rewrapDocumentKey } from "./document-keys.ts";
import type { Manifest, Slot, WrappedKey } from "./manifest.ts";
import { readManifestBody, writeManifestBody } from "./manifest-text.ts";
import { newId } from "./new-id.ts";
import type { OpenVault } from "./open-vault.ts";
import { openPast, sealPast } from "./past.ts";
import { makeSlot, type NewSlot, sealVaultKey } from "./slot.ts";
import { anchorOf, makeVaultKeys, signManifest, VAULT_KEY_BYTES, type VaultKeys, wrapSecret } from "./vault-keys.ts";

/** A manifest as it is to be put on the server in place of the one numbered `follows`. */
export type NextManifest = { vault: OpenVault; wire: string; follows: number };

export type Edge = { random: Random; now: string };

/**
 * Gives a vault another key: the slots that stay and the new ones get it, all document keys are wrapped anew. All of it
 * is one manifest, so that whatever breaks off on the way leaves the old state or the new.
 *
 * @param next.freshKeys also gives each document another key for what is written from now on.
 */
export async function turnKey(
  open: OpenVault,
  next: { manifest: Manifest; add: readonly NewSlot[]; freshKeys: boolean },
  { random, now }: Edge,
): Promise<NextManifest> {
  const { vault } = open.manifest;
  const epoch = open.manifest.epoch + 1;
  const at = { vault, epoch };
  const vaultKey = random(VAULT_KEY_BYTES);
  const keys = await makeVaultKeys(vaultKey.slice());
  const before = await openPast(open.keys.root, open.manifest, open.manifest.past);
  if (!before) throw new Error("a vault that was opened has lost its past");
  const secrets = [...before, await wrapSecret(open.keys.root)];
  const manifest: Manifest = {
    ...next.manifest,
    epoch,
    slots: await sealSlots(at, next.manifest.slots, next.add, vaultKey, keys, { random, now }),
    keys: await wrapKeys(open, next, keys, epoch, random),
    past: await sealPast(keys.root, at, secrets, random),
  };
  vaultKey.fill(0);
  const past = await Promise.all(secrets.map(importSecret));
  for (const secret of secrets) secret.fill(0);
  return signNext({ keys, past }, manifest, open);
}

export async function sealSlots(
  at: { vault: string; epoch: number },
  kept: readonly Slot[],
  add: readonly NewSlot[],
  vaultKey: Bytes,
  keys: VaultKeys,
  { random, now }: Edge,
): Promise<Slot[]> {
  const anchor = { epoch: at.epoch, anchor: await anchorOf(keys.wrap) };
  const slots: Slot[] = [];
  for (const slot of kept) slots.push(await sealVaultKey(at, slot, vaultKey, random));
  for (const wanted of add) {
    const made = await makeSlot(at.vault, wanted, anchor, { id: newId(random), since: now, random });
    slots.push(await sealVaultKey(at, made, vaultKey, random));
  }
  return slots;
}

async function wrapKeys(
  open: OpenVault,
  next: { manifest: Manifest; freshKeys: boolean },
  keys: VaultKeys,
  epoch: number,
  random: Random,
): Promise<WrappedKey[]> {
  const { vault } = open.manifest;
  const entries: WrappedKey[] = [];
  for (const entry of next.manifest.keys) {
    const again = await rewrapDocumentKey(open.keys.wrap, keys.wrap, vault, entry, random);
    // Under a MAC that holds, an entry that does not open was damaged when it was written; it opens nothing anyway.
    if (again) entries.push(again);
  }
  if (!next.freshKeys) return entries;
  for (const doc of new Set(entries.map((entry) => entry.doc))) {
    entries.push((await makeDocumentKey(keys.wrap, vault, { doc, epoch }, random)).entry);
  }
  return entries;
}

/** Puts a manifest under the MAC of its vault key, as the one after `before`; null: it is the first. */
export async function signNext(
  { keys, past }: Pick<OpenVault, "keys" | "past">,
  content: Manifest,
  before: OpenVault | null,
): Promise<NextManifest> {
  const follows = before?.manifest.seq ?? 0;
  const manifest = { ...content, seq: follows + 1, previous: before?.hash ?? null };
  const body = writeManifestBody(manifest);
  // What nobody can read again must not take the place of what they can.
  if (!readManifestBody(body)) throw new RangeError("a manifest that could not be read again");
  const bytes = await signManifest(keys, body);
  return { vault: { manifest, hash: await sha256(bytes), keys, past }, wire: toBase64url(bytes), follows };
}
