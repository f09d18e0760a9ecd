import { expect, test } from "vitest";
import { isNightlyDue } from "./judge-nightly.ts";

const at = (time: string) => Temporal.Instant.from(`2026-11-${time}:00Z`);

test.each([
  ["what never was is due at once", null, "24T14:00", true],
  ["by night once a day is over", "23T02:00", "24T02:10", true],
  ["not twice in a night", "24T01:10", "24T04:50", false],
  ["not by day", "24T02:00", "24T23:00", false],
  ["by day where the server was off by night", "23T02:00", "24T09:00", true],
  ["again where a clock was set back", "28T02:00", "24T14:00", true],
])("%s", (_, last, now, expected) => {
  expect(isNightlyDue(last === null ? null : at(last), at(now))).toBe(expected);
});
