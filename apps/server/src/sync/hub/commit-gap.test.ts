import { expect, test } from "vitest";
import { CommitGap } from "./commit-gap.ts";

/** Commits of what came in since the last one, at a steady load. */
function commitFor(gap: CommitGap, milliseconds: number, pushesPerMs: number, from = 0): number {
  let now = from;
  while (now < from + milliseconds) {
    const wait = Math.max(1, gap.wait(now));
    now += wait;
    gap.begin(Math.max(1, Math.round(wait * pushesPerMs)), now);
  }
  return now;
}

test("the first push does not wait, nor one that comes after a quiet second", () => {
  const gap = new CommitGap();
  expect(gap.wait(0)).toBeLessThanOrEqual(0);
  const busyUntil = commitFor(gap, 1000, 10);
  expect(gap.wait(busyUntil + 1000)).toBeLessThanOrEqual(0);
});

test("the more pushes come in, the longer they are gathered, and never for more than eight milliseconds", () => {
  const gapAt = (pushesPerMs: number) => {
    const gap = new CommitGap();
    return gap.wait(commitFor(gap, 2000, pushesPerMs));
  };
  expect(gapAt(0.1)).toBe(2);
  expect(gapAt(4)).toBeGreaterThan(4);
  expect(gapAt(4)).toBeLessThan(6);
  expect(gapAt(100)).toBe(8);
});

test("two people alone are not held up for the crowd that was there a second ago", () => {
  const gap = new CommitGap();
  const quietFrom = commitFor(gap, 1000, 12) + 1000;
  gap.begin(1, quietFrom);
  expect(gap.wait(quietFrom)).toBe(2);
});
