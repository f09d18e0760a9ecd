import { expect, test } from "vitest";
import { meetingTime } from "./meeting-time.ts";

const meeting = { start: "2026-11-24T10:00", timeZone: "Europe/Berlin", minutes: 30 };

test("a meeting is shown on the reader's own clock, with the agreed one beside it where they differ", () => {
  expect(meetingTime(meeting, "America/New_York")).toEqual({
    day: "2026-11-24",
    time: "04:00",
    end: "04:30",
    agreed: "10:00 Berlin",
  });
});

test("people on one clock see one time, whatever their zones are called", () => {
  expect(meetingTime(meeting, "Europe/Paris")).toMatchObject({ time: "10:00", end: "10:30", agreed: null });
});

test("a meeting late in the evening can be tomorrow elsewhere", () => {
  expect(meetingTime({ ...meeting, start: "2026-11-24T23:30" }, "Asia/Tokyo")).toMatchObject({ day: "2026-11-25" });
});

test("a meeting without a time has none", () => {
  expect(meetingTime({ ...meeting, start: null }, "Europe/Paris")).toBeNull();
});
