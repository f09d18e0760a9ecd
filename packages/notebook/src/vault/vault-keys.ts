import { ByteWriter } from "../bytes/byte-writer.ts";
import { type Bytes, concat, sameBytes } from "../bytes/bytes.ts";
import { derive, importSecret } from "../seal/derive.ts";

export const VAULT_KEY_BYTES = 32;
const NOTHING = new Uint8Array(0);

/** What is made of one vault key; all of it usable, none of it readable. */
export type VaultKeys = {
  /** the vault key itself, good for deriving alone */
  root: CryptoKey;
  /** wraps document keys */
  wrap: CryptoKey;
  /** makes and checks the MAC of the manifest */
  mac: CryptoKey;
};

/** @param vaultKey is wiped. */
export async function makeVaultKeys(vaultKey: Bytes): Promise<VaultKeys> {
  const root = await importSecret(vaultKey);
  vaultKey.fill(0);
  const mac = await derive(root, { label: "1on1/v1/mani", context: NOTHING, length: 32 });
  const hmac = { name: "HMAC", hash: "SHA-256", length: 256 };
  const keys = {
    root,
    wrap: await importSecret(await wrapSecret(root)),
    mac: await crypto.subtle.importKey("raw", mac, hmac, false, ["sign", "verify"]),
  };
  mac.fill(0);
  return keys;
}

/** The bytes of the key that wraps; needed once, when the vault key turns. */
export function wrapSecret(root: CryptoKey): Promise<Bytes> {
  return derive(root, { label: "1on1/v1/wrap", context: NOTHING, length: VAULT_KEY_BYTES });
}

/** Says which vault key a wrapping key is of, and gives nothing of it away. */
export function anchorOf(wrap: CryptoKey): Promise<Bytes> {
  return derive(wrap, { label: "1on1/v1/anchor", context: NOTHING, length: 32 });
}

const MAC_BYTES = 32;
const MANIFEST_VERSION = 1;
const MAC_LABEL = new ByteWriter().text("1on1/v1/manifest").u8(MANIFEST_VERSION).done();

/** @returns version, MAC, body: what the server keeps. */
export async function signManifest(keys: VaultKeys, body: Bytes): Promise<Bytes> {
  const mac = await crypto.subtle.sign("HMAC", keys.mac, concat(MAC_LABEL, body));
  return concat(Uint8Array.of(MANIFEST_VERSION), new Uint8Array(mac), body);
}

/** @returns null for bytes that are no manifest of this version. */
export function splitManifest(bytes: Bytes): { mac: Bytes; body: Bytes } | null {
  if (bytes[0] !== MANIFEST_VERSION || bytes.length <= 1 + MAC_BYTES) return null;
  return { mac: bytes.slice(1, 1 + MAC_BYTES), body: bytes.slice(1 + MAC_BYTES) };
}

export function manifestHolds(keys: VaultKeys, { mac, body }: { mac: Bytes; body: Bytes }): Promise<boolean> {
  return crypto.subtle.verify("HMAC", keys.mac, mac, concat(MAC_LABEL, body));
}

export async function isAnchor(wrap: CryptoKey, anchor: Bytes): Promise<boolean> {
  return sameBytes(await anchorOf(wrap), anchor);
}
