/** Seconds counted by a clock that only runs forward: setting the wall clock, or a change of it tonight, is not noticed. */
export class CountedTime {
  private readonly clock: () => number;
  private base: number;
  private since: number;

  /** @param clock milliseconds, such as `performance.now`. */
  constructor(clock: () => number, seconds = 0) {
    this.clock = clock;
    this.base = seconds;
    this.since = clock();
  }

  get seconds(): number {
    return this.base + (this.clock() - this.since) / 1000;
  }

  /** Somebody else counted more: this device slept, or came later. */
  atLeast(seconds: number): void {
    if (seconds <= this.seconds) return;
    this.base = seconds;
    this.since = this.clock();
  }
}
