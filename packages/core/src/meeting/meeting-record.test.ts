import { describe, expect, test } from "vitest";
import { type Meeting, PLAIN_MEETING } from "./meeting.ts";
import { meetingRecord } from "./meeting-record.ts";

const NOW = Temporal.Instant.from("2026-11-24T12:00:00Z");

function meeting(id: string, start: string | null, changes: Partial<Meeting> = {}): Meeting {
  return { ...PLAIN_MEETING, id, start, timeZone: "Europe/Berlin", minutes: 30, medium: null, ...changes };
}
const held = (id: string, start: string | null, changes: Partial<Meeting> = {}) =>
  meeting(id, start, { state: "held", ...changes });
const cancelled = (id: string, start: string, cancelReason: Meeting["cancelReason"]) =>
  meeting(id, start, { state: "cancelled", cancelReason });

test("a pair sees what was held, moved, cancelled and why, and what is to come", () => {
  const record = meetingRecord(
    [
      held("m1", "2026-10-06T10:00"),
      cancelled("m2", "2026-10-13T10:00", "sick"),
      held("m3", "2026-10-22T10:00", { movedFrom: ["2026-10-20T10:00"] }),
      cancelled("m4", "2026-10-27T10:00", null),
      meeting("m5", "2026-12-01T10:00"),
    ],
    NOW,
  );
  expect(record).toMatchObject({
    held: 2,
    moved: 1,
    cancelled: { total: 2, sick: 1, travel: 0, other: 0, unsaid: 1 },
    upcoming: 1,
    unsettled: 0,
    heldShare: { held: 2, of: 4 },
  });
  expect(record.occurrences.map(({ meeting: { id }, outcome }) => `${id} ${outcome}`)).toEqual([
    "m5 upcoming",
    "m4 cancelled",
    "m3 held",
    "m2 cancelled",
    "m1 held",
  ]);
});

test("a pair that has not met yet has no share and no gap", () => {
  expect(meetingRecord([meeting("m1", "2026-12-01T10:00")], NOW)).toMatchObject({ heldShare: null, longestGap: null });
  expect(meetingRecord([], NOW)).toMatchObject({ held: 0, moved: 0, upcoming: 0, occurrences: [] });
});

test("what lies more than twelve months back no longer counts, but a gap that reaches into them does", () => {
  const record = meetingRecord([held("m1", "2025-11-01T10:00"), held("m2", "2025-12-31T10:00")], NOW);
  expect(record.heldShare).toEqual({ held: 1, of: 1 });
  expect(record.longestGap).toEqual({ days: 328, from: "2025-12-31", until: null });
});

describe("moving", () => {
  test("counts once a meeting, however often it was moved, and also while it is still to come", () => {
    const movedFrom = ["2026-11-17T10:00", "2026-11-18T10:00"];
    expect(meetingRecord([meeting("m1", "2026-12-01T10:00", { movedFrom })], NOW)).toMatchObject({ moved: 1 });
  });

  test("away and back again leaves out the time it has now", () => {
    const [occurrence] = meetingRecord([
      held("m1", "2026-11-17T10:00", { movedFrom: ["2026-11-17T10:00", "2026-11-18T10:00"] }),
    ]).occurrences;
    expect(occurrence?.movedFrom).toEqual(["2026-11-18T10:00"]);
  });

  test("past the next one puts it after that one, each with its own outcome", () => {
    const record = meetingRecord([
      held("m2", "2026-11-10T10:00"),
      held("m1", "2026-11-12T10:00", { movedFrom: ["2026-11-03T10:00"] }),
    ]);
    expect(record.occurrences.map(({ meeting: { id } }) => id)).toEqual(["m1", "m2"]);
    expect(record).toMatchObject({ held: 2, moved: 1, longestGap: { days: 2 } });
  });
});

describe("the longest gap", () => {
  test.each([
    ["Europe/Berlin", "2026-10-20T10:00", "2026-10-27T10:00"],
    ["America/New_York", "2026-10-28T23:30", "2026-11-04T00:15"],
    ["America/New_York", "2026-03-05T10:00", "2026-03-12T10:00"],
  ])("counts days by the calendar, so that a change of clocks in %s takes none", (timeZone, first, second) => {
    const record = meetingRecord([held("m1", first, { timeZone }), held("m2", second, { timeZone })]);
    expect(record.longestGap).toEqual({ days: 7, from: first.slice(0, 10), until: second.slice(0, 10) });
  });

  test("goes on while nobody meets, and what was cancelled does not end it", () => {
    const record = meetingRecord(
      [held("m1", "2026-09-01T10:00"), held("m2", "2026-09-08T10:00"), cancelled("m3", "2026-10-06T10:00", "travel")],
      NOW,
    );
    expect(record.longestGap).toEqual({ days: 77, from: "2026-09-08", until: null });
  });
});

test("a meeting is over by the clock of its own zone", () => {
  const at = (timeZone: string) => meetingRecord([meeting("m1", "2026-11-24T12:45", { timeZone })], NOW);
  expect(at("Europe/Berlin")).toMatchObject({ upcoming: 1, unsettled: 0 });
  expect(at("Asia/Tokyo")).toMatchObject({ upcoming: 0, unsettled: 1 });
});

test("two meetings in two zones stand in the order in which they happened", () => {
  const record = meetingRecord([
    held("tokyo", "2026-11-24T15:00", { timeZone: "Asia/Tokyo" }),
    held("berlin", "2026-11-24T10:00"),
  ]);
  expect(record.occurrences.map(({ meeting: { id } }) => id)).toEqual(["berlin", "tokyo"]);
});

test("one without a time was held on the day on which it was closed", () => {
  const [occurrence] = meetingRecord([held("m1", null, { closedAt: "2026-11-20T23:30:00Z" })], NOW).occurrences;
  expect(occurrence?.day).toBe("2026-11-21");
});
