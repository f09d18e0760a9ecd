import { type Bytes, concat, type Random } from "../bytes/bytes.ts";
import { openUnder, SALT_BYTES, sealUnder } from "./seal-under.ts";

/** A sealed text that carries its own salt: salt, commitment, ciphertext. */
export async function sealBox(
  secret: CryptoKey,
  use: { label: string; context: Bytes },
  plain: Bytes,
  random: Random,
): Promise<Bytes> {
  const salt = random(SALT_BYTES);
  return concat(salt, await sealUnder(secret, { ...use, salt }, plain));
}

/** @returns null when it was not sealed like this, under this secret. */
export function openBox(secret: CryptoKey, use: { label: string; context: Bytes }, box: Bytes): Promise<Bytes | null> {
  const salt = box.slice(0, SALT_BYTES);
  return openUnder(secret, { ...use, salt }, box.slice(SALT_BYTES));
}
