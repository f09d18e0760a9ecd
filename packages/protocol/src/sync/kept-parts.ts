import { codecOf, decodeFrame, encodeFrame } from "./code-frame.ts";
import { KEPT_MESSAGES } from "./message-tables.ts";

/**
 * Updates of a page that the server has stored and sent, in their order, with its word for it: a MAC by a key that
 * never leaves the server. Whoever holds it can show later that these bytes were part of the page, whoever wrote them.
 */
export type VouchedPart = { updates: Uint8Array[]; voucher: Uint8Array };

/** What a device has kept of a page, for a server that was restored from a backup. */
export const MAX_KEPT_BYTES = 33_554_432; // 32 MiB: a page at its limit, and five times as much that came after it

const CODEC = codecOf(KEPT_MESSAGES);

export function encodeKept(parts: readonly VouchedPart[]): Uint8Array {
  return encodeFrame(CODEC, {
    type: "kept",
    parts: parts.map((part) => encodeFrame(CODEC, { ...part, type: "part" })),
  });
}

/** @throws {MalformedFrame} if the bytes are no such thing. The updates are views of `bytes`. */
export function decodeKept(bytes: Uint8Array): VouchedPart[] {
  const kept = decodeFrame(CODEC, bytes);
  const parts = kept.type === "kept" ? (kept.parts as Uint8Array[]) : [];
  return parts.flatMap((each) => {
    const part = decodeFrame(CODEC, each);
    return part.type === "part" ? [{ updates: part.updates as Uint8Array[], voucher: part.voucher as Uint8Array }] : [];
  });
}
