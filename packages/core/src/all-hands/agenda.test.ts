import { expect, test } from "vitest";
import { inGatheringOrder, runningOrder } from "./agenda.ts";

const item = (id: string, kind: "announcement" | "theme" | "question", carried = 0, addedOn = "2026-11-24") => ({
  ...{ id, kind, carried, addedOn },
});

test("what was put off comes first, then what is announced, themes, and questions, each the oldest first", () => {
  const order = inGatheringOrder([
    item("q-new", "question", 0, "2026-11-25"),
    item("q-old", "question"),
    item("theme", "theme"),
    item("put-off", "question", 2),
    item("news", "announcement"),
  ]);
  expect(order.map(({ id }) => id)).toEqual(["put-off", "news", "theme", "q-old", "q-new"]);
});

test("each comes when those before it are over", () => {
  const order = runningOrder([
    { id: "b", rank: "a1", minutes: 10 },
    { id: "a", rank: "a0", minutes: 5 },
    { id: "c", rank: "a2", minutes: 3 },
  ]);
  expect(order.map(({ item: { id }, begins }) => [id, begins])).toEqual([
    ["a", 0],
    ["b", 5],
    ["c", 15],
  ]);
});
