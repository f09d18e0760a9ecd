import { expect, test } from "vitest";
import { CommitGap } from "./commit-gap.ts";

type Commits = { until: number; apart: number; longestWait: number };

/** Commits of what comes in, `atOnce` pushes every `everyMs`, in a store that takes no time. */
function commitFor(gap: CommitGap, milliseconds: number, atOnce: number, everyMs: number, from = 0): Commits {
  let [waiting, waitingSince, commits, longestWait] = [0, 0, 0, 0];
  let now = from;
  for (let next = from; now < from + milliseconds; ) {
    const begin = waiting === 0 ? Number.POSITIVE_INFINITY : now + Math.max(0, gap.wait(now));
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
  expect(gap.wait(0)).toBeLessThanOrEqual(0);
  const later = commitFor(gap, 1000, 1, 0.1).until + 1000;
  expect(gap.wait(later)).toBeLessThanOrEqual(0);
});

function longestWaitAt(pushesPerMs: number): number {
  const gap = new CommitGap();
  return commitFor(gap, 1000, 1, 1 / pushesPerMs, commitFor(gap, 2000, 1, 1 / pushesPerMs).until).longestWait;
}

test("where up to five hundred pairs type, no push is held for longer than six tenths of a millisecond", () => {
  for (const pushesPerMs of [0.1, 0.5, 1, 2]) expect(longestWaitAt(pushesPerMs)).toBeLessThanOrEqual(0.61);
});

test("where a thousand do, none is held for longer than twelve tenths", () => {
  expect(longestWaitAt(4)).toBeGreaterThan(1);
  expect(longestWaitAt(4)).toBeLessThanOrEqual(1.21);
});

test("the more come in beyond that, the longer they are gathered, and none is held for more than four milliseconds", () => {
  expect(longestWaitAt(8)).toBeGreaterThan(2.1);
  expect(longestWaitAt(8)).toBeLessThan(2.5);
  expect(longestWaitAt(50)).toBeLessThanOrEqual(4.01);
  expect(longestWaitAt(50)).toBeGreaterThan(3.9);
});

test("a burst that comes when the last commit is a moment ago does not wait for the next one", () => {
  const gap = new CommitGap();
  const { apart, longestWait } = commitFor(gap, 1000, 4, 2, commitFor(gap, 2000, 4, 2).until);
  expect(longestWait).toBe(0);
  expect(apart).toBeCloseTo(2, 1);
});

test("two people alone are not held up for the crowd that was there a second ago", () => {
  const gap = new CommitGap();
  const quietFrom = commitFor(gap, 1000, 12, 1).until + 1000;
  gap.begin(1, quietFrom);
  expect(gap.wait(quietFrom)).toBeLessThan(0.7);
});
