import { type Bytes, concat, utf8 } from "./bytes.ts";

/** Writes values so that no two lists of values give the same bytes: fixed widths, lengths in front, big-endian. */
export class ByteWriter {
  private readonly parts: Uint8Array[] = [];

  u8(value: number): this {
    return this.number(value, 1);
  }

  u16(value: number): this {
    return this.number(value, 2);
  }

  u32(value: number): this {
    return this.number(value, 4);
  }

  /** Bytes whose number the format fixes. */
  fixed(bytes: Uint8Array): this {
    this.parts.push(bytes);
    return this;
  }

  bytes(bytes: Uint8Array): this {
    return this.u32(bytes.length).fixed(bytes);
  }

  text(text: string): this {
    return this.bytes(utf8(text));
  }

  done(): Bytes {
    return concat(...this.parts);
  }

  private number(value: number, width: number): this {
    if (!Number.isInteger(value) || value < 0 || value >= 2 ** (8 * width)) {
      throw new RangeError(`${value} does not fit into ${width} bytes`);
    }
    const bytes = new Uint8Array(width);
    for (let at = width - 1, left = value; at >= 0; at--, left = Math.floor(left / 256)) bytes[at] = left % 256;
    this.parts.push(bytes);
    return this;
  }
}
