import { createCipheriv, createECDH, ECDH, hkdfSync } from "node:crypto";

/** What a browser gave for others to write to it, in base64url. */
export type PushKeys = { p256dh: string; auth: string };

const RECORD_SIZE = 4096;

/**
 * A message that the browser alone can read (RFC 8291): whoever carries it sees its length.
 *
 * @throws where the keys are none.
 */
export function encryptMessage(text: string, { p256dh, auth }: PushKeys, random: (size: number) => Uint8Array): Buffer {
  const theirs = Buffer.from(p256dh, "base64url");
  const own = createECDH("prime256v1");
  const ours = own.generateKeys();
  const salt = Buffer.from(random(16));
  const info = Buffer.concat([Buffer.from("WebPush: info\0"), theirs, ours]);
  const key = Buffer.from(hkdfSync("sha256", own.computeSecret(theirs), Buffer.from(auth, "base64url"), info, 32));
  const derive = (what: string, size: number) =>
    Buffer.from(hkdfSync("sha256", key, salt, Buffer.from(`Content-Encoding: ${what}\0`), size));
  const cipher = createCipheriv("aes-128-gcm", derive("aes128gcm", 16), derive("nonce", 12));
  const last = Buffer.from([2]); // no record follows
  const sealed = Buffer.concat([cipher.update(Buffer.concat([Buffer.from(text), last])), cipher.final()]);
  const head = Buffer.alloc(21);
  salt.copy(head);
  head.writeUInt32BE(RECORD_SIZE, 16);
  head.writeUInt8(ours.length, 20);
  return Buffer.concat([head, ours, sealed, cipher.getAuthTag()]);
}

/** Whether something can be sealed for it: a point of the curve, and not merely as long as one. */
export function isPushKey(p256dh: string): boolean {
  try {
    ECDH.convertKey(Buffer.from(p256dh, "base64url"), "prime256v1");
    return true;
  } catch {
    return false;
  }
}
