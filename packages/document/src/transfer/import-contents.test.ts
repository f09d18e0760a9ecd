import { expect, test } from "vitest";
import { planMeeting } from "../meeting/plan-meeting.ts";
import { readContents } from "../page/read-contents.ts";
import { readPage } from "../page/read-page.ts";
import { FIRST_START, idOf, titles, twoPeers } from "../testing/two-peers.ts";
import { addTopic } from "../topic/add-topic.ts";
import { importContents } from "./import-contents.ts";

/** What another page holds: a meeting `theirs` and a topic on it. */
function contentsWith(start: string) {
  const [other] = twoPeers();
  for (let count = 0; count < 9; count += 1) other.editor.newId(); // ids that the page here has not
  planMeeting(other.doc, { id: "theirs", start });
  addTopic(other.doc, other.editor, { title: "Imported", place: "theirs" });
  const { meetings, topics, actions } = readContents(other.doc);
  return { meetings: meetings.filter(({ id }) => id === "theirs"), topics, actions };
}

test("a planned meeting joins the one that the page has planned for the same time", () => {
  const [ana] = twoPeers();
  const [own] = readPage(ana.doc).meetings;
  if (!own) throw new Error("no meeting");
  addTopic(ana.doc, ana.editor, { title: "Growth", place: own.id });
  const contents = contentsWith(FIRST_START);
  expect(importContents(ana.doc, contents)).toMatchObject({ added: { meetings: 0, topics: 1, actions: 0 }, kept: 1 });
  expect(readPage(ana.doc).meetings).toEqual([own]);
  expect(titles(ana, own.id).toSorted()).toEqual(["Growth", "Imported"]);
  importContents(ana.doc, contents);
  expect(idOf(ana, "Imported")).toBe(contents.topics[0]?.id);
});

test("one at another time stays a meeting of its own", () => {
  const [ana] = twoPeers();
  const contents = contentsWith("2026-12-01T10:00");
  expect(importContents(ana.doc, contents).added).toEqual({ meetings: 1, topics: 1, actions: 0 });
  expect(titles(ana, "theirs")).toEqual(["Imported"]);
});
