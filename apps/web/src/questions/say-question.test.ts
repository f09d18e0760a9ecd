import { expect, test } from "vitest";
import { sayBefore, sayReasons } from "./say-question.ts";

const TODAY = "2026-11-24";

test("a question that was asked says when, by its date", () => {
  expect(sayBefore({ question: "a", day: "2026-11-03", state: "asked" }, TODAY)).toBe("asked on Tue 3 Nov");
  expect(sayBefore({ question: "a", day: TODAY, state: "asked" }, TODAY)).toBe("asked on Tue 24 Nov");
  expect(sayBefore({ question: "a", day: TODAY, state: "in_hopper" }, TODAY)).toBe("in the Hopper");
});

test("the reasons for an offer make one sentence", () => {
  const reasons = [{ type: "favourite" }, { type: "deep_again", last: "2026-09-01" }, { type: "never_asked" }] as const;
  expect(sayReasons(reasons, TODAY)).toBe(
    "A favourite of yours; nothing deep was asked since Tue 1 Sept; not asked yet.",
  );
  expect(sayReasons([], TODAY)).toBe("");
});

test("when everything was asked, it says so", () => {
  expect(sayReasons([{ type: "nothing_unasked", day: "2026-10-06" }], TODAY)).toBe(
    "All that fit were asked this season, this one the longest ago: Tue 6 Oct.",
  );
});
