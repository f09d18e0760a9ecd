import { moveOccurrence } from "@candor/document/meeting/move-occurrence.ts";
import { planMeeting } from "@candor/document/meeting/plan-meeting.ts";
import { changeSettings } from "@candor/document/page/begin-page.ts";
import { MAX_THINGS } from "@candor/document/page/check-page.ts";
import { meetingsMap } from "@candor/document/roots.ts";
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

test("a page that one of the two has filled with meetings and moves, of any year, is read all the same", () => {
  const doc = new Y.Doc();
  const first = Temporal.PlainDateTime.from("2026-12-02T10:00");
  const slots = Array.from({ length: MAX_THINGS / 2 }, (_, week) =>
    first.add({ weeks: week }).toString({ smallestUnit: "minute" }),
  );
  doc.transact(() => {
    const map = meetingsMap(doc);
    for (const [at, slot] of slots.entries()) {
      map.set(`elsewhere:${slot}`, at % 2 ? null : "9999-12-31T23:59");
      map.set(`m${at}`, at % 3 ? slot : slots[0]);
    }
  });
  const { meeting } = projectPage(doc);
  expect(meeting).toHaveLength(slots.length);
  const telling = meeting.filter(({ series }) => series?.includes('"later"'));
  expect(telling.map(({ id }) => id)).toEqual([`m${slots.length - 2}`]); // the last of the series, and none beside it
});
