import type { Bytes } from "./bytes.ts";

/** Thrown inside a reading function, which catches it and says that the bytes are unreadable. */
export class Unreadable extends Error {
  override readonly name = "Unreadable";
}

const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** Reads what ByteWriter wrote. */
export class ByteReader {
  private readonly from: Uint8Array;
  private at = 0;

  constructor(from: Uint8Array) {
    this.from = from;
  }

  u8(): number {
    return this.number(1);
  }

  u16(): number {
    return this.number(2);
  }

  u32(): number {
    return this.number(4);
  }

  fixed(length: number): Bytes {
    if (length > this.from.length - this.at) throw new Unreadable("too short");
    const bytes = this.from.slice(this.at, this.at + length) as Bytes;
    this.at += length;
    return bytes;
  }

  bytes(most: number): Bytes {
    const length = this.u32();
    if (length > most) throw new Unreadable("too long");
    return this.fixed(length);
  }

  text(most: number): string {
    try {
      return decoder.decode(this.bytes(most));
    } catch (error) {
      throw error instanceof Unreadable ? error : new Unreadable("not UTF-8");
    }
  }

  rest(): Bytes {
    return this.fixed(this.from.length - this.at);
  }

  end(): void {
    if (this.at !== this.from.length) throw new Unreadable("more than was to be read");
  }

  private number(width: number): number {
    return this.fixed(width).reduce((value, byte) => value * 256 + byte, 0);
  }
}
