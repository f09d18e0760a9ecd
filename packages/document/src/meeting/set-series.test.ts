import fc from "fast-check";
import { expect, test } from "vitest";
import { checkPage } from "../page/check-page.ts";
import { readPage } from "../page/read-page.ts";
import { sync, twoPeers } from "../testing/two-peers.ts";
import { addTopic } from "../topic/add-topic.ts";
import { closeMeeting } from "./close-meeting.ts";
import { moveOccurrence, readLater } from "./move-occurrence.ts";
import { moveMeeting } from "./plan-meeting.ts";
import { readMeetings } from "./read-meeting.ts";
import { readMoved } from "./read-moved.ts";
import { type SeriesTimes, seenSeries, setSeriesTimes, takeBackSeries } from "./set-series.ts";

const NOW = Temporal.Instant.from("2026-11-27T09:00:00Z");

type Times = SeriesTimes["times"];

/** A page with one meeting to come, and its server, which plans as one more peer. */
function planned(start = "2026-12-01T10:00") {
  const [ana, ben] = twoPeers();
  const [meeting] = readMeetings(ana.doc);
  if (!meeting) throw new Error("no meeting");
  moveMeeting(ana.doc, meeting.id, start, false);
  sync(ana, ben);
  const set = (times: Times, from = "2026-11-30T00:00") =>
    setSeriesTimes(ben.doc, { seen: seenSeries(ben.doc), from, times, newId: "fresh" });
  const starts = () => readMeetings(ana.doc).map((each) => each.start);
  return { ana, ben, meeting: meeting.id, set, starts };
}

const at = (slot: string, start = slot) => ({ slot, start });

test("a series moves with its next meeting, and goes on from there", () => {
  const { ana, ben, meeting, set, starts } = planned();
  expect(set([at("2026-12-03T15:00")]).type).toBe("set");
  sync(ana, ben);
  expect(starts()).toEqual(["2026-12-03T15:00"]);
  closeMeeting(
    ana.doc,
    { ...ana.editor, now: "2026-12-03T15:30:00Z" },
    meeting,
    "held",
    Temporal.Instant.from("2026-12-03T15:30:00Z"),
  );
  expect(starts()).toEqual(["2026-12-03T15:00", "2026-12-10T15:00"]);
});

test("a meeting that is too soon stays, and the one after it is where the plan has it", () => {
  const { ana, ben, meeting, set, starts } = planned("2026-11-27T10:00");
  set([at("2026-12-03T15:00")]);
  sync(ana, ben);
  expect(starts()).toEqual(["2026-11-27T10:00", "2026-12-03T15:00"]);
  closeMeeting(
    ana.doc,
    { ...ana.editor, now: "2026-11-27T10:30:00Z" },
    meeting,
    "held",
    Temporal.Instant.from("2026-11-27T10:30:00Z"),
  );
  expect(starts()).toEqual(["2026-11-27T10:00", "2026-12-03T15:00"]);
});

test("a time that is elsewhere once is so once: the series goes on at its own hour", () => {
  const { ana, ben, set, starts } = planned();
  set([at("2026-12-03T15:00"), at("2026-12-10T15:00", "2026-12-11T09:00"), at("2026-12-17T15:00")]);
  sync(ana, ben);
  expect(starts()).toEqual(["2026-12-03T15:00", "2026-12-11T09:00", "2026-12-17T15:00"]);
  const second = readMeetings(ana.doc)[1];
  expect(seenSeries(ana.doc).planned.find(({ id }) => id === second?.id)?.slot).toBe("2026-12-10T15:00");
});

test("what was moved later on and the plan's series no longer has is dropped, and back when the plan is taken back", () => {
  const { ana, ben, set } = planned();
  moveOccurrence(ana.doc, { slot: "2026-12-15T10:00", to: "2026-12-16T15:00" }, NOW);
  moveOccurrence(ana.doc, { slot: "2026-12-22T10:00", to: null }, NOW);
  sync(ana, ben);
  const before = readMoved(ana.doc);
  const outcome = set([at("2026-12-03T15:00")]);
  if (outcome.type !== "set") throw new Error("it was changed");
  expect(outcome.dropped).toEqual(before);
  sync(ana, ben);
  expect(readMoved(ana.doc)).toEqual([]);
  takeBackSeries(ben.doc, outcome.steps, outcome.dropped);
  sync(ana, ben);
  expect(readMoved(ana.doc)).toEqual(before);
});

