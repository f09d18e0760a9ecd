import type { Editor } from "@candor/document/edit.ts";
import { readPage } from "@candor/document/page/read-page.ts";
import { addTopic } from "@candor/document/topic/add-topic.ts";
import { setTopicTitle } from "@candor/document/topic/edit-topic.ts";
import { ownUndo } from "@candor/document/undo.ts";
import { expect, test } from "vitest";
import * as Y from "yjs";
import { restoreVersion } from "./restore-version.ts";

const EDITOR: Editor = { member: "a", now: "2026-11-22T10:00:00Z", newId: () => "topic1" };

function renamedPage() {
  const doc = new Y.Doc();
  addTopic(doc, EDITOR, { title: "Growth", place: "hopper" });
  const old = new Y.Doc();
  Y.applyUpdate(old, Y.encodeStateAsUpdate(doc));
  const undo = ownUndo(doc);
  setTopicTitle(doc, "topic1", "Growth plan");
  return { page: { doc, undo, editor: () => EDITOR }, old, title: () => readPage(doc).topics[0]?.title };
}

test("restoring is one step, whatever was typed just before, and its message goes with it by key", async () => {
  const { page, old, title } = renamedPage();
  const takeBack = restoreVersion(page, old, null);
  expect(title()).toBe("Growth");
  page.undo.undo();
  await Promise.resolve();
  expect(title()).toBe("Growth plan");
  expect(takeBack?.isSpent.value).toBe(true);
});

test("where nothing is otherwise there is nothing to take back", () => {
  const { page, old } = renamedPage();
  restoreVersion(page, old, null);
  expect(restoreVersion(page, old, null)).toBeNull();
});
