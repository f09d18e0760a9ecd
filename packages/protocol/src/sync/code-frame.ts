import type { FieldKind, MessageTable } from "./message-tables.ts";

export class MalformedFrame extends Error {
  override name = "MalformedFrame";
}

type Field = { name: string; kind: FieldKind };
type Shape = { type: string; number: number; fields: Field[] };
export type Codec = { byType: ReadonlyMap<string, Shape>; byNumber: readonly Shape[] };

export function codecOf(table: MessageTable): Codec {
  const byNumber = Object.entries(table).map(([type, fields], number) => ({
    type,
    number,
    fields: Object.entries(fields).map(([name, kind]) => ({ name, kind })),
  }));
  return { byNumber, byType: new Map(byNumber.map((shape) => [shape.type, shape])) };
}

export type FrameFields = { type: string } & { [field: string]: unknown };

/**
 * Where a frame's bytes come from: the last so many of what it returns are then written, and what is before them is its
 * own. A server takes them from a pool, behind the header of a WebSocket frame.
 */
export type Allocate = (size: number) => Uint8Array;

const newBytes: Allocate = (size) => new Uint8Array(size);

/** @throws {RangeError} if a number is no safe unsigned integer or an id no short ASCII text: a fault of the caller. */
export function encodeFrame(codec: Codec, message: FrameFields, allocate: Allocate = newBytes): Uint8Array {
  const shape = codec.byType.get(message.type);
  if (!shape) throw new RangeError(`no message of type ${message.type}`);
  // Measured first, then written into exactly that much: frames are made for every keystroke and every reader.
  let size = 1;
  for (const { name, kind } of shape.fields) size += sizeOf(kind, message[name]);
  const frame = allocate(size);
  let at = frame.length - size;
  frame[at] = shape.number;
  at += 1;
  for (const { name, kind } of shape.fields) at = write(frame, at, kind, message[name]);
  return frame;
}

function sizeOf(kind: FieldKind, value: unknown): number {
  switch (kind) {
    case "number":
      return numberSize(value as number);
    case "id":
      return 1 + checkedId(value as string).length;
    case "bytes":
      return bytesSize(value as Uint8Array);
    case "list": {
      const list = value as Uint8Array[];
      return list.reduce((size, bytes) => size + bytesSize(bytes), numberSize(list.length));
    }
    case "storage":
    case "access":
      return 1;
  }
}

function write(frame: Uint8Array, at: number, kind: FieldKind, value: unknown): number {
  switch (kind) {
    case "number":
      return writeNumber(frame, at, value as number);
    case "id":
      return writeId(frame, at, value as string);
    case "bytes":
      return writeBytes(frame, at, value as Uint8Array);
    case "list": {
      let next = writeNumber(frame, at, (value as Uint8Array[]).length);
      for (const bytes of value as Uint8Array[]) next = writeBytes(frame, next, bytes);
      return next;
    }
    case "storage":
      frame[at] = value === "ok" ? 0 : 1;
      return at + 1;
    case "access":
      frame[at] = value === "write" ? 1 : 0;
      return at + 1;
  }
}

/** @throws {MalformedFrame} if the bytes are no message, or have a tail. `bytes` fields are views of `frame`. */
export function decodeFrame(codec: Codec, frame: Uint8Array): FrameFields {
  const from = new FrameReader(frame);
  const shape = codec.byNumber[from.byte()];
  if (!shape) throw new MalformedFrame("unknown message");
  const message: FrameFields = { type: shape.type };
  for (const { name, kind } of shape.fields) message[name] = read(from, kind);
  if (from.at !== frame.length) throw new MalformedFrame("bytes after the message");
  return message;
}

function read(from: FrameReader, kind: FieldKind): unknown {
  switch (kind) {
    case "number":
      return from.number();
    case "id":
      return from.id();
    case "bytes":
      return from.bytes();
    case "list": {
      // One by one, so that a forged length fails at the end of the bytes instead of reserving memory.
      const list: Uint8Array[] = [];
      for (let left = from.number(); left > 0; left -= 1) list.push(from.bytes());
      return list;
    }
    case "storage":
      return from.flag() ? "unavailable" : "ok";
    case "access":
      return from.flag() ? "write" : "read";
  }
}

const MAX_ID_BYTES = 64;

class FrameReader {
  at = 0;
  readonly frame: Uint8Array;

  constructor(frame: Uint8Array) {
    this.frame = frame;
  }

  byte(): number {
    const byte = this.frame[this.at];
    if (byte === undefined) throw new MalformedFrame("the message ends too early");
    this.at += 1;
    return byte;
  }

  /** Only the shortest form of a number is one: equal messages are equal bytes. */
  number(): number {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const byte = this.byte();
      value += (byte & 127) * scale;
      if (value > Number.MAX_SAFE_INTEGER) throw new MalformedFrame("a number is too large");
      if (byte < 128) {
        if (byte === 0 && scale > 1) throw new MalformedFrame("a number is not in its shortest form");
        return value;
      }
    }
  }

  flag(): boolean {
    const byte = this.byte();
    if (byte > 1) throw new MalformedFrame("a flag is neither 0 nor 1");
    return byte === 1;
  }

  bytes(): Uint8Array {
    const length = this.number();
    const end = this.at + length;
    if (end > this.frame.length) throw new MalformedFrame("the message ends too early");
    const bytes = this.frame.subarray(this.at, end);
    this.at = end;
    return bytes;
  }

  id(): string {
    const length = this.byte();
    if (length > MAX_ID_BYTES) throw new MalformedFrame("an id is too long");
    const end = this.at + length;
    if (end > this.frame.length) throw new MalformedFrame("the message ends too early");
    for (let index = this.at; index < end; index += 1)
      if ((this.frame[index] as number) > 127) throw new MalformedFrame("an id is not ASCII");
    // At once: put together letter by letter it would be a rope, which every look-up by it has to flatten first.
    const id = String.fromCharCode.apply(null, this.frame.subarray(this.at, end) as unknown as number[]);
    this.at = end;
    return id;
  }
}

function numberSize(value: number): number {
  if (!Number.isSafeInteger(value) || value < 0) throw new RangeError(`${value} is no unsigned integer`);
  let size = 1;
  for (let rest = value; rest > 127; rest = Math.floor(rest / 128)) size += 1;
  return size;
}

function bytesSize(bytes: Uint8Array): number {
  return numberSize(bytes.length) + bytes.length;
}

function checkedId(id: string): string {
  if (id.length > MAX_ID_BYTES) throw new RangeError("an id is too long for a message");
  for (let index = 0; index < id.length; index += 1)
    if (id.charCodeAt(index) > 127) throw new RangeError("an id in a message is ASCII");
  return id;
}

function writeNumber(frame: Uint8Array, at: number, value: number): number {
  let next = at;
  let rest = value;
  for (; rest > 127; rest = Math.floor(rest / 128)) {
    frame[next] = 128 | (rest % 128);
    next += 1;
  }
  frame[next] = rest;
  return next + 1;
}

function writeBytes(frame: Uint8Array, at: number, bytes: Uint8Array): number {
  const start = writeNumber(frame, at, bytes.length);
  frame.set(bytes, start);
  return start + bytes.length;
}

function writeId(frame: Uint8Array, at: number, id: string): number {
  frame[at] = id.length;
  for (let index = 0; index < id.length; index += 1) frame[at + 1 + index] = id.charCodeAt(index);
  return at + 1 + id.length;
}
