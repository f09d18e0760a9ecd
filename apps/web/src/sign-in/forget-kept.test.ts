import { expect, test } from "vitest";
import { forgetKept } from "./forget-kept.ts";

test("whoever signs out leaves no word of theirs behind, and the browser looks as it did", () => {
  const all = new Map(
    ["candor.handoff.e1", "candor.walk.p1", "candor.reluctance", "candor.notebook", "candor.preferences", "other"].map(
      (name) => [name, "words"],
    ),
  );
  forgetKept(() => ({
    length: all.size,
    key: (at) => [...all.keys()][at] ?? null,
    removeItem: (name) => void all.delete(name),
  }));
  expect([...all.keys()]).toEqual(["candor.preferences", "other"]);
});

test("a browser that keeps nothing is no fault", () => {
  const forbidden = () => {
    throw new Error("forbidden");
  };
  expect(() => forgetKept(forbidden)).not.toThrow();
});
