import { PLAIN_TOPIC, type Topic } from "@candor/core/topic/topic.ts";
import { expect, test } from "vitest";
import { binContents } from "./bin-contents.ts";

function topic(id: string, state: Topic["state"], stateAt: string | null): Topic {
  return {
    ...PLAIN_TOPIC,
    id,
    title: id,
    place: "hopper",
    rank: "a0",
    author: "a",
    state,
    createdAt: "2026-01-01T10:00:00Z",
    stateAt,
  };
}

test("the bin shows all that lies there, newest first, whatever time it says of itself", () => {
  const topics = [
    topic("open", "open", null),
    topic("old", "binned", "2026-10-22T10:00:00Z"),
    topic("lately", "binned", "2026-11-01T10:00:00Z"),
    topic("today", "binned", "2026-11-22T09:00:00Z"),
  ];
  expect(binContents({ topics, actions: [] }).map((thing) => thing.id)).toEqual(["today", "lately", "old"]);
});

test("what was let go can always be taken up again", () => {
  const topics = [topic("long ago", "let_go", "2025-01-01T10:00:00Z")];
  expect(binContents({ topics, actions: [] })).toHaveLength(1);
});
