import { expect, test } from "vitest";
import { captureOf, emptyDraft, forgetDraft, type Keep, keepDraft, recallDraft, type WalkDraft } from "./walk-draft.ts";

function keepOf(stored: Record<string, string> = {}): Keep {
  const all = new Map(Object.entries(stored));
  return {
    getItem: (key) => all.get(key) ?? null,
    setItem: (key, value) => void all.set(key, value),
    removeItem: (key) => void all.delete(key),
  };
}
const draft: WalkDraft = {
  meeting: "m1",
  lines: {
    t1: { line: " a plan by May ", talked: true },
    t2: { line: "", talked: true },
    t3: { line: "", talked: false },
  },
  also: [
    { id: "w1", title: "Lisbon" },
    { id: "w2", title: "  " },
  ],
  actions: [
    { id: "w3", text: "Ask Lee", owner: "b", due: "" },
    { id: "w4", text: "", owner: "a", due: "2026-11-27" },
  ],
};

test("a draft outlives the tab, and is gone once it is on the page", () => {
  const keep = keepOf();
  expect(keepDraft(keep, "p1", draft)).toBe(true);
  expect(recallDraft(keep, "p1")).toEqual(draft);
  expect(recallDraft(keep, "p2")).toBeNull();
  forgetDraft(keep, "p1");
  expect(recallDraft(keep, "p1")).toBeNull();
});

test("what was emptied again is no draft", () => {
  const keep = keepOf();
  keepDraft(keep, "p1", draft);
  keepDraft(keep, "p1", emptyDraft("m1"));
  expect(recallDraft(keep, "p1")).toBeNull();
});

test.each(["", "7", "{}", '{"meeting":"m1","lines":{"t1":7},"also":[],"actions":[]}', "not JSON"])(
  "what makes no sense is no draft: %s",
  (stored) => expect(recallDraft(keepOf({ "candor.walk.p1": stored }), "p1")).toBeNull(),
);

test("a browser that keeps nothing says so", () => {
  expect(keepDraft(null, "p1", draft)).toBe(false);
  const full: Keep = {
    ...keepOf(),
    setItem: () => {
      throw new Error("full");
    },
  };
  expect(keepDraft(full, "p1", draft)).toBe(false);
});

test("lines that say something go onto the page, and a topic that was merely talked about", () => {
  expect(captureOf(draft)).toEqual({
    lines: [
      { topic: "t1", line: "a plan by May" },
      { topic: "t2", line: "" },
    ],
    also: [{ id: "w1", title: "Lisbon" }],
    actions: [{ id: "w3", text: "Ask Lee", owner: "b", due: null }],
  });
});
