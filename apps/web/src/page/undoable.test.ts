import { readPage } from "@candor/document/page/read-page.ts";
import { addTopic } from "@candor/document/topic/add-topic.ts";
import { setTopicState, setTopicTitle } from "@candor/document/topic/edit-topic.ts";
import { ownUndo } from "@candor/document/undo.ts";
import { expect, test } from "vitest";
import * as Y from "yjs";
import { undoable } from "./undoable.ts";

function pageWith(...titles: string[]) {
  const doc = new Y.Doc();
  let count = 0;
  const editor = { member: "a", now: "2026-11-22T10:00:00Z", newId: () => `topic${++count}` } as const;
  const ids = titles.map((title) => addTopic(doc, editor, { title, place: "hopper" }));
  const undo = ownUndo(doc);
  const topic = (id: string) => readPage(doc).topics.find((each) => each.id === id);
  return { doc, editor, ids, undo, topic };
}

test("the undo of a toast takes back what the toast tells of, and not what was typed since", () => {
  const { doc, editor, ids, undo, topic } = pageWith("Growth", "Budget");
  const [growth, budget] = ids as [string, string];
  const takeBack = undoable(undo, () => setTopicState(doc, editor, growth, "binned"));
  setTopicTitle(doc, budget, "Budget for spring");
  takeBack?.();
  expect(topic(growth)?.state).toBe("open");
  expect(topic(budget)?.title).toBe("Budget for spring");
});

test("what is made of two steps is taken back whole, and is spent only when both are gone", async () => {
  const { doc, editor, ids, undo, topic } = pageWith("Growth", "Budget");
  const [growth, budget] = ids as [string, string];
  const takeBack = undoable(undo, () => {
    setTopicState(doc, editor, growth, "binned");
    setTopicState(doc, editor, budget, "binned");
  });
  undo.undo();
  await Promise.resolve();
  expect(takeBack?.isSpent.value).toBe(false);
  takeBack?.();
  await Promise.resolve();
  expect([growth, budget].map((id) => topic(id)?.state)).toEqual(["open", "open"]);
  expect(takeBack?.isSpent.value).toBe(true);
});

test("what was taken back by key already is not taken back twice", () => {
  const { doc, editor, ids, undo, topic } = pageWith("Growth");
  const [growth] = ids as [string];
  setTopicTitle(doc, growth, "Growth, next year");
  const takeBack = undoable(undo, () => setTopicState(doc, editor, growth, "binned"));
  undo.undo();
  takeBack?.();
  expect(topic(growth)).toMatchObject({ state: "open", title: "Growth, next year" });
});

test("a change that changes nothing offers no way back", () => {
  const { doc, ids, undo } = pageWith("Growth");
  const [growth] = ids as [string];
  expect(undoable(undo, () => setTopicTitle(doc, growth, "Growth"))).toBeNull();
});

test("a way back is spent once its step was taken back, by key or by itself, and not by that of another step", async () => {
  const { doc, editor, ids, undo } = pageWith("Growth", "Budget");
  const [growth, budget] = ids as [string, string];
  const first = undoable(undo, () => setTopicState(doc, editor, growth, "binned"));
  const second = undoable(undo, () => setTopicState(doc, editor, budget, "binned"));
  const third = undoable(undo, () => setTopicTitle(doc, growth, "Growth, next year"));
  const spent = () => [first, second, third].map((each) => each?.isSpent.value);
  second?.();
  await Promise.resolve();
  expect(spent()).toEqual([false, true, false]);
  undo.undo();
  await Promise.resolve();
  expect(spent()).toEqual([false, true, true]);
  undo.redo();
  await Promise.resolve();
  expect(spent()).toEqual([false, true, true]);
});
