/**
 * When the next commit begins. One costs about the same for one push and for fifty. Where up to a thousand pairs type at
 * once there is processor time to spare, and commits only keep a moment apart. Beyond that each push is held for a
 * while, the longer the more come in, counted from itself and not from the commit before, for what comes in bursts is
 * then gathered for longer than any of it waits. A push into a quiet log never waits.
 */
export class CommitGap {
  private pushesPerMs = 0;
  private lastAt = Number.NEGATIVE_INFINITY;

  /**
   * @param waitingSince when the first of those came that wait now.
   * @returns the milliseconds until the next commit may begin; 0 or less: now.
   */
  wait(now: number, waitingSince: number): number {
    if (this.pushesPerMs < MANY_PUSHES_A_MS) return this.lastAt + SHORTEST_MS - now;
    const held = Math.min(LONGEST_MS, this.pushesPerMs * MS_AT_ONE_PUSH_A_MS);
    return Math.min(waitingSince + held, this.lastAt + held * APART) - now;
  }

  /** A commit of so many pushes begins. */
  begin(pushes: number, now: number): void {
    const since = Math.max(SHORTEST_MS, now - this.lastAt);
    const weight = since === Number.POSITIVE_INFINITY ? 1 : since / (since + MEMORY_MS);
    this.pushesPerMs += (pushes / since - this.pushesPerMs) * weight;
    this.lastAt = now;
  }
}

const MEMORY_MS = 100; // long enough that no single batch decides, short enough that a quiet second forgets all
const SHORTEST_MS = 0.8;
const LONGEST_MS = 4;
const MANY_PUSHES_A_MS = 6; // 1,500 pairs with two edits a second each; docs/decisions/0008 has what either way costs
const MS_AT_ONE_PUSH_A_MS = 0.45;
const APART = 2; // commits begin so many times that apart at the most; later than that it is quiet
