/** What a secret signs by (Standard Webhooks, "Signature scheme"): its base64, or itself where it is none of theirs. */
export function hookKeyOf(secret: string): Buffer {
  return secret.startsWith("whsec_") ? Buffer.from(secret.slice("whsec_".length), "base64") : Buffer.from(secret);
}
