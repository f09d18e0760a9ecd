import fc from "fast-check";
import { expect, test } from "vitest";
import { formerManagerUntil } from "./judge-former-manager.ts";

const at = (day: string) => Temporal.Instant.from(`${day}T00:00:00Z`);

test("without a limit a former manager reads for as long as the page is kept", () => {
  expect(formerManagerUntil(at("2026-12-01"), { days: null, setAt: at("2026-01-01") })).toBeNull();
});

test("with one, for so many days from the day the page was archived; none at all is a limit, too", () => {
  const limit = { setAt: at("2026-01-01") };
  expect(formerManagerUntil(at("2026-12-01"), { ...limit, days: 14 })).toEqual(at("2026-12-15"));
  expect(formerManagerUntil(at("2026-12-01"), { ...limit, days: 0 })).toEqual(at("2026-12-01"));
});

test("whoever was reading when it was set is told thirty days before", () => {
  expect(formerManagerUntil(at("2025-01-01"), { days: 0, setAt: at("2026-12-01") })).toEqual(at("2026-12-31"));
  expect(formerManagerUntil(at("2026-11-30"), { days: 365, setAt: at("2026-12-01") })).toEqual(at("2027-11-30"));
  fc.assert(
    fc.property(fc.integer({ min: -900, max: 900 }), fc.integer({ min: 0, max: 365 }), (day, days) => {
      const setAt = at("2026-12-01");
      const archivedAt = setAt.add({ hours: day * 24 });
      const until = formerManagerUntil(archivedAt, { days, setAt });
      if (until === null) throw new Error("there is a limit");
      expect(until.since(archivedAt).total("hours")).toBeGreaterThanOrEqual(days * 24);
      if (day < 0) expect(until.since(setAt).total("hours")).toBeGreaterThanOrEqual(30 * 24);
    }),
    { seed: 20261201, numRuns: 1000 },
  );
});
