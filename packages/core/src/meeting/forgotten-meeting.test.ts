import { describe, expect, test } from "vitest";
import { forgottenMeeting } from "./forgotten-meeting.ts";

const at = (time: string) => Temporal.Instant.from(time);
const planned = {
  state: "planned",
  start: "2026-11-24T10:00",
  timeZone: "Europe/Berlin",
  minutes: 30,
  startedAt: null,
} as const;
const begun = { ...planned, startedAt: "2026-11-24T09:01:00Z" };

test.each([
  ["while it lasts, nothing is done", "2026-11-24T09:20:00Z", "no"],
  ["while it may run over, nothing is done", "2026-11-24T13:30:00Z", "no"],
  ["four hours after its end it is over", "2026-11-24T13:31:00Z", "close"],
  ["and next week all the more", "2026-12-01T13:30:00Z", "close"],
  ["a clock that jumps back leaves it alone", "2026-11-20T09:00:00Z", "no"],
])("a meeting that was begun: %s", (_, now, type) => {
  expect(forgottenMeeting(begun, at(now))).toEqual({ type });
});

test.each([
  ["before its time, nothing is asked", "2026-11-24T08:00:00Z", "no"],
  ["while it may take place, nothing is asked", "2026-11-24T10:29:00Z", "no"],
  ["an hour after its end, the two are asked", "2026-11-24T10:30:00Z", "ask"],
])("one that nobody began here: %s", (_, now, type) => {
  expect(forgottenMeeting(planned, at(now))).toEqual({ type });
});

test("one begun late or a day early counts from its beginning", () => {
  const late = { ...begun, startedAt: "2026-11-24T12:00:00Z" };
  expect(forgottenMeeting(late, at("2026-11-24T16:29:00Z"))).toEqual({ type: "no" });
  expect(forgottenMeeting(late, at("2026-11-24T16:30:00Z"))).toEqual({ type: "close" });
  const early = { ...begun, startedAt: "2026-11-23T09:00:00Z" };
  expect(forgottenMeeting(early, at("2026-11-23T13:29:00Z"))).toEqual({ type: "no" });
  expect(forgottenMeeting(early, at("2026-11-23T13:30:00Z"))).toEqual({ type: "close" });
});

test("what is over already, or has no date, is not forgotten", () => {
  expect(forgottenMeeting({ ...begun, state: "held" }, at("2026-12-01T09:00:00Z"))).toEqual({ type: "no" });
  expect(forgottenMeeting({ ...planned, start: null }, at("2026-12-01T09:00:00Z"))).toEqual({ type: "no" });
});

test("one without a date that was begun closes, too", () => {
  expect(forgottenMeeting({ ...begun, start: null }, at("2026-11-24T13:31:00Z"))).toEqual({ type: "close" });
});

describe.each([
  ["Europe/Berlin", "2026-10-25T01:30", "2026-10-25T00:00:00Z"],
  ["America/New_York", "2026-11-01T00:30", "2026-11-01T05:00:00Z"],
])("in the night in which clocks go back in %s", (timeZone, start, end) => {
  test("an hour is an hour", () => {
    const night = { ...planned, timeZone, start };
    expect(forgottenMeeting(night, at(end).add({ minutes: 59 }))).toEqual({ type: "no" });
    expect(forgottenMeeting(night, at(end).add({ minutes: 60 }))).toEqual({ type: "ask" });
  });
});
