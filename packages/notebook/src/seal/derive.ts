import { type Bytes, concat, utf8 } from "../bytes/bytes.ts";

const NO_SALT = new Uint8Array(0);

export async function sha256(bytes: Bytes): Promise<Bytes> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
}

/** Makes a secret usable for {@link derive} and nothing else; its bytes cannot be had back from it. */
export function importSecret(secret: Bytes): Promise<CryptoKey> {
  return crypto.subtle.importKey("raw", secret, "HKDF", false, ["deriveBits"]);
}

/** HKDF with SHA-256; `info` is the label followed by the context. */
export async function derive(
  secret: CryptoKey,
  use: { label: string; context: Bytes; salt?: Bytes; length: number },
): Promise<Bytes> {
  const bits = await crypto.subtle.deriveBits(
    { name: "HKDF", hash: "SHA-256", salt: use.salt ?? NO_SALT, info: concat(utf8(use.label), use.context) },
    secret,
    use.length * 8,
  );
  return new Uint8Array(bits);
}