test("a plan that puts a later meeting back has it back, and taken back it is moved again", () => {
  const { ana, ben, set, starts } = planned();
  moveOccurrence(ana.doc, { slot: "2026-12-08T10:00", to: "2026-12-09T15:00" }, NOW);
  sync(ana, ben);
  const outcome = set([at("2026-12-01T10:00"), at("2026-12-08T10:00"), at("2026-12-15T10:00")]);
  sync(ana, ben);
  expect(starts()).toEqual(["2026-12-01T10:00", "2026-12-08T10:00", "2026-12-15T10:00"]);
  if (outcome.type === "set") takeBackSeries(ben.doc, outcome.steps, outcome.dropped);
  sync(ana, ben);
  expect(readLater(ana.doc, 1)).toEqual([{ slot: "2026-12-08T10:00", start: "2026-12-09T15:00", isMoved: true }]);
});

test("a plan that was made before a later meeting was moved leaves the series alone", () => {
  const { ana, ben } = planned();
  const seen = seenSeries(ben.doc);
  moveOccurrence(ana.doc, { slot: "2026-12-08T10:00", to: null }, NOW);
  sync(ana, ben);
  const times = [at("2026-12-03T15:00")];
  expect(setSeriesTimes(ben.doc, { seen, from: "2026-11-30T00:00", times, newId: "fresh" })).toEqual({
    type: "changed",
  });
});

test("a series that is not as it was looked at is left alone", () => {
  const { ana, ben, meeting, set, starts } = planned();
  const seen = seenSeries(ben.doc);
  moveMeeting(ana.doc, meeting, "2026-12-02T09:00", true);
  sync(ana, ben);
  const outcome = setSeriesTimes(ben.doc, {
    seen,
    from: "2026-11-30T00:00",
    times: [at("2026-12-03T15:00")],
    newId: "x",
  });
  expect(outcome).toEqual({ type: "changed" });
  expect(starts()).toEqual(["2026-12-02T09:00"]);
  expect(set([at("2026-12-03T15:00")]).type).toBe("set");
});

test("taken back, what nobody has touched is as before, and what somebody has stays", () => {
  const { ana, ben, meeting, set, starts } = planned();
  const outcome = set([at("2026-12-03T15:00"), at("2026-12-10T15:00", "2026-12-11T09:00"), at("2026-12-17T15:00")]);
  if (outcome.type !== "set") throw new Error("not set");
  sync(ana, ben);
  const second = readMeetings(ana.doc)[1]!.id;
  addTopic(ana.doc, ana.editor, { title: "Budget", place: second });
  sync(ana, ben);
  expect(takeBackSeries(ben.doc, outcome.steps)).toEqual({ taken: 2, kept: 1 });
  sync(ana, ben);
  expect(starts()).toEqual(["2026-12-01T10:00", "2026-12-11T09:00"]);
  expect(readMeetings(ana.doc)[0]?.id).toBe(meeting);
});

test("whatever is planned and taken back at once leaves the page as it was, sound and without a move on record", () => {
  const days = fc.integer({ min: 1, max: 28 }).map((day) => `2026-12-${String(day).padStart(2, "0")}T10:00`);
  fc.assert(
    fc.property(fc.array(fc.tuple(days, days), { minLength: 1, maxLength: 6 }), days, (pairs, start) => {
      const { ana, ben, set } = planned(start);
      const before = readPage(ana.doc);
      const outcome = set(pairs.map(([slot, to]) => at(slot, to)));
      if (outcome.type !== "set") throw new Error("not set");
      expect(checkPage(ben.doc).type).not.toBe("violation");
      takeBackSeries(ben.doc, outcome.steps);
      sync(ana, ben);
      expect(checkPage(ana.doc).type).not.toBe("violation");
      expect(readPage(ana.doc)).toEqual(before);
    }),
    { numRuns: 100, seed: 11 },
  );
});
