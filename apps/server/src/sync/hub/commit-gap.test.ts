import { expect, test } from "vitest";
import { CommitGap } from "./commit-gap.ts";

type Commits = { until: number; apart: number; longestWait: number };

/** Commits of what comes in, `atOnce` pushes every `everyMs`, in a store that takes no time. */
function commitFor(gap: CommitGap, milliseconds: number, atOnce: number, everyMs: number, from = 0): Commits {
  let [waiting, waitingSince, commits, longestWait] = [0, 0, 0, 0];
  let now = from;
  for (let next = from; now < from + milliseconds; ) {
    const begin = waiting === 0 ? Number.POSITIVE_INFINITY : now + Math.max(0, gap.wait(now, waitingSince));
    now = Math.min(begin, next);
    if (begin <= next) {
      longestWait = Math.max(longestWait, now - waitingSince);
      gap.begin(waiting, now);
      waiting = 0;
      commits += 1;
    } else {
      if (waiting === 0) waitingSince = now;
      waiting += atOnce;
      next += everyMs;
    }
  }
  return { until: now, apart: milliseconds / commits, longestWait };
}

test("the first push does not wait, nor one that comes after a quiet second", () => {
  const gap = new CommitGap();
  expect(gap.wait(0, 0)).toBeLessThanOrEqual(0);
  const later = commitFor(gap, 1000, 1, 0.1).until + 1000;
  expect(gap.wait(later, later)).toBeLessThanOrEqual(0);
});

test("the more pushes come in, the longer they are gathered, and none is held for more than four milliseconds", () => {
  const at = (pushesPerMs: number) => {
    const gap = new CommitGap();
    return commitFor(gap, 1000, 1, 1 / pushesPerMs, commitFor(gap, 2000, 1, 1 / pushesPerMs).until).longestWait;
  };
  expect(at(0.1)).toBeLessThanOrEqual(1);
  expect(at(4)).toBeGreaterThan(1.5);
  expect(at(4)).toBeLessThan(2.2);
  expect(at(50)).toBeLessThanOrEqual(4.01);
  expect(at(50)).toBeGreaterThan(3.9);
});

test("pushes that come in bursts are gathered for longer than any of them waits", () => {
  const gap = new CommitGap();
  const { apart, longestWait } = commitFor(gap, 1000, 8, 2, commitFor(gap, 2000, 8, 2).until);
  expect(longestWait).toBeLessThan(2.5);
  expect(apart).toBeGreaterThan(longestWait);
});

test("two people alone are not held up for the crowd that was there a second ago", () => {
  const gap = new CommitGap();
  const quietFrom = commitFor(gap, 1000, 12, 1).until + 1000;
  gap.begin(1, quietFrom);
  expect(gap.wait(quietFrom, quietFrom)).toBe(1);
});
