import { expect, test } from "vitest";
import { adviseMedium } from "./advise-medium.ts";
import { type Medium, type Meeting, PLAIN_MEETING } from "./meeting.ts";

const NOW = Temporal.Instant.from("2026-11-24T12:00:00Z");
const today = Temporal.PlainDate.from("2026-11-24");

function held(weeksAgo: number, medium: Medium | null, changes: Partial<Meeting> = {}): Meeting {
  const start = `${today.subtract({ weeks: weeksAgo }).toString()}T10:00`;
  const plain = { ...PLAIN_MEETING, timeZone: "Europe/Berlin", minutes: 30, state: "held" as const };
  return { ...plain, id: `w${weeksAgo}`, start, medium, ...changes };
}
const byVideo = (...weeksAgo: readonly number[]) => weeksAgo.map((weeks) => held(weeks, "video"));

test("a settled pair that has not met in person for a season is told, and why", () => {
  expect(adviseMedium([held(30, "in_person"), ...byVideo(12, 9, 6, 3)], NOW)).toEqual({
    type: "meet_in_person",
    remote: 4,
    weeks: 30,
    everMet: true,
    isNew: false,
  });
});

test("a new pair is told after a month", () => {
  const advice = { type: "meet_in_person", remote: 5, weeks: 5, everMet: false, isNew: true };
  expect(adviseMedium(byVideo(5, 4, 3, 2, 1), NOW)).toEqual(advice);
  expect(adviseMedium(byVideo(4, 3, 2, 1), NOW)).toEqual({ type: "keep" });
});

test("fewer than four by screen or phone say nothing, however long ago", () => {
  expect(adviseMedium(byVideo(40, 30, 20), NOW)).toEqual({ type: "keep" });
});

test("a meeting of which nobody said how they met says nothing either", () => {
  const unknown = [9, 8, 7, 6, 5].map((weeks) => held(weeks, null));
  expect(adviseMedium([...byVideo(40, 30, 20), ...unknown], NOW)).toEqual({ type: "keep" });
});

test("a walk counts as having met", () => {
  expect(adviseMedium([...byVideo(40, 30, 20, 10), held(2, "walk")], NOW)).toEqual({ type: "keep" });
});

test("where the next one is to be in person, it is agreed already", () => {
  const next = held(-1, "in_person", { state: "planned" });
  expect(adviseMedium([...byVideo(40, 30, 20, 10), next], NOW)).toEqual({ type: "keep" });
});

test("a cancelled meeting is no meeting, whatever it was to be", () => {
  const cancelled = held(1, "in_person", { state: "cancelled" });
  expect(adviseMedium([...byVideo(40, 30, 20, 10), cancelled], NOW)).toMatchObject({ type: "meet_in_person" });
});

test("a clock that jumped back gives no advice", () => {
  expect(adviseMedium(byVideo(5, 4, 3, 2, 1), NOW.subtract({ hours: 24 * 300 }))).toEqual({ type: "keep" });
});
