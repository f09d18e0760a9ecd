import { expect, test } from "vitest";
import { keepOf } from "./testing/keep-of.ts";
import { forgetThanks, recallThanks, rememberThanks } from "./thanks-memory.ts";

test("thanks that were typed when the tab was closed are there again, in that meeting and on that page alone", () => {
  const keep = keepOf();
  rememberThanks(keep, "pair", { meeting: "m1", line: "Your patience", instead: "" });
  expect(recallThanks(keep, "pair", "m1", "")).toBe("Your patience");
  expect(recallThanks(keep, "pair", "m2", "")).toBeNull();
  expect(recallThanks(keep, "another", "m1", "")).toBeNull();
  forgetThanks(keep, "pair");
  expect(recallThanks(keep, "pair", "m1", "")).toBeNull();
});

test("once the page has them, or something newer from another device, what was typed here is of no use", () => {
  const keep = keepOf();
  rememberThanks(keep, "pair", { meeting: "m1", line: "Your patience", instead: "" });
  expect(recallThanks(keep, "pair", "m1", "Your patience")).toBeNull();
  expect(recallThanks(keep, "pair", "m1", "Your time")).toBeNull();
});

test.each(["", "null", "7", "{", '{"meeting":"m1"}', '{"meeting":"m1","instead":"","line":7}'])(
  "of %s no sense is made",
  (stored) => expect(recallThanks(keepOf({ "candor.thanks.pair": stored }), "pair", "m1", "")).toBeNull(),
);

test("a browser that keeps nothing is no fault", () => {
  const broken = (): never => {
    throw new Error("refused");
  };
  const keep = { getItem: broken, setItem: broken, removeItem: broken };
  rememberThanks(keep, "pair", { meeting: "m1", line: "Your patience", instead: "" });
  forgetThanks(keep, "pair");
  expect(recallThanks(keep, "pair", "m1", "")).toBeNull();
});
