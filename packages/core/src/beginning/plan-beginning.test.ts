import fc from "fast-check";
import { expect, test } from "vitest";
import { daysBetween } from "../cadence/days.ts";
import { FIRST_WITHIN_DAYS, isInTime, planBeginning } from "./plan-beginning.ts";

const NOW = Temporal.Instant.from("2026-11-24T10:00:00Z");

test("the first 1:1 is within seven days of the start, wherever and whenever that is", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: -2000, max: 2000 }),
      fc.constantFrom("Europe/Berlin", "Pacific/Auckland", "America/Los_Angeles", "Asia/Kolkata"),
      fc.integer({ min: 0, max: 365 }),
      (away, timeZone, later) => {
        const now = NOW.add({ hours: 24 * later });
        const today = now.toZonedDateTimeISO(timeZone).toPlainDate();
        const since = today.add({ days: away }).toString();
        const { firstStart, by } = planBeginning(since, now, timeZone);
        const from = away > 0 ? since : today.toString();
        const days = daysBetween(from, firstStart.slice(0, 10));
        expect(days).toBeGreaterThan(0);
        expect(days).toBeLessThanOrEqual(FIRST_WITHIN_DAYS);
        expect(isInTime(firstStart, { by })).toBe(true);
      },
    ),
    { seed: 76, numRuns: 500 },
  );
});

test("a meeting without a time, or after the week, is not in time", () => {
  const plan = planBeginning("2026-12-01", NOW, "UTC");
  expect(plan).toEqual({ firstStart: "2026-12-02T10:00", by: "2026-12-08" });
  expect(isInTime(null, plan)).toBe(false);
  expect(isInTime("2026-12-09T10:00", plan)).toBe(false);
});
