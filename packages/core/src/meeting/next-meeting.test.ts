import { expect, test } from "vitest";
import { type Meeting, PLAIN_MEETING } from "./meeting.ts";
import { guessFirstStart, laterMeetings, nextMeeting, pastMeetings, startAfter } from "./next-meeting.ts";

function meeting(id: string, start: string | null, state: Meeting["state"] = "planned"): Meeting {
  return { ...PLAIN_MEETING, id, start, state, timeZone: "Europe/Vienna", minutes: 30, medium: null };
}
const settings = { everyWeeks: 2, minutes: 30, medium: null, timeZone: "Europe/Vienna" };
const at = (time: string) => Temporal.Instant.from(time);

test("next is the earliest planned one, dated before undated, then by id", () => {
  const page = {
    meetings: [
      meeting("c", null),
      meeting("b", "2026-12-01T10:00"),
      meeting("a", "2026-11-17T10:00", "held"),
      meeting("d", "2026-11-24T10:00"),
    ],
  };
  expect(nextMeeting(page)?.id).toBe("d");
  expect(laterMeetings(page).map(({ id }) => id)).toEqual(["b", "c"]);
  expect(pastMeetings(page).map(({ id }) => id)).toEqual(["a"]);
  expect(nextMeeting({ meetings: [] })).toBeNull();
});

test.each([
  ["Friday", "2026-11-20T09:00:00Z", "2026-11-24T10:00"],
  ["Monday", "2026-11-23T09:00:00Z", "2026-11-24T10:00"],
  ["Tuesday", "2026-11-24T09:00:00Z", "2026-11-25T10:00"],
  ["Thursday", "2026-11-26T09:00:00Z", "2026-12-01T10:00"],
  ["late on Monday there, Tuesday here", "2026-11-23T23:30:00Z", "2026-11-25T10:00"],
])("a pair that begins on a %s first meets mid-week, mid-morning", (_day, now, start) => {
  expect(guessFirstStart(at(now), "Europe/Vienna")).toBe(start);
});

test("the next meeting follows by the cadence at the same hour, across a change of clocks", () => {
  expect(startAfter("2026-10-20T09:15", settings, at("2026-10-20T08:00:00Z"))).toBe("2026-11-03T09:15");
});

test("and never lies in the past, or on the day itself", () => {
  expect(startAfter("2026-08-04T10:00", settings, at("2026-11-24T10:30:00Z"))).toBe("2026-12-08T10:00");
});

test("where none was agreed it is guessed anew", () => {
  expect(startAfter(null, settings, at("2026-11-20T09:00:00Z"))).toBe("2026-11-24T10:00");
});

test("the next meeting is none that is left out, and one that was moved counts by where it is now", () => {
  const elsewhere = (slot: string) =>
    ({ "2026-12-01T09:00": null, "2026-12-08T09:00": "2026-12-10T15:00", "2026-12-15T09:00": "2026-12-13T08:00" })[
      slot
    ];
  const weekly = { ...settings, everyWeeks: 1 };
  const after = (now: string) => startAfter("2026-11-24T09:00", weekly, at(now), elsewhere);
  expect(after("2026-11-24T10:00:00Z")).toBe("2026-12-08T09:00");
  expect(after("2026-12-09T10:00:00Z")).toBe("2026-12-08T09:00");
  expect(after("2026-12-14T10:00:00Z")).toBe("2026-12-22T09:00");
});

test.each(["9999-12-30T10:00", "0000-01-05T10:00"])(
  "after one in the year of %s it is soon, for both to change",
  (start) => {
    const next = startAfter(start, settings, at("2026-10-20T08:00:00Z"));
    expect(next.slice(0, 7)).toMatch(/^2026-1[01]$/);
  },
);
