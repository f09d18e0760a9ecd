import { expect, test } from "vitest";
import { theirTime } from "./say-time.ts";

const meeting = { start: "2026-11-24T10:00", timeZone: "Europe/Berlin" };

test.each([
  ["Europe/Lisbon", "09:00"],
  ["Europe/Vienna", null],
  ["Pacific/Auckland", "22:00"],
  ["Nowhere/At_All", "09:00"], // no such place: the world's clock
  [null, null],
])("for somebody in %s a meeting at ten in Berlin is at %s", (zone, time) => {
  expect(theirTime(meeting, zone, "Europe/Berlin")).toBe(time);
});

test("the day is said where it is another one there", () => {
  const late = { start: "2026-11-24T20:00", timeZone: "Europe/Berlin" };
  expect(theirTime(late, "Pacific/Auckland", "Europe/Berlin")).toBe("Wed 08:00");
});

test("it follows a change of clocks that only one of the two has", () => {
  const between = { start: "2026-10-27T15:00", timeZone: "Europe/Berlin" }; // New York changes a week later
  expect(theirTime(between, "America/New_York", "Europe/Berlin")).toBe("10:00");
  expect(theirTime({ ...between, start: "2026-11-03T15:00" }, "America/New_York", "Europe/Berlin")).toBe("09:00");
});
