/** So many at once, so many a second after. */
export class TokenBucket {
  private tokens: number;
  private readAt: number;
  private readonly perSecond: number;
  private readonly burst: number;

  constructor(perSecond: number, burst: number, now: number) {
    this.tokens = burst;
    this.readAt = now;
    this.perSecond = perSecond;
    this.burst = burst;
  }

  /** @returns 0 if a token was taken, else the milliseconds until there is one. */
  take(now: number): number {
    this.tokens = Math.min(this.burst, this.tokens + ((now - this.readAt) / 1000) * this.perSecond);
    this.readAt = now;
    if (this.tokens < 1) return Math.ceil(((1 - this.tokens) / this.perSecond) * 1000);
    this.tokens -= 1;
    return 0;
  }
}
