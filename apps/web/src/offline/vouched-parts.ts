import type { VouchedPart } from "@candor/protocol/sync/kept-parts.ts";

/** Something of a page as the server sent or acknowledged it, with its voucher. */
export type KeptPart = VouchedPart & {
  epoch: number;
  /** of its newest update */
  seq: number;
  /** all: the whole page up to there; what was kept of the same epoch before is in it */
  kind: "all" | "more" | "own";
};

const MOST_BYTES = 2_097_152; // of a tab that does not write this device's copy; the one that does has them on disk

/**
 * What this tab was given of a page and is not on this device yet. Should the server be restored from a backup, devices
 * give back what it has forgotten, whoever wrote it; see docs/decisions/0012.
 */
export class VouchedParts {
  private parts: KeptPart[] = [];
  private bytes = 0;

  add(part: KeptPart): void {
    if (part.voucher.length === 0 || part.updates.length === 0) return;
    if (part.kind === "all") this.take();
    this.parts.push(part);
    this.bytes += bytesOf(part);
    while (this.bytes > MOST_BYTES && this.parts.length > 1) this.bytes -= bytesOf(this.parts.shift() ?? part);
  }

  all(): readonly KeptPart[] {
    return this.parts;
  }

  /** Hands over what there is, to be written to this device. */
  take(): KeptPart[] {
    const taken = this.parts;
    this.parts = [];
    this.bytes = 0;
    return taken;
  }

  /** Takes back what could not be written. */
  takeBack(parts: readonly KeptPart[]): void {
    const later = this.take();
    for (const part of [...parts, ...later]) this.add(part);
  }
}

function bytesOf({ updates }: KeptPart): number {
  return updates.reduce((sum, { length }) => sum + length, 0);
}
