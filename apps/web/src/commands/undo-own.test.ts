import { readPage } from "@candor/document/page/read-page.ts";
import { addTopic } from "@candor/document/topic/add-topic.ts";
import { setTopicTitle } from "@candor/document/topic/edit-topic.ts";
import { moveTopic } from "@candor/document/topic/move-topic.ts";
import { ownUndo } from "@candor/document/undo.ts";
import { expect, test } from "vitest";
import * as Y from "yjs";
import { nameSteps, stepBack } from "./undo-own.ts";

test("each step says what it takes back, and what it does again", () => {
  const doc = new Y.Doc();
  const undo = ownUndo(doc);
  nameSteps(undo);
  let ids = 0;
  const editor = { member: "a", now: "2026-11-22T10:00:00Z", newId: () => `topic${++ids}` } as const;
  const first = addTopic(doc, editor, { title: "Growth", place: "hopper" });
  const second = addTopic(doc, editor, { title: "Budget", place: "hopper" });
  undo.stopCapturing();
  moveTopic(doc, second, { place: "hopper", at: { before: first } });
  undo.stopCapturing();
  setTopicTitle(doc, first, "Growth next year");

  expect(stepBack(undo, "undo")).toBe("edit title");
  expect(stepBack(undo, "undo")).toBe("move topic");
  expect(stepBack(undo, "redo")).toBe("move topic");
  expect(stepBack(undo, "redo")).toBe("edit title");
  expect(stepBack(undo, "redo")).toBeNull();
  expect(readPage(doc).topics.find((topic) => topic.id === first)?.title).toBe("Growth next year");
});
