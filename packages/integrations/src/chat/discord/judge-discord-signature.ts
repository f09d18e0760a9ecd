import { createPublicKey, type KeyObject, verify } from "node:crypto";

const DISCORD_OLDEST_SECONDS = 300; // Discord names no limit; this is Slack's

// What goes before the 32 bytes of an Ed25519 key to make a SubjectPublicKeyInfo of it (RFC 8410 §4).
const SPKI_PREFIX = Buffer.from("302a300506032b6570032100", "hex");

export type DiscordSigned = {
  /** the headers X-Signature-Timestamp and X-Signature-Ed25519 */
  timestamp: string;
  signature: string;
  body: Uint8Array;
};

/** Whether Discord signed it for our application, and not long ago. */
export function judgeDiscordSignature(
  { timestamp, signature, body }: DiscordSigned,
  key: Uint8Array,
  now: Date,
): "signed" | "forged" | "too_old" {
  if (!/^\d{1,12}$/.test(timestamp) || !/^[0-9a-f]{128}$/i.test(signature)) return "forged";
  const signed = Buffer.concat([Buffer.from(timestamp), body]);
  if (!verify(null, signed, keyOf(key), Buffer.from(signature, "hex"))) return "forged";
  return Math.abs(now.getTime() / 1000 - Number(timestamp)) <= DISCORD_OLDEST_SECONDS ? "signed" : "too_old";
}

function keyOf(bytes: Uint8Array): KeyObject {
  return createPublicKey({ key: Buffer.concat([SPKI_PREFIX, bytes]), format: "der", type: "spki" });
}
