import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { repeatedJob } from "./repeated-job.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test("is done at first, then again and again, until it is somebody else's turn, and when it is ours again", async () => {
  let done = 0;
  const job = repeatedJob(
    async () => {
      done += 1;
    },
    { first: 100, every: 1000 },
  );
  job.begin();
  await vi.advanceTimersByTimeAsync(2100);
  expect(done).toBe(3);
  job.pause();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(done).toBe(3);
  job.begin();
  await vi.advanceTimersByTimeAsync(100);
  expect(done).toBe(4);
  await job.close();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(done).toBe(4);
});

test("is never done twice at once, and closing waits for what is being done", async () => {
  let running = 0;
  let most = 0;
  const { promise: mayEnd, resolve: end } = Promise.withResolvers<void>();
  const job = repeatedJob(
    async () => {
      running += 1;
      most = Math.max(most, running);
      await mayEnd;
      running -= 1;
    },
    { first: 10, every: 100 },
  );
  job.begin();
  await vi.advanceTimersByTimeAsync(1000);
  const closing = job.close();
  end();
  await closing;
  expect([most, running]).toEqual([1, 0]);
});
