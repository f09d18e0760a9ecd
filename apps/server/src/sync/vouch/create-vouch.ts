import { createHmac, hash, hkdfSync, timingSafeEqual } from "node:crypto";
import type { VouchedPart } from "@candor/protocol/sync/kept-parts.ts";

export type Vouch = {
  /** The server's word that these updates, in this order, are part of the page and on disk. */
  vouch(page: string, updates: readonly Uint8Array[]): Uint8Array;
  isVouched(page: string, part: VouchedPart): boolean;
};

const PURPOSE = "candor/vouchers/1"; // the key signs nothing else
const KEY_BYTES = 32;
const VOUCHER_BYTES = 16; // 128 bits; one goes with every keystroke

/** @param secret the key that signs sessions; it outlives a restore, or vouchers from before it are worth nothing. */
export function createVouch(secret: string): Vouch {
  const mac = createMac(Buffer.from(hkdfSync("sha256", secret, "", PURPOSE, KEY_BYTES)));
  const vouch = (page: string, updates: readonly Uint8Array[]): Uint8Array => {
    // Lengths go in, too, so that no other cut of the same bytes has the same voucher.
    const lengths = updates.length === 1 ? updates[0]?.length : updates.map(({ length }) => length).join(",");
    return mac(`${page}\n${lengths}\n`, updates);
  };
  return {
    vouch,
    isVouched: (page, { updates, voucher }) =>
      voucher.length === VOUCHER_BYTES && timingSafeEqual(voucher, vouch(page, updates)),
  };
}

const BLOCK_BYTES = 64; // of SHA-256
const DIGEST_BYTES = 32;
const SMALL_BYTES = 8192;
const MOST_BYTES_A_LETTER = 3; // in UTF-8, of one unit of a string

/**
 * The first bytes of HMAC-SHA-256 (RFC 2104). For a keystroke two hashes in one call each are quicker than an Hmac object,
 * and a digest is had sooner as letters, each a byte, than as a buffer of its own.
 */
function createMac(key: Buffer): (head: string, parts: readonly Uint8Array[]) => Uint8Array {
  // Both begin with the key and are written over behind it, each time anew.
  const inner = Buffer.alloc(BLOCK_BYTES + SMALL_BYTES, 0x36);
  const outer = Buffer.alloc(BLOCK_BYTES + DIGEST_BYTES, 0x5c);
  for (const [index, byte] of key.entries()) {
    inner[index] = byte ^ 0x36;
    outer[index] = byte ^ 0x5c;
  }
  return (head, parts) => {
    let size = head.length * MOST_BYTES_A_LETTER;
    for (const { length } of parts) size += length;
    if (size > SMALL_BYTES) {
      const mac = createHmac("sha256", key).update(head);
      for (const part of parts) mac.update(part);
      return mac.digest().subarray(0, VOUCHER_BYTES);
    }
    let end = BLOCK_BYTES + inner.write(head, BLOCK_BYTES);
    for (const part of parts) {
      inner.set(part, end);
      end += part.length;
    }
    outer.write(hash("sha256", inner.subarray(0, end), "binary"), BLOCK_BYTES, "binary");
    const voucher = Buffer.allocUnsafe(VOUCHER_BYTES);
    voucher.write(hash("sha256", outer, "binary"), 0, VOUCHER_BYTES, "binary");
    return voucher;
  };
}
