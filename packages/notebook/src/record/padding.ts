import type { Bytes } from "../bytes/bytes.ts";

const UPDATE_STEP = 256; // bytes
const LENGTH_BYTES = 4;

/**
 * Hides the length of what is sealed: updates up to the next 256 bytes, snapshots to the next step of Padmé, which adds
 * twelve per cent at most and lets only so many bits of the length through (Nikitin et al., PETS 2019).
 */
export function pad(kind: "update" | "snapshot", body: Uint8Array): Bytes {
  const padded = new Uint8Array(paddedLength(kind, body.length));
  new DataView(padded.buffer).setUint32(0, body.length);
  padded.set(body, LENGTH_BYTES);
  return padded;
}

/** @returns null for what {@link pad} would not have made. */
export function unpad(kind: "update" | "snapshot", padded: Bytes): Bytes | null {
  if (padded.length < LENGTH_BYTES) return null;
  const length = new DataView(padded.buffer, padded.byteOffset).getUint32(0);
  if (length > padded.length || paddedLength(kind, length) !== padded.length) return null;
  const end = LENGTH_BYTES + length;
  return padded.subarray(end).every((byte) => byte === 0) ? padded.slice(LENGTH_BYTES, end) : null;
}

export function paddedLength(kind: "update" | "snapshot", length: number): number {
  const needed = LENGTH_BYTES + length;
  const steps = Math.ceil(needed / UPDATE_STEP) * UPDATE_STEP;
  return kind === "update" || needed <= UPDATE_STEP ? steps : padme(needed);
}

function padme(length: number): number {
  const exponent = Math.floor(Math.log2(length));
  const kept = Math.floor(Math.log2(exponent)) + 1;
  const step = 2 ** (exponent - kept);
  return Math.ceil(length / step) * step;
}
