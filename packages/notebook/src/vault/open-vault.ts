import { fromBase64url } from "../bytes/base64url.ts";
import { type Bytes, sameBytes } from "../bytes/bytes.ts";
import { importSecret, sha256 } from "../seal/derive.ts";
import type { Manifest } from "./manifest.ts";
import { readManifestBody } from "./manifest-text.ts";
import { openPast } from "./past.ts";
import { anchorOf, isAnchor, manifestHolds, splitManifest, type VaultKeys } from "./vault-keys.ts";

/** A vault whose manifest was found to be right, with its keys. Lives in memory; locking is letting go of it. */
export type OpenVault = {
  manifest: Manifest;
  /** of the manifest's bytes */
  hash: Bytes;
  keys: VaultKeys;
  /** wrapping keys of the epochs before, from the first */
  past: readonly CryptoKey[];
};

/** What a device remembers of a vault, so that it is not shown an older one; nothing in it is secret. */
export type KnownVault = {
  vault: string;
  epoch: number;
  seq: number;
  hash: Bytes;
  /** says which vault key belongs to `epoch` */
  anchor: Bytes;
};

/** Why a manifest is not accepted. */
export type Refusal =
  /** not a manifest, or one of a version that this app does not know */
  | "unreadable"
  /** the MAC does not hold: somebody changed it who has no key */
  | "changed"
  /** a vault key that was not made by who had the one before */
  | "foreign"
  /** another vault than this device knows */
  | "other_vault"
  /** older than this device remembers */
  | "older"
  /** another manifest of the same number, or one that does not follow the one before */
  | "forked";

export async function rememberVault({ manifest, hash, keys }: OpenVault): Promise<KnownVault> {
  const { vault, epoch, seq } = manifest;
  return { vault, epoch, seq, hash, anchor: await anchorOf(keys.wrap) };
}

/** A manifest that nobody has vouched for yet. */
export type UncheckedManifest = { manifest: Manifest; mac: Bytes; body: Bytes; hash: Bytes };

/** @param wire as it comes from the server. @returns null if it is not a manifest. */
export async function splitWire(wire: string): Promise<UncheckedManifest | null> {
  const bytes = fromBase64url(wire);
  const split = bytes && splitManifest(bytes);
  const manifest = split && readManifestBody(split.body);
  return manifest && { ...split, manifest, hash: await sha256(bytes) };
}

/**
 * Accepts a manifest, or says why not.
 *
 * @param restored the server says that it was restored from a backup since; what is newer may then come of an older one.
 *   Bring in again what keysLeftBehind finds. Never older than is known, nor of another vault, for all that.
 * @param anchor what the slot, or the device, knows of an epoch: the manifest must prove that it comes of the same vault.
 */
export async function acceptManifest(
  keys: VaultKeys,
  { manifest, mac, body, hash }: UncheckedManifest,
  known: KnownVault | null,
  anchor: { epoch: number; anchor: Bytes } | null,
  { restored }: { restored: boolean },
): Promise<{ type: "open"; vault: OpenVault } | { type: "refused"; reason: Refusal }> {
  if (!(await manifestHolds(keys, { mac, body }))) return { type: "refused", reason: "changed" };
  const secrets = await openPast(keys.root, manifest, manifest.past);
  if (!secrets) return { type: "refused", reason: "foreign" };
  const past = await Promise.all(secrets.map(importSecret));
  for (const secret of secrets) secret.fill(0);
  const vault = { manifest, hash, keys, past };
  // A slot is never older than the manifest it stands in, and what it remembers must be in that vault's past.
  if (anchor && !(await belongs(vault, anchor))) return { type: "refused", reason: "foreign" };
  if (known && known.epoch <= manifest.epoch && !(await belongs(vault, known))) {
    return { type: "refused", reason: "foreign" };
  }
  const reason = known && judgeOrder(vault, known, restored);
  return reason ? { type: "refused", reason } : { type: "open", vault };
}

async function belongs({ manifest, keys, past }: OpenVault, { epoch, anchor }: { epoch: number; anchor: Bytes }) {
  const wrap = epoch === manifest.epoch ? keys.wrap : past[epoch - 1];
  return wrap !== undefined && (await isAnchor(wrap, anchor));
}

function judgeOrder({ manifest, hash }: OpenVault, known: KnownVault, restored: boolean): Refusal | null {
  if (manifest.vault !== known.vault) return "other_vault";
  if (manifest.seq < known.seq || manifest.epoch < known.epoch) return "older";
  if (restored) return null; // another device may have gone on from what the backup had
  if (manifest.seq === known.seq) return sameBytes(hash, known.hash) ? null : "forked";
  if (manifest.seq === known.seq + 1 && !sameBytes(manifest.previous ?? new Uint8Array(0), known.hash)) return "forked";
  return null;
}
