import { PUSH_BURST, PUSHES_PER_SECOND } from "@candor/protocol/sync/limits.ts";

// Somewhat below what the server takes, whose clock is not ours.
const PER_SECOND = PUSHES_PER_SECOND * 0.9;
const BURST = PUSH_BURST * 0.8;

/** How fast one page pushes: so many at once, so many a second after. */
export class Pace {
  private left = BURST;
  private readAt: number;

  constructor(now: number) {
    this.readAt = now;
  }

  /** @returns 0 if a push may go now, else the milliseconds until one may. */
  take(now: number): number {
    this.left = Math.min(BURST, this.left + ((now - this.readAt) / 1000) * PER_SECOND);
    this.readAt = now;
    if (this.left < 1) return Math.ceil(((1 - this.left) / PER_SECOND) * 1000);
    this.left -= 1;
    return 0;
  }
}
