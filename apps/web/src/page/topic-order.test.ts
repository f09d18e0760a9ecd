import { expect, test } from "vitest";
import { anchorAfterStep, neighbourOf } from "./topic-order.ts";

const agenda = ["budget", "hiring", "launch"];

test("a topic moves one step at a time, or all the way", () => {
  expect(anchorAfterStep("hiring", "up", agenda)).toEqual({ at: { before: "budget" }, position: 1 });
  expect(anchorAfterStep("hiring", "down", agenda)).toEqual({ at: { after: "launch" }, position: 3 });
  expect(anchorAfterStep("launch", "top", agenda)).toEqual({ at: { before: "budget" }, position: 1 });
  expect(anchorAfterStep("budget", "bottom", agenda)).toEqual({ at: { after: "launch" }, position: 3 });
});

test("at the end of the list there is nowhere to go", () => {
  expect(anchorAfterStep("budget", "up", agenda)).toBeNull();
  expect(anchorAfterStep("launch", "bottom", agenda)).toBeNull();
  expect(anchorAfterStep("gone", "up", agenda)).toBeNull();
});

test("when a topic leaves, its neighbour takes the focus", () => {
  expect(neighbourOf("budget", agenda)).toBe("hiring");
  expect(neighbourOf("launch", agenda)).toBe("hiring");
  expect(neighbourOf("alone", ["alone"])).toBeNull();
});
