import { readIceBreaker, writeIceBreaker } from "@candor/core/meeting/ice-breaker.ts";
import { PLAIN_MEETING } from "@candor/core/meeting/meeting.ts";
import { expect, test } from "vitest";
import { drawIceBreaker, textOf } from "./draw-ice-breaker.ts";

const MEETING = { ...PLAIN_MEETING, id: "m1", start: "2026-11-24T10:00", timeZone: "UTC", minutes: 30, medium: null };
const PAGE = { topics: [], meetings: [MEETING] };
const TODAY = "2026-11-24";

test("two who draw at once draw the same, and it can be read", () => {
  const [ana, sam] = [drawIceBreaker(PAGE, MEETING, TODAY, []), drawIceBreaker(PAGE, MEETING, TODAY, [])];
  expect(ana).toEqual(sam);
  expect(ana?.type === "question" && textOf(ana.id)).toMatch(/[?.]$/);
});

test("another one is another one, and the next meeting begins with another, too", () => {
  const first = drawIceBreaker(PAGE, MEETING, TODAY, []);
  const iceBreaker = first && writeIceBreaker(first);
  const drawnOnce = { ...MEETING, draws: 1, iceBreaker };
  expect(drawIceBreaker({ ...PAGE, meetings: [drawnOnce] }, drawnOnce, TODAY, [])).not.toEqual(first);
  const next = { ...MEETING, id: "m1.2", start: "2026-12-01T10:00" };
  const meetings = [{ ...drawnOnce, state: "held" as const, startedAt: "2026-11-24T10:00:00Z" }, next];
  expect(drawIceBreaker({ ...PAGE, meetings }, next, "2026-12-01", [])).not.toEqual(first);
});

test("what I want no more is not drawn by me", () => {
  const first = drawIceBreaker(PAGE, MEETING, TODAY, []);
  const id = first?.type === "question" ? first.id : "";
  expect(drawIceBreaker(PAGE, MEETING, TODAY, [id])).not.toEqual(first);
});

test("own words stay own words", () => {
  expect(readIceBreaker("What made you laugh?")).toEqual({ type: "words", words: "What made you laugh?" });
});
