import { type Bytes, concat, sameBytes } from "../bytes/bytes.ts";
import { derive } from "./derive.ts";

export const SALT_BYTES = 32;
export const COMMITMENT_BYTES = 32;
const AES_KEY_BYTES = 32;
// A key seals one message in its life, since its salt is new each time; so the nonce may be the same for all.
const NONCE = new Uint8Array(12);

/** What a sealed text is bound to: its purpose, a hash of everything that must not change, and a salt used once. */
export type SealFor = { label: string; context: Bytes; salt: Bytes };

/**
 * Seals under a fresh key: HKDF gives 32 bytes for AES-256-GCM and 32 that commit to the key, without which one
 * ciphertext could be made that opens under two keys.
 *
 * @returns commitment, then ciphertext with its tag.
 */
export async function sealUnder(secret: CryptoKey, use: SealFor, plain: Bytes): Promise<Bytes> {
  const { key, commitment } = await freshKey(secret, use, "encrypt");
  const cipher = await crypto.subtle.encrypt(
    { name: "AES-GCM", iv: NONCE, additionalData: use.context, tagLength: 128 },
    key,
    plain,
  );
  return concat(commitment, new Uint8Array(cipher));
}

/** @returns null when it was not sealed like this, under this secret. */
export async function openUnder(secret: CryptoKey, use: SealFor, sealed: Bytes): Promise<Bytes | null> {
  const { key, commitment } = await freshKey(secret, use, "decrypt");
  if (!sameBytes(commitment, sealed.subarray(0, COMMITMENT_BYTES))) return null;
  try {
    const plain = await crypto.subtle.decrypt(
      { name: "AES-GCM", iv: NONCE, additionalData: use.context, tagLength: 128 },
      key,
      sealed.subarray(COMMITMENT_BYTES),
    );
    return new Uint8Array(plain);
  } catch {
    return null; // WebCrypto says OperationError, and no more, of a tag that does not fit
  }
}

async function freshKey(secret: CryptoKey, use: SealFor, usage: "encrypt" | "decrypt") {
  const bytes = await derive(secret, { ...use, length: AES_KEY_BYTES + COMMITMENT_BYTES });
  const key = await crypto.subtle.importKey("raw", bytes.subarray(0, AES_KEY_BYTES), "AES-GCM", false, [usage]);
  const commitment = bytes.slice(AES_KEY_BYTES);
  bytes.fill(0);
  return { key, commitment };
}
