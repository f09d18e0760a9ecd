import { strToU8, Zip, ZipDeflate } from "fflate";

export type ArchiveFile = { path: string; text: string };

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

  add({ path, text }: ArchiveFile): void {
    // In this thread: one from a Blob's address is not allowed here, and a page takes some milliseconds.
    const file = new ZipDeflate(path, { level: 6 });
    file.mtime = this.at;
    this.zip.add(file);
    file.push(strToU8(text), true);
  }

  async finish(): Promise<Blob> {
    this.zip.end();
    await this.finished.promise;
    return new Blob(this.parts as Uint8Array<ArrayBuffer>[], { type: "application/zip" });
  }
}
