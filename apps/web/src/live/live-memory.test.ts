import type { LivePointer } from "@candor/core/meeting/live-pointer.ts";
import { expect, test } from "vitest";
import { forgetLive, recallLive, rememberLive } from "./live-memory.ts";
import { keepOf } from "./testing/keep-of.ts";

const NOON = Date.parse("2026-11-24T12:00:00Z");
const MINUTE = 60_000;
const POINTER: LivePointer = { meeting: "m1", step: "topics", topic: "t1", turn: 7, elapsed: 600, spent: 90 };

function recalledAfter(milliseconds: number) {
  const keep = keepOf();
  rememberLive(keep, "pair", { pointer: POINTER, spent: { t1: 90 } }, NOON);
  return recallLive(keep, "pair", NOON + milliseconds);
}

test("a tab that was reloaded is where it was, and has counted on meanwhile", () => {
  expect(recalledAfter(2 * MINUTE)).toEqual({ pointer: { ...POINTER, elapsed: 720 }, spent: { t1: 90 } });
});

test("a clock that was set back, or far ahead, does not change the time", () => {
  expect(recalledAfter(-60 * MINUTE)?.pointer.elapsed).toBe(600);
  expect(recalledAfter(5 * 60 * MINUTE)?.pointer.elapsed).toBe(600);
});

test("another day it is forgotten, and so it is for another pair and once it was left", () => {
  expect(recalledAfter(24 * 60 * MINUTE)).toBeNull();
  const keep = keepOf();
  rememberLive(keep, "pair", { pointer: POINTER, spent: {} }, NOON);
  expect(recallLive(keep, "another", NOON)).toBeNull();
  forgetLive(keep, "pair");
  expect(recallLive(keep, "pair", NOON)).toBeNull();
});

test.each(["", "null", "7", "{", '{"pointer":{}}', '{"pointer":{"meeting":"m1","step":"topics"},"at":"noon"}'])(
  "%j is nothing to go by",
  (stored) => expect(recallLive(keepOf({ "candor.live.pair": stored }), "pair", NOON)).toBeNull(),
);

test("a browser that keeps nothing is no reason to stop", () => {
  const refuse = () => {
    throw new DOMException("no", "SecurityError");
  };
  const keep = { getItem: refuse, setItem: refuse, removeItem: refuse };
  rememberLive(keep, "pair", { pointer: POINTER, spent: {} }, NOON);
  forgetLive(keep, "pair");
  expect(recallLive(keep, "pair", NOON)).toBeNull();
});
