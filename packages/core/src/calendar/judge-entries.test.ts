import { expect, test } from "vitest";
import { judgeEntries, type KnownEntry, type WantedEntry } from "./judge-entries.ts";

const meeting = (uid: string, also: Partial<WantedEntry> = {}): WantedEntry => ({
  ...{ uid, content: "as planned", isHeld: false, ...also },
});
const entry = (uid: string, also: Partial<KnownEntry> = {}): KnownEntry => ({
  ...{ uid, isHere: true, content: "as planned", isOver: false, ...also },
});

test("a planned meeting is put there once, and again where it changed", () => {
  expect(judgeEntries([meeting("a")], [], true)).toEqual([{ type: "put", uid: "a", isNew: true }]);
  expect(judgeEntries([meeting("a")], [entry("a")], true)).toEqual([]);
  expect(judgeEntries([meeting("a", { content: "moved" })], [entry("a")], true)).toEqual([
    { type: "put", uid: "a", isNew: false },
  ]);
});

test("a meeting of which nobody knows whether it was put is put, under the same name", () => {
  expect(judgeEntries([meeting("a")], [entry("a", { content: null })], true)).toEqual([
    { type: "put", uid: "a", isNew: false },
  ]);
});

test("a cancelled meeting is taken away, even where nobody knows whether it was put", () => {
  for (const content of ["as planned", null])
    expect(judgeEntries([], [entry("a", { content })], true)).toEqual([{ type: "take_away", uid: "a", isHere: true }]);
});

test("what was held, or is long over, is left as it stands", () => {
  expect(judgeEntries([meeting("a", { isHeld: true, content: "shorter" })], [entry("a")], true)).toEqual([]);
  expect(judgeEntries([meeting("a", { isHeld: true })], [], true)).toEqual([{ type: "put", uid: "a", isNew: true }]);
  expect(judgeEntries([], [entry("a", { isOver: true })], true)).toEqual([{ type: "forget", uid: "a", isHere: true }]);
});

test("where meetings are put no more those to come are taken away, and those that were stay", () => {
  const known = [entry("a"), entry("b", { isOver: true }), entry("c")];
  expect(judgeEntries([meeting("a"), meeting("c", { isHeld: true })], known, false)).toEqual([
    { type: "take_away", uid: "a", isHere: true },
    { type: "forget", uid: "b", isHere: true },
    { type: "forget", uid: "c", isHere: true },
  ]);
});

test("whoever chooses another calendar has them taken out of the one before and put into the other", () => {
  expect(judgeEntries([meeting("a")], [entry("a", { isHere: false })], true)).toEqual([
    { type: "take_away", uid: "a", isHere: false },
    { type: "put", uid: "a", isNew: true },
  ]);
});
