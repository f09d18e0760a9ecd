import type { RefusalName } from "@candor/protocol/sync/codes.ts";

/** Leaves the reading of an update; caught where the gate begins, never further out. */
export class GateFault extends Error {
  override name = "GateFault";
  readonly refusal: RefusalName;

  constructor(refusal: RefusalName) {
    super(refusal);
    this.refusal = refusal;
  }
}

/**
 * Reads lib0's number and text forms out of an update and stays within its bytes. lib0's own readers are not used here:
 * some of them run past the end and return a value (readUint8, readVarInt), which a peer could use.
 */
export class UpdateCursor {
  at = 0;
  readonly bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  byte(): number {
    const byte = this.bytes[this.at];
    if (byte === undefined) throw new GateFault("malformed_update");
    this.at += 1;
    return byte;
  }

  number(): number {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const byte = this.byte();
      value += (byte & 127) * scale;
      if (value > Number.MAX_SAFE_INTEGER) throw new GateFault("malformed_update");
      if (byte < 128) return value;
    }
  }

  /** lib0's signed form: six bits and a sign first, then seven bits a byte. Only its size matters to the gate. */
  skipSignedNumber(): void {
    let byte = this.byte();
    let value = byte & 63;
    for (let scale = 64; byte > 127; scale *= 128) {
      byte = this.byte();
      value += (byte & 127) * scale;
      if (value > Number.MAX_SAFE_INTEGER) throw new GateFault("malformed_update");
    }
  }

  skip(length: number): void {
    if (length > this.bytes.length - this.at) throw new GateFault("malformed_update");
    this.at += length;
  }

  /** @returns the text's length as Yjs counts it, in UTF-16 code units. */
  skipText(): number {
    const end = this.endOf(this.number());
    const length = utf16Length(this.bytes, this.at, end);
    if (length < 0) throw new GateFault("malformed_update"); // lib0 decodes with `fatal`: a peer would throw half-way
    this.at = end;
    return length;
  }

  text(): string {
    const end = this.endOf(this.number());
    const start = this.at;
    if (utf16Length(this.bytes, start, end) < 0) throw new GateFault("malformed_update");
    this.at = end;
    return this.ascii(start, end) ?? utf8.decode(this.bytes.subarray(start, end));
  }

  private endOf(length: number): number {
    if (length > this.bytes.length - this.at) throw new GateFault("malformed_update");
    return this.at + length;
  }

  /** Names and keys are short and ASCII; for those this is several times faster than a decoder. */
  private ascii(start: number, end: number): string | null {
    if (end - start > 32) return null;
    let text = "";
    for (let index = start; index < end; index += 1) {
      const byte = this.bytes[index] as number;
      if (byte > 127) return null;
      text += String.fromCharCode(byte);
    }
    return text;
  }
}

const utf8 = new TextDecoder("utf-8", { ignoreBOM: true });

/** @returns -1 where the bytes are not UTF-8 as RFC 3629 has it: no surrogates, no overlong forms, nothing cut off. */
function utf16Length(bytes: Uint8Array, start: number, end: number): number {
  let length = 0;
  let at = start;
  while (at < end) {
    const lead = bytes[at] as number;
    const size = lead < 0x80 ? 1 : lead < 0xc2 ? 0 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : lead < 0xf5 ? 4 : 0;
    if (size === 0 || at + size > end) return -1;
    if (size > 1) {
      const second = bytes[at + 1] as number;
      if (second < lowestSecond(lead) || second > highestSecond(lead)) return -1;
      for (let index = 2; index < size; index += 1) if (((bytes[at + index] as number) & 0xc0) !== 0x80) return -1;
    }
    length += size === 4 ? 2 : 1;
    at += size;
  }
  return length;
}

function lowestSecond(lead: number): number {
  return lead === 0xe0 ? 0xa0 : lead === 0xf0 ? 0x90 : 0x80;
}

function highestSecond(lead: number): number {
  return lead === 0xed ? 0x9f : lead === 0xf4 ? 0x8f : 0xbf;
}
