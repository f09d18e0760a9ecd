import { isWholeGif } from "./whole-gif.ts";

/** What an image is by its own bytes, whatever it was called; null: it is none that is shown here. Never SVG, which runs. */
export function sniffImage(bytes: Uint8Array): "image/png" | "image/jpeg" | "image/gif" | "image/webp" | null {
  if (begins(bytes, PNG) && has(bytes, "IHDR", 12) && hasAtEnd(bytes, "IEND")) return "image/png";
  if (begins(bytes, [0xff, 0xd8, 0xff]) && endsLikeJpeg(bytes)) return "image/jpeg";
  if (has(bytes, "GIF87a", 0) || has(bytes, "GIF89a", 0)) return isWholeGif(bytes) ? "image/gif" : null;
  if (has(bytes, "RIFF", 0) && has(bytes, "WEBP", 8) && has(bytes, "VP8", 12))
    return holdsItsLength(bytes) ? "image/webp" : null;
  return null;
}

const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

function begins(bytes: Uint8Array, sign: readonly number[]): boolean {
  return sign.every((byte, index) => bytes[index] === byte);
}

function has(bytes: Uint8Array, sign: string, at: number): boolean {
  return [...sign].every((letter, index) => bytes[at + index] === letter.charCodeAt(0));
}

/** The last chunk of a PNG is empty: its length, its name and its checksum. */
function hasAtEnd(bytes: Uint8Array, sign: string): boolean {
  return has(bytes, sign, bytes.length - 8);
}

/** Cameras put zeros after the end. */
function endsLikeJpeg(bytes: Uint8Array): boolean {
  let end = bytes.length;
  while (end > 0 && bytes[end - 1] === 0) end -= 1;
  return bytes[end - 2] === 0xff && bytes[end - 1] === 0xd9;
}

/** A WebP says how long it is, and how long its first chunk is: neither is more than what came. */
function holdsItsLength(bytes: Uint8Array): boolean {
  if (bytes.length < 20) return false;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const [whole, first] = [view.getUint32(4, true) + 8, view.getUint32(16, true)];
  return whole <= bytes.length && first > 0 && 20 + first <= whole;
}
