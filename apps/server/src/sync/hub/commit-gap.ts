/**
 * When the next commit begins. One costs about the same for one push and for fifty: the more pushes come in, the longer
 * it pays to gather them, and the less a moment more weighs for each. So each push is held for a while, counted from
 * itself and not from the commit before, for what comes in bursts is then gathered for longer than any of it waits. A
 * push into a quiet log never waits.
 */
export class CommitGap {
  private pushesPerMs = 0;
  private lastAt = Number.NEGATIVE_INFINITY;

  /**
   * @param waitingSince when the first of those came that wait now.
   * @returns the milliseconds until the next commit may begin; 0 or less: now.
   */
  wait(now: number, waitingSince: number): number {
    const held = heldAt(this.pushesPerMs);
    return Math.min(waitingSince + held, this.lastAt + held * APART) - now;
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
const SHORTEST_MS = 1;
const LONGEST_MS = 4;
const MS_AT_ONE_PUSH_A_MS = 0.45; // 1.8 ms for a thousand pairs who type at once, as docs/decisions/0008 has it
const APART = 2; // commits begin so many times that apart at the most; later than that it is quiet

function heldAt(pushesPerMs: number): number {
  return Math.min(LONGEST_MS, Math.max(SHORTEST_MS, pushesPerMs * MS_AT_ONE_PUSH_A_MS));
}
