import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { wokenJob } from "./woken-job.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** Work of which pieces are handed in; each of them is done when it says so. */
function openWork(options: { every?: number; untilDue?: () => Promise<number> } = {}) {
  const [faults, pieces]: [string[], (() => Promise<void> | void)[]] = [[], []];
  const counts = { looks: 0, done: 0 };
  const job = wokenJob({
    async step() {
      counts.looks += 1;
      const piece = pieces.shift();
      if (piece === undefined) return false;
      await piece();
      counts.done += 1;
      return true;
    },
    report: (fault, doing) => faults.push(`${doing}: ${(fault as Error).message}`),
    doing: "working",
    ...options,
  });
  return { job, pieces, counts, faults };
}

const nothing = () => {};

test("what is there at the beginning is done, piece after piece, and what comes later as soon as it is woken", async () => {
  const { job, pieces, counts } = openWork();
  pieces.push(nothing, nothing, nothing);
  job.wake(); // not our turn yet
  await vi.advanceTimersByTimeAsync(60_000);
  expect(counts.done).toBe(0);
  job.begin();
  await vi.advanceTimersByTimeAsync(0);
  expect(counts.done).toBe(3);
  pieces.push(nothing);
  job.wake();
  await vi.advanceTimersByTimeAsync(0);
  expect(counts.done).toBe(4);
});

test("what another node left is found by looking now and then", async () => {
  const { job, pieces, counts } = openWork({ every: 5000 });
  job.begin();
  await vi.advanceTimersByTimeAsync(4000);
  pieces.push(nothing);
  await vi.advanceTimersByTimeAsync(900);
  expect(counts.done).toBe(0);
  await vi.advanceTimersByTimeAsync(100);
  expect(counts.done).toBe(1);
});

test("what is due sooner is not left until it looks again by itself", async () => {
  let next = 1000;
  const { job, pieces, counts } = openWork({ every: 60_000, untilDue: async () => next });
  job.begin();
  await vi.advanceTimersByTimeAsync(0);
  pieces.push(nothing);
  next = 1_000_000; // and what is due later does not keep it from looking
  await vi.advanceTimersByTimeAsync(1000);
  expect([counts.done, counts.looks]).toEqual([1, 3]);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(counts.looks).toBe(4);
});

test("whoever wakes it while it works, or while it asks what is due, is not left waiting", async () => {
  const asked = Promise.withResolvers<number>();
  const { job, pieces, counts } = openWork({ untilDue: () => asked.promise });
  const { promise, resolve } = Promise.withResolvers<void>();
  pieces.push(() => promise);
  job.begin();
  await vi.advanceTimersByTimeAsync(0);
  job.wake();
  resolve();
  await vi.advanceTimersByTimeAsync(0);
  expect([counts.done, counts.looks]).toEqual([1, 2]);
  pieces.push(nothing);
  job.wake(); // it is asking just now
  asked.resolve(10_000);
  await vi.advanceTimersByTimeAsync(1);
  expect(counts.done).toBe(2);
});

test("a fault is told and tried again later", async () => {
  const { job, pieces, counts, faults } = openWork({ every: 1000 });
  pieces.push(() => Promise.reject(new Error("away")), nothing);
  job.begin();
  await vi.advanceTimersByTimeAsync(0);
  expect([faults, counts.done]).toEqual([["working: away"], 0]);
  await vi.advanceTimersByTimeAsync(1000);
  expect(counts.done).toBe(1);
});

test("when it is another's turn it ends after the piece it is at, and closing waits for that", async () => {
  const { job, pieces, counts } = openWork();
  const { promise, resolve } = Promise.withResolvers<void>();
  pieces.push(() => promise, nothing);
  job.begin();
  await vi.advanceTimersByTimeAsync(0);
  const closing = job.close();
  let isClosed = false;
  void closing.then(() => {
    isClosed = true;
  });
  await vi.advanceTimersByTimeAsync(0);
  expect(isClosed).toBe(false);
  resolve();
  await closing;
  await vi.advanceTimersByTimeAsync(60_000);
  expect(counts.done).toBe(1);
});
