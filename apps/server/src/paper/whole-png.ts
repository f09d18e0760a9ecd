import { inflateSync } from "node:zlib";

const MOST_BYTES = 256 * 1024 * 1024; // unpacked
const CHANNELS: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };

/** Whether all of an image is there: what reads PNG for a PDF unpacks it beside its call, where nobody hears of a fault. */
export function isWholePng(bytes: Uint8Array): boolean {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const data: Uint8Array[] = [];
  let header: DataView | null = null;
  let at = 8;
  for (let type = ""; type !== "IEND"; ) {
    if (at + 12 > bytes.length) return false;
    const length = view.getUint32(at);
    if (at + 12 + length > bytes.length) return false;
    type = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    const chunk = bytes.subarray(at + 8, at + 8 + length);
    if (type === "IHDR" && length === 13) header = new DataView(chunk.buffer, chunk.byteOffset, length);
    if (type === "IDAT") data.push(chunk);
    at += 12 + length;
  }
  return header !== null && holdsAll(header, data);
}

function holdsAll(header: DataView, data: readonly Uint8Array[]): boolean {
  const [width, height, depth] = [header.getUint32(0), header.getUint32(4), header.getUint8(8)];
  const channels = CHANNELS[header.getUint8(9)];
  const isInterlaced = header.getUint8(12) !== 0;
  if (channels === undefined || isInterlaced) return false;
  const expected = height * (1 + Math.ceil((width * channels * depth) / 8));
  if (expected > MOST_BYTES) return false;
  try {
    return inflateSync(Buffer.concat(data), { maxOutputLength: expected + 1 }).length >= expected;
  } catch {
    return false;
  }
}
