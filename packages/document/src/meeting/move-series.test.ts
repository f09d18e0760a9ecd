import { expect, test } from "vitest";
import * as Y from "yjs";
import { closeMeeting } from "./close-meeting.ts";
import { agreeSeries, moveSeries } from "./move-series.ts";
import { moveMeeting, planMeeting } from "./plan-meeting.ts";
import { readMeeting, startInSeries } from "./read-meeting.ts";

const NOW = "2026-12-01T08:00:00Z";

function open() {
  const doc = new Y.Doc();
  planMeeting(doc, { id: "m1", start: "2026-12-02T10:00" });
  const slot = () => {
    const meeting = readMeeting(doc, "m1");
    return meeting && startInSeries(doc, meeting);
  };
  const close = () => {
    const editor = { member: "a" as const, now: NOW, newId: () => "x" };
    const closed = closeMeeting(doc, editor, "m1", "cancelled", Temporal.Instant.from(NOW));
    return readMeeting(doc, closed?.next ?? "")?.start;
  };
  return { doc, slot, close };
}

test("a series that is moved from now on goes on from there", () => {
  const { doc, slot, close } = open();
  moveMeeting(doc, "m1", "2026-12-03T09:00", true);
  expect(slot()).toBe("2026-12-02T10:00");
  moveSeries(doc, "m1", "2026-12-04T15:00", true);
  expect(readMeeting(doc, "m1")).toMatchObject({
    start: "2026-12-04T15:00",
    movedFrom: ["2026-12-02T10:00", "2026-12-03T09:00"],
  });
  expect(slot()).toBe("2026-12-04T15:00");
  moveMeeting(doc, "m1", "2026-12-05T15:00", true);
  expect(close()).toBe("2026-12-11T15:00");
});

test("a first time that was agreed stays the series' when the meeting is moved, and a guess does not", () => {
  const guessed = open();
  moveMeeting(guessed.doc, "m1", "2026-12-03T09:00", false);
  expect(guessed.slot()).toBe("2026-12-03T09:00");
  const agreed = open();
  agreeSeries(agreed.doc, "m1");
  moveMeeting(agreed.doc, "m1", "2026-12-03T09:00", false);
  expect(agreed.slot()).toBe("2026-12-02T10:00");
  expect(agreed.close()).toBe("2026-12-09T10:00");
});

test("nonsense moves no series, and neither does a meeting that is over", () => {
  const { doc, slot, close } = open();
  moveSeries(doc, "m1", "soon", true);
  expect(slot()).toBe("2026-12-02T10:00");
  close();
  moveSeries(doc, "m1", "2026-12-04T15:00", true);
  expect(slot()).toBe("2026-12-02T10:00");
});
