import type { Bytes } from "./bytes.ts";

const LETTERS = new TextEncoder().encode("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");
const NONE = 255;
const VALUES = new Uint8Array(128).fill(NONE);
for (const [value, letter] of LETTERS.entries()) VALUES[letter] = value;
const decoder = new TextDecoder();

/** base64url without padding (RFC 4648 §5). */
export function toBase64url(bytes: Uint8Array): string {
  const letters = new Uint8Array(Math.ceil((bytes.length * 4) / 3));
  for (let from = 0, to = 0; from < bytes.length; from += 3, to += 4) {
    const bits = ((bytes[from] ?? 0) << 16) | ((bytes[from + 1] ?? 0) << 8) | (bytes[from + 2] ?? 0);
    // What stands behind the end of the array is dropped.
    letters[to] = LETTERS[bits >> 18] ?? 0;
    letters[to + 1] = LETTERS[(bits >> 12) & 63] ?? 0;
    letters[to + 2] = LETTERS[(bits >> 6) & 63] ?? 0;
    letters[to + 3] = LETTERS[bits & 63] ?? 0;
  }
  return decoder.decode(letters);
}

/** @returns null for what {@link toBase64url} would never have written: each byte string has exactly one spelling. */
export function fromBase64url(text: string): Bytes | null {
  if (text.length % 4 === 1) return null;
  const bytes = new Uint8Array(Math.floor((text.length * 3) / 4));
  let bits = 0;
  let held = 0;
  let at = 0;
  for (let index = 0; index < text.length; index++) {
    const value = VALUES[text.charCodeAt(index)] ?? NONE;
    if (value === NONE) return null;
    bits = ((bits << 6) | value) & 0xffffff;
    held += 6;
    if (held >= 8) {
      held -= 8;
      bytes[at++] = (bits >> held) & 255;
    }
  }
  return (bits & ((1 << held) - 1)) === 0 ? bytes : null;
}
