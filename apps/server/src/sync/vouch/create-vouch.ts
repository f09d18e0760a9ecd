import { createHmac, createSecretKey, hkdfSync, timingSafeEqual } from "node:crypto";
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
  const key = createSecretKey(Buffer.from(hkdfSync("sha256", secret, "", PURPOSE, KEY_BYTES)));
  const vouch = (page: string, updates: readonly Uint8Array[]): Uint8Array => {
    // Lengths go in, too, so that no other cut of the same bytes has the same voucher.
    const mac = createHmac("sha256", key).update(`${page}\n${updates.map(({ length }) => length).join(",")}\n`);
    for (const update of updates) mac.update(update);
    return mac.digest().subarray(0, VOUCHER_BYTES);
  };
  return {
    vouch,
    isVouched: (page, { updates, voucher }) =>
      voucher.length === VOUCHER_BYTES && timingSafeEqual(voucher, vouch(page, updates)),
  };
}
