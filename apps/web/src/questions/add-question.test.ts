import { BANK, questionById } from "@candor/core/question/bank.ts";
import type { Question } from "@candor/core/question/question.ts";
import { topicsIn } from "@candor/core/topic/topics-in.ts";
import { beginPage } from "@candor/document/page/begin-page.ts";
import { readPage } from "@candor/document/page/read-page.ts";
import { addTopic } from "@candor/document/topic/add-topic.ts";
import { ownUndo } from "@candor/document/undo.ts";
import { expect, test } from "vitest";
import * as Y from "yjs";
import type { PageModel } from "../page/page-model.ts";
import { toasts } from "../ui/toasts.ts";
import { addQuestion, addQuestions } from "./add-question.ts";

const MISSION = questionById("big-mission") as Question;

/** What adding a question needs of a page on the screen. */
function openedPage() {
  const doc = new Y.Doc();
  let count = 0;
  const editor = () => ({ member: "b" as const, now: "2026-11-20T09:00:00Z", newId: () => `id${++count}` });
  beginPage(doc, editor(), {
    settings: { everyWeeks: 1, minutes: 30, medium: null, timeZone: "Europe/Berlin" },
    welcome: [],
    firstStart: "2026-11-24T10:00",
  });
  const undo = ownUndo(doc);
  const handle = { doc, editor, undo, page: { peek: () => readPage(doc) } };
  const meeting = readPage(doc).meetings[0]?.id ?? "";
  return { doc, editor, meeting, model: { handle } as unknown as PageModel, topics: () => readPage(doc).topics };
}

test("a question becomes a topic of mine that remembers it, and its big picture", () => {
  const { model, meeting, topics } = openedPage();
  addQuestion(model, MISSION, meeting);
  expect(topics()).toMatchObject([
    { title: MISSION.text, question: "big-mission", altitude: "big_picture", author: "b", place: meeting },
  ]);
});

test("one that waits in the Hopper goes to the agenda instead of standing twice", () => {
  const { doc, editor, model, meeting, topics } = openedPage();
  addTopic(doc, editor(), { title: "Our mission, again", place: "hopper", question: MISSION.id });
  addQuestion(model, MISSION, meeting);
  expect(topics()).toMatchObject([{ title: "Our mission, again", place: meeting }]);
  addQuestion(model, MISSION, "hopper");
  expect(topics()).toHaveLength(2);
});

test("many are added in one step, and taken back in one", () => {
  const { doc, model, meeting } = openedPage();
  addQuestions(model, BANK.slice(0, 5), meeting, "5 are on the agenda");
  expect(topicsIn(readPage(doc), meeting)).toHaveLength(5);
  toasts.value.at(-1)?.undo?.();
  expect(topicsIn(readPage(doc), meeting)).toHaveLength(0);
});
