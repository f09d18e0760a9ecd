import { createHash, createHmac, timingSafeEqual } from "node:crypto";

/** For secrets of 128 bits and more, which cannot be guessed from their hash. */
export function hashSecret(secret: string): string {
  return createHash("sha256").update(secret).digest("base64url");
}

/**
 * For codes that a person types: with the key, which does not lie in the database, whoever reads that cannot try them
 * all out at home.
 */
export function keyedHash(key: string): (text: string) => string {
  return (text) => createHmac("sha256", key).update(text).digest("base64url");
}

/** Takes as long for one wrong letter as for all. */
export function isSameHash(left: string, right: string): boolean {
  const [a, b] = [Buffer.from(left), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
}
