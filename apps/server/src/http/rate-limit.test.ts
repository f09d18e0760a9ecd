import { expect, test } from "vitest";
import { createRateLimit } from "./rate-limit.ts";

test("a burst is allowed, then one try for each refill", () => {
  let now = 0;
  const limit = createRateLimit({ burst: 3, perMinute: 6 }, () => now);
  expect([limit.take("a"), limit.take("a"), limit.take("a")]).toEqual([0, 0, 0]);
  expect(limit.take("a")).toBe(10);
  now += 9_999;
  expect(limit.take("a")).toBe(1);
  now += 1;
  expect(limit.take("a")).toBe(0);
  expect(limit.take("a")).toBe(10);
});

test("one address's tries are no other's", () => {
  const limit = createRateLimit({ burst: 1, perMinute: 1 }, () => 0);
  expect(limit.take("a")).toBe(0);
  expect(limit.take("b")).toBe(0);
  expect(limit.take("a")).toBeGreaterThan(0);
});

test("waiting for long earns no more than a burst", () => {
  let now = 0;
  const limit = createRateLimit({ burst: 2, perMinute: 60 }, () => now);
  limit.take("a");
  now += 86_400_000;
  expect([limit.take("a"), limit.take("a")]).toEqual([0, 0]);
  expect(limit.take("a")).toBeGreaterThan(0);
});

test("a flood of addresses forgets those that were quiet longest, not those that keep trying", () => {
  const limit = createRateLimit({ burst: 1, perMinute: 1 }, () => 0);
  limit.take("attacker");
  for (let index = 0; index < 9_999; index += 1) limit.take(`flood-${index}`);
  expect(limit.take("attacker")).toBeGreaterThan(0);
  for (let index = 0; index < 9_999; index += 1) limit.take(`more-${index}`);
  expect(limit.take("attacker")).toBeGreaterThan(0);
  expect(limit.take("flood-0")).toBe(0);
});
