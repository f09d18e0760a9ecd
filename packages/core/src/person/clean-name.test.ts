import { expect, test } from "vitest";
import { cleanName, isUnseenName } from "./clean-name.ts";

test.each([
  ["  Ana María 👩🏽‍💻 ", "Ana María 👩🏽‍💻"],
  ["محمد", "محمد"],
  ["นภา", "นภา"],
  ["李", "李"],
  ["👩🏽‍💻", "👩🏽‍💻"],
  ["\u2067דנה\u2069", "דנה"],
  ["Ana\tMaría", "Ana María"],
])("the name %j is kept as %j", (given, kept) => {
  expect(cleanName(given)).toBe(kept);
});

test.each([
  ["spaces", " \u00a0\u3000"],
  ["letters of no width", "\u200b\u200c\u200d\u2060\ufeff"],
  ["marks of direction", "\u202e\u2066\u200e"],
  ["fillers", "\u115f\u3164\uffa0\u2800"],
  ["a soft hyphen and a selector", "\u00ad\ufe0f"],
  ["tags", "\u{e0041}\u{e0042}"],
  ["an accent on nothing", "\u0301"],
  ["nothing", ""],
])("%s alone are no name", (_what, given) => {
  expect(cleanName(given)).toBe("");
});

test("only what was given and does not show is unseen", () => {
  expect(["\u200b", " \u2066 "].map(isUnseenName)).toEqual([true, true]);
  expect(["", "  ", "Ana\u200b"].map(isUnseenName)).toEqual([false, false, false]);
});
