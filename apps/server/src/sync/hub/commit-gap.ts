/**
 * When the next commit begins. One costs about the same for one push and for fifty, so that they are the further apart
 * the more pushes come in: where few type there is processor time to spare, and a push into a quiet log never waits.
 */
export class CommitGap {
  private pushesPerMs = 0;
  private lastAt = Number.NEGATIVE_INFINITY;

  /** @returns the milliseconds until the next commit may begin; 0 or less: now. */
  wait(now: number): number {
    const apart = Math.min(LONGEST_MS, Math.max(SHORTEST_MS, this.pushesPerMs * MS_AT_ONE_PUSH_A_MS));
    return this.lastAt + apart - now;
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
// A thousand pairs with two edits a second each make 1.2 milliseconds; docs/decisions/0008 has what more or less costs.
const SHORTEST_MS = 0.6;
const LONGEST_MS = 4;
const MS_AT_ONE_PUSH_A_MS = 0.3;
