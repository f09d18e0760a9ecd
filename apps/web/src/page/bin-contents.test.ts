import { PLAIN_TOPIC, type Topic } from "@candor/core/topic/topic.ts";
import { expect, test } from "vitest";
import { binContents } from "./bin-contents.ts";

const now = Temporal.Instant.from("2026-11-22T10:00:00Z");

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

test("the bin shows what was put there in the last 30 days, newest first", () => {
  const topics = [
    topic("open", "open", null),
    topic("old", "binned", "2026-10-22T10:00:00Z"),
    topic("lately", "binned", "2026-11-01T10:00:00Z"),
    topic("today", "binned", "2026-11-22T09:00:00Z"),
  ];
  expect(binContents({ topics, actions: [] }, now).map((thing) => thing.id)).toEqual(["today", "lately"]);
});

test("what was let go can always be taken up again", () => {
  const topics = [topic("long ago", "let_go", "2025-01-01T10:00:00Z")];
  expect(binContents({ topics, actions: [] }, now)).toHaveLength(1);
});
