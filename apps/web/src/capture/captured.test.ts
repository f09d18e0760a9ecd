import { readNotes } from "@candor/document/notes/read-notes.ts";
import { beginPage } from "@candor/document/page/begin-page.ts";
import { readPage } from "@candor/document/page/read-page.ts";
import { setTopicTitle, topicNotes } from "@candor/document/topic/edit-topic.ts";
import { expect, test } from "vitest";
import * as Y from "yjs";
import { addCaptured, type Captured, takeBackCaptured } from "./captured.ts";

test("a captured thought becomes a topic in the Hopper, by me, when I had it", () => {
  const { doc, editor } = newPage();
  addCaptured(doc, editor, captured({ theme: "career" }));
  expect(readPage(doc).topics).toMatchObject([
    { id: "t1", title: "growth plan", place: "hopper", theme: "career", author: "b", state: "open", createdAt: AT },
  ]);
  expect(readPage(doc).actions).toEqual([]);
});

test("for the next meeting it stands on the next agenda", () => {
  const { doc, editor } = newPage();
  addCaptured(doc, editor, captured({ kind: "next" }));
  expect(readPage(doc).topics[0]?.place).toBe(readPage(doc).meetings[0]?.id);
});

test("a question remembers which one it is, and that it is about the big picture", () => {
  const { doc, editor } = newPage();
  addCaptured(doc, editor, captured({ question: { id: "big-mission", bigPicture: true } }));
  expect(readPage(doc).topics[0]).toMatchObject({ question: "big-mission", altitude: "big_picture" });
});

test("what has a date is an action of mine", () => {
  const { doc, editor } = newPage();
  addCaptured(doc, editor, captured({ kind: "action", due: "2026-11-27" }));
  expect(readPage(doc).actions).toMatchObject([{ id: "a1", text: "growth plan", due: "2026-11-27", owner: "b" }]);
  expect(readPage(doc).topics).toEqual([]);
});

test("the theme of what becomes an action alone stays in its words", () => {
  const { doc, editor } = newPage();
  addCaptured(doc, editor, captured({ kind: "action", due: "2026-11-27", theme: "career" }));
  expect(readPage(doc).actions).toMatchObject([{ text: "growth plan #career" }]);
});

test("a topic that was asked for together with a date keeps both", () => {
  const { doc, editor } = newPage();
  addCaptured(doc, editor, captured({ kind: "hopper", due: "2026-11-27" }));
  expect(readPage(doc).topics).toHaveLength(1);
  expect(readPage(doc).actions).toMatchObject([{ due: "2026-11-27", fromTopic: "t1" }]);
});

test("arriving twice makes one, and leaves what was edited meanwhile", () => {
  const { doc, editor } = newPage();
  const thought = captured({ due: "2026-11-27" });
  addCaptured(doc, editor, thought);
  setTopicTitle(doc, "t1", "growth plan for next year");
  addCaptured(doc, editor, thought);
  expect(readPage(doc).topics.map((topic) => topic.title)).toEqual(["growth plan for next year"]);
  expect(readPage(doc).actions).toHaveLength(1);
});

test("a shared link stands in the notes, and as the title where there are no words", () => {
  const { doc, editor } = newPage();
  addCaptured(doc, editor, captured({ link: "https://example.org/plan" }));
  addCaptured(doc, editor, captured({ topicId: "t2", text: "", link: "https://example.org/plan" }));
  const fragment = topicNotes(doc, "t1");
  expect(fragment && readNotes(fragment)).toMatchObject([
    { content: [{ text: "https://example.org/plan", marks: [{ type: "link" }] }] },
  ]);
  expect(readPage(doc).topics.find((topic) => topic.id === "t2")?.title).toBe("https://example.org/plan");
});

test("a shared script is text and no link", () => {
  const { doc, editor } = newPage();
  addCaptured(doc, editor, captured({ link: "javascript:alert(1)" }));
  const fragment = topicNotes(doc, "t1");
  expect(fragment && readNotes(fragment)).toEqual([
    { type: "paragraph", content: [{ type: "text", text: "javascript:alert(1)" }] },
  ]);
});

test("taking it back puts it into the bin", () => {
  const { doc, editor } = newPage();
  addCaptured(doc, editor, captured({ due: "2026-11-27" }));
  takeBackCaptured(doc, editor, captured({ due: "2026-11-27" }));
  expect(readPage(doc).topics[0]?.state).toBe("binned");
  expect(readPage(doc).actions[0]?.state).toBe("binned");
});

const AT = "2026-11-22T10:00:00Z";

function captured(change: Partial<Captured>): Captured {
  return {
    topicId: "t1",
    actionId: "a1",
    pairId: "pair",
    kind: "hopper",
    text: "growth plan",
    due: null,
    theme: null,
    link: null,
    at: AT,
    ...change,
  };
}

function newPage() {
  const doc = new Y.Doc();
  let ids = 0;
  const editor = { member: "b", now: "2026-11-23T10:00:00Z", newId: () => `id${++ids}` } as const;
  beginPage(doc, editor, {
    settings: { everyWeeks: 1, minutes: 30, medium: null, timeZone: "UTC" },
    welcome: [],
    firstStart: "2026-11-24T10:00",
  });
  return { doc, editor };
}
