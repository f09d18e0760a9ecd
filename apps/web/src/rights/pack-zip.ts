import { strToU8, Zip, ZipDeflate, ZipPassThrough } from "fflate";

/** `bytes`: what is packed tight by itself, as images are */
export type ArchiveFile = TextFile | { path: string; bytes: Uint8Array };

export type TextFile = { path: string; text: string };

/** Packs files into a zip as they come, so that the texts of all pages need not be in memory at once. */
export class ZipPacker {
  private readonly parts: Uint8Array[] = [];
  private readonly zip: Zip;
  private readonly finished = Promise.withResolvers<void>();
  private readonly at: Date;

  /** @param at the time that every file in it has. */
  constructor(at: Date) {
    this.at = at;
    this.zip = new Zip((fault, part, isLast) => {
      if (fault) this.finished.reject(fault);
      else this.parts.push(part);
      if (isLast) this.finished.resolve();
    });
  }

  add(file: ArchiveFile): void {
    const { path } = file;
    // In this thread: one from a Blob's address is not allowed here, and a page takes some milliseconds.
    const packed = "text" in file ? new ZipDeflate(path, { level: 6 }) : new ZipPassThrough(path);
    packed.mtime = this.at;
    this.zip.add(packed);
    packed.push("text" in file ? strToU8(file.text) : file.bytes, true);
  }

  async finish(): Promise<Blob> {
    this.zip.end();
    await this.finished.promise;
    return new Blob(this.parts as Uint8Array<ArrayBuffer>[], { type: "application/zip" });
  }
}
