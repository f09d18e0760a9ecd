import { expect, test } from "vitest";
import { isTimeToStart } from "./is-time-to-start.ts";

const planned = { state: "planned", start: "2026-11-24T10:00", timeZone: "Europe/Vienna" } as const;
const at = (time: string) => Temporal.Instant.from(`2026-11-24T${time}:00Z`);

test.each([
  ["six minutes before", "08:54", false],
  ["five minutes before", "08:55", true],
  ["a quarter of an hour after", "09:15", true],
  ["and later", "09:16", false],
])("a meeting is offered first of all: %s its time", (_, time, isOffered) =>
  expect(isTimeToStart(planned, at(time))).toBe(isOffered),
);

test("in the night in which the clocks change it is offered by the clock on the wall", () => {
  const meeting = { ...planned, start: "2026-10-25T10:00" };
  expect(isTimeToStart(meeting, Temporal.Instant.from("2026-10-25T09:00:00Z"))).toBe(true);
  expect(isTimeToStart(meeting, Temporal.Instant.from("2026-10-25T08:00:00Z"))).toBe(false);
});

test("one that was held, or has no time, is not", () => {
  expect(isTimeToStart({ ...planned, state: "held" }, at("09:00"))).toBe(false);
  expect(isTimeToStart({ ...planned, start: null }, at("09:00"))).toBe(false);
});
