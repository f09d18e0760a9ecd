import { afterAll, beforeAll, describe, expect, test } from "vitest";

const WHERE = { UTC: 0, "Asia/Tokyo": -540, "America/Los_Angeles": 480 } as const;

/** The same tests with the server standing in three zones: nothing of them may depend on that. */
export function describeInZones(name: string, tests: () => void): void {
  const before = process.env.TZ;
  for (const [zone, minutes] of Object.entries(WHERE)) {
    describe(`${name}, by a server in ${zone}`, () => {
      beforeAll(() => {
        process.env.TZ = zone;
      });
      afterAll(() => {
        if (before === undefined) delete process.env.TZ;
        else process.env.TZ = before;
      });
      test("the server stands where it says", () => {
        expect(new Date("2026-01-01T12:00:00Z").getTimezoneOffset()).toBe(minutes);
      });
      tests();
    });
  }
}
