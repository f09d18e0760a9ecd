import { expect, test } from "vitest";
import { heldEarlyAt, startAfterEarly } from "./held-early.ts";

const NOW = Temporal.Instant.from("2026-11-24T13:30:00Z");
const ZONE = "Europe/Vienna";
const weekly = { everyWeeks: 1, timeZone: ZONE };

test.each([
  ["that was planned for tomorrow stands on the day the two met", "2026-11-25T10:00", null, "2026-11-24T14:30"],
  ["stands at the time it was begun", "2026-11-25T10:00", "2026-11-24T13:02:10Z", "2026-11-24T14:02"],
  ["with a beginning of long ago stands at its end", "2026-12-22T10:00", "2026-11-20T09:00:00Z", "2026-11-24T14:30"],
  ["of the same day stays where it was planned", "2026-11-24T17:00", null, null],
  ["that is ended days later stays where it was planned", "2026-11-20T10:00", null, null],
  ["without a date has none", null, "2026-11-24T13:00:00Z", null],
])("a meeting %s", (_, start, startedAt, met) => {
  expect(heldEarlyAt({ start, timeZone: ZONE, startedAt }, NOW)).toBe(met);
});

test("a day early takes the place of the planned one, weeks early is one more", () => {
  expect(startAfterEarly("2026-11-25T10:00", weekly, NOW)).toBe("2026-12-02T10:00");
  expect(startAfterEarly("2026-12-22T10:00", weekly, NOW)).toBe("2026-12-22T10:00");
});
