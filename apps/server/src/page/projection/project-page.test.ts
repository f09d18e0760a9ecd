import { moveOccurrence } from "@candor/document/meeting/move-occurrence.ts";
import { planMeeting } from "@candor/document/meeting/plan-meeting.ts";
import { changeSettings } from "@candor/document/page/begin-page.ts";
import { expect, test } from "vitest";
import * as Y from "yjs";
import { projectPage } from "./project-page.ts";

test("a page tells of later meetings that are elsewhere or left out, as long as its series has them", () => {
  const doc = new Y.Doc();
  const now = Temporal.Instant.from("2026-12-01T08:00:00Z");
  planMeeting(doc, { id: "m1", start: "2026-12-02T10:00" });
  moveOccurrence(doc, { slot: "2026-12-09T10:00", to: "2026-12-10T15:00" }, now);
  moveOccurrence(doc, { slot: "2026-12-16T10:00", to: null }, now);
  const later = () => JSON.parse(projectPage(doc).meeting[0]?.series ?? "{}").later;
  expect(later()).toEqual([
    { slot: "2026-12-09T10:00", start: "2026-12-10T15:00" },
    { slot: "2026-12-16T10:00", start: null },
  ]);
  changeSettings(doc, { everyWeeks: 2 });
  expect(later()).toEqual([{ slot: "2026-12-16T10:00", start: null }]);
});
