import { expect, test } from "vitest";
import { countsAsMove } from "./counts-as-move.ts";
import { PLAIN_MEETING } from "./meeting.ts";

const planned = { ...PLAIN_MEETING, id: "m1", start: "2026-11-24T10:00", timeZone: "UTC", minutes: 30, medium: null };

test("putting the guessed first time right is no move", () => {
  expect(countsAsMove({ meetings: [planned] }, planned)).toBe(false);
});

test("once they have met, another time is a move, and a first time for an open one is none", () => {
  const held = { ...planned, id: "m0", state: "held" as const };
  expect(countsAsMove({ meetings: [held, planned] }, planned)).toBe(true);
  expect(countsAsMove({ meetings: [held, planned] }, { start: null })).toBe(false);
});
