import { topicsIn } from "@candor/core/topic/topics-in.ts";
import { expect, test } from "vitest";
import { readPage } from "../page/read-page.ts";
import { idOf, sync, titles, twoPeers } from "../testing/two-peers.ts";
import { setTopicTitle } from "../topic/edit-topic.ts";
import { ownUndo } from "../undo.ts";
import { fillMeeting } from "./fill-meeting.ts";

const question = { id: "career-pull", text: "Which way are you drawn?", altitude: "detail" } as const;

test("filling an agenda is one step, and taking it back puts each topic where it was", () => {
  const [ana, ben] = twoPeers(["Budget", "Hiring", "Launch"]);
  const undo = ownUndo(ana.doc);
  fillMeeting(ana.doc, ana.editor, "a1", { topics: [idOf(ana, "Launch"), idOf(ana, "Budget")], question });
  sync(ana, ben);
  expect(titles(ben, "a1")).toEqual(["Launch", "Budget", "Which way are you drawn?"]);
  expect(titles(ben)).toEqual(["Hiring"]);
  expect(topicsIn(readPage(ben.doc), "a1").at(-1)).toMatchObject({ question: "career-pull", author: "a" });
  expect(undo.undoStack).toHaveLength(1);
  undo.undo();
  sync(ana, ben);
  expect(titles(ben, "a1")).toEqual([]);
  expect(titles(ben)).toEqual(["Budget", "Hiring", "Launch"]);
});

test("a question about the big picture goes first", () => {
  const [ana] = twoPeers(["Budget"]);
  const big = { ...question, altitude: "big_picture" } as const;
  fillMeeting(ana.doc, ana.editor, "a1", { topics: [idOf(ana, "Budget")], question: big });
  expect(titles(ana, "a1")).toEqual(["Which way are you drawn?", "Budget"]);
});

test.each(["ana_first", "ben_first"] as const)("two who fill it at once put each topic on it once (%s)", (order) => {
  const [ana, ben] = twoPeers(["Budget", "Hiring"], order);
  const topics = [idOf(ana, "Budget"), idOf(ana, "Hiring")];
  for (const each of [ana, ben]) fillMeeting(each.doc, each.editor, "a1", { topics, question: null });
  sync(ana, ben);
  expect(titles(ana, "a1")).toEqual(["Budget", "Hiring"]);
  expect(titles(ben, "a1")).toEqual(titles(ana, "a1"));
});

test("what the other writes into the question meanwhile is kept when filling is taken back", () => {
  const [ana, ben] = twoPeers();
  const undo = ownUndo(ana.doc);
  fillMeeting(ana.doc, ana.editor, "a1", { topics: [], question });
  sync(ana, ben);
  setTopicTitle(ben.doc, idOf(ben, question.text), "Which way are you drawn, and why?");
  sync(ana, ben);
  undo.undo();
  expect(readPage(ana.doc).topics).toMatchObject([{ title: "Which way are you drawn, and why?", state: "binned" }]);
});
