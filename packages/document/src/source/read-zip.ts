import { Inflate, strFromU8 } from "fflate";
import { SourceFault } from "./source-fault.ts";

export type ZipEntry = {
  name: string;
  /** @throws {SourceFault} where it is damaged, or holds more than is left of the archive's room. */
  read: () => Uint8Array;
};

const MAX_ENTRIES = 10_000;
const MAX_UNPACKED = 64_000_000; // bytes of all entries that are read: some 20 years of weekly meetings
const STEP = 65_536; // bytes unpacked at a time, so that a bomb is noticed early
const END_RECORD = 0x06054b50;
const CENTRAL_RECORD = 0x02014b50;
const LOCAL_RECORD = 0x04034b50;
const [IS_ENCRYPTED, STORED, DEFLATED] = [1, 0, 8];

export function isZip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b && (bytes[2] === 3 || bytes[2] === 5);
}

/**
 * The files in a zip archive. Nothing is unpacked before it is asked for, nothing is believed of the sizes that the
 * archive states, and all that is unpacked comes out of one allowance, so that a small file cannot become a huge one.
 *
 * @throws {SourceFault}
 */
export function readZip(bytes: Uint8Array, room = { left: MAX_UNPACKED }): ZipEntry[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    const end = endRecord(view);
    const count = view.getUint16(end + 10, true);
    if (count > MAX_ENTRIES) throw new SourceFault("too_much");
    const entries: ZipEntry[] = [];
    for (let index = 0, at = view.getUint32(end + 16, true); index < count; index += 1) {
      if (view.getUint32(at, true) !== CENTRAL_RECORD) throw new SourceFault("damaged");
      const [nameLength, extra, comment] = [28, 30, 32].map((offset) => view.getUint16(at + offset, true));
      const nameStart = at + 46;
      const name = strFromU8(bytes.subarray(nameStart, nameStart + (nameLength ?? 0)));
      entries.push({ name, read: entryReader(bytes, view, at, room) });
      at = nameStart + (nameLength ?? 0) + (extra ?? 0) + (comment ?? 0);
    }
    return entries;
  } catch (fault) {
    if (fault instanceof RangeError) throw new SourceFault("damaged"); // it points behind its own end
    throw fault;
  }
}

function endRecord(view: DataView): number {
  const first = Math.max(0, view.byteLength - 65_557); // a comment may follow it
  for (let at = view.byteLength - 22; at >= first; at -= 1) if (view.getUint32(at, true) === END_RECORD) return at;
  throw new SourceFault("damaged");
}

function entryReader(bytes: Uint8Array, view: DataView, at: number, room: { left: number }): () => Uint8Array {
  const [flags, method] = [view.getUint16(at + 8, true), view.getUint16(at + 10, true)];
  const [packed, local] = [view.getUint32(at + 20, true), view.getUint32(at + 42, true)];
  return () => {
    if ((flags & IS_ENCRYPTED) !== 0) throw new SourceFault("protected");
    if (local + 30 > view.byteLength || view.getUint32(local, true) !== LOCAL_RECORD) throw new SourceFault("damaged");
    const start = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
    if (start + packed > view.byteLength) throw new SourceFault("damaged");
    const data = bytes.subarray(start, start + packed);
    if (method === DEFLATED) return inflate(data, room);
    if (method !== STORED) throw new SourceFault("damaged");
    room.left -= data.length;
    if (room.left < 0) throw new SourceFault("too_much");
    return data;
  };
}

function inflate(data: Uint8Array, room: { left: number }): Uint8Array {
  const chunks: Uint8Array[] = [];
  let size = 0;
  const stream = new Inflate((chunk) => {
    size += chunk.length;
    room.left -= chunk.length;
    if (room.left < 0) throw new SourceFault("too_much");
    chunks.push(chunk);
  });
  try {
    for (let at = 0; at < data.length; at += STEP) {
      stream.push(data.subarray(at, at + STEP), at + STEP >= data.length);
    }
  } catch (fault) {
    throw fault instanceof SourceFault ? fault : new SourceFault("damaged");
  }
  const whole = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}
