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
  const make = (page: string, updates: readonly Uint8Array[]): Uint8Array => {
    // Lengths go in, too, so that no other cut of the same bytes has the same voucher.
    const head = Buffer.from(`${page}\n${updates.map(({ length }) => length).join(",")}\n`);
    return mac([head, ...updates]).subarray(0, VOUCHER_BYTES);
  };
  // The other's `update` and the author's `ack` mostly carry the same one.
  const ofOne = new WeakMap<Uint8Array, { page: string; voucher: Uint8Array }>();
  const vouch = (page: string, updates: readonly Uint8Array[]): Uint8Array => {
    const [only] = updates;
    if (only === undefined || updates.length > 1) return make(page, updates);
    const known = ofOne.get(only);
    if (known?.page === page) return known.voucher;
    const voucher = make(page, updates);
    ofOne.set(only, { page, voucher });
    return voucher;
  };
  return {
    vouch,
    isVouched: (page, { updates, voucher }) =>
      voucher.length === VOUCHER_BYTES && timingSafeEqual(voucher, make(page, updates)),
  };
}

const BLOCK_BYTES = 64; // of SHA-256
const SMALL_BYTES = 8192;

/** HMAC-SHA-256 (RFC 2104). For a keystroke two hashes in one call each are quicker than an Hmac object. */
function createMac(key: Buffer): (parts: readonly Uint8Array[]) => Buffer {
  const inner = Buffer.alloc(BLOCK_BYTES, 0x36);
  const outer = Buffer.alloc(BLOCK_BYTES, 0x5c);
  for (const [index, byte] of key.entries()) {
    inner[index] = byte ^ 0x36;
    outer[index] = byte ^ 0x5c;
  }
  return (parts) => {
    const size = parts.reduce((sum, { length }) => sum + length, 0);
    if (size > SMALL_BYTES) {
      const mac = createHmac("sha256", key);
      for (const part of parts) mac.update(part);
      return mac.digest();
    }
    const digest = hash("sha256", Buffer.concat([inner, ...parts]), "buffer");
    return hash("sha256", Buffer.concat([outer, digest]), "buffer");
  };
}
