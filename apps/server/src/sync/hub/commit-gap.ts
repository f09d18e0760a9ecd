/**
 * How far apart commits begin. One costs about the same for one push and for fifty: the more pushes come in, the longer
 * it pays to gather them, and the less a moment more weighs for each. A push into a quiet log never waits.
 */
export class CommitGap {
  private pushesPerMs = 0;
  private lastAt = Number.NEGATIVE_INFINITY;

  /** @returns the milliseconds until the next commit may begin; 0 or less: now. */
  wait(now: number): number {
    return this.lastAt + gapAt(this.pushesPerMs) - now;
  }

  /** A commit of so many pushes begins. */
  begin(pushes: number, now: number): void {
    const since = Math.max(1, now - this.lastAt);
    const weight = since === Number.POSITIVE_INFINITY ? 1 : since / (since + MEMORY_MS);
    this.pushesPerMs += (pushes / since - this.pushesPerMs) * weight;
    this.lastAt = now;
  }
}

const MEMORY_MS = 100; // long enough that no single batch decides, short enough that a quiet second forgets all
const SHORTEST_MS = 2;
const LONGEST_MS = 8;
const MS_AT_ONE_PUSH_A_MS = 1.25; // 5 ms for a thousand pairs who type at once, as docs/decisions/0008 has it

function gapAt(pushesPerMs: number): number {
  return Math.min(LONGEST_MS, Math.max(SHORTEST_MS, pushesPerMs * MS_AT_ONE_PUSH_A_MS));
}
