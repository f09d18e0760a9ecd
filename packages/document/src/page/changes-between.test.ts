import { expect, test } from "vitest";
import { addAction } from "../action/add-action.ts";
import { setActionState } from "../action/edit-action.ts";
import { closeMeeting } from "../meeting/close-meeting.ts";
import { writeNotes } from "../notes/write-notes.ts";
import { welcomeFragment } from "../roots.ts";
import { idOf, sync, twoPeers } from "../testing/two-peers.ts";
import { addTopic } from "../topic/add-topic.ts";
import { answerTopic, setTopicState, setTopicTitle, topicNotes } from "../topic/edit-topic.ts";
import { moveTopic } from "../topic/move-topic.ts";
import { changeSettings } from "./begin-page.ts";
import { changesBetween } from "./changes-between.ts";
import { fingerprintPage } from "./fingerprint-page.ts";

test("what the other did while I was away is told thing by thing", () => {
  const [ana, ben] = twoPeers(["Budget", "Hiring", "Launch"]);
  const left = JSON.parse(JSON.stringify(fingerprintPage(ana.doc)));
  const [budget, hiring, launch] = [idOf(ben, "Budget"), idOf(ben, "Hiring"), idOf(ben, "Launch")];

  setTopicTitle(ben.doc, budget, "Next year’s budget");
  writeNotes(topicNotes(ben.doc, budget)!, [{ type: "paragraph", content: [{ type: "text", text: "less" }] }]);
  moveTopic(ben.doc, hiring, { place: "a1" });
  setTopicState(ben.doc, ben.editor, launch, "let_go");
  const added = addTopic(ben.doc, ben.editor, { title: "On-call", place: "hopper" });
  const action = addAction(ben.doc, ben.editor, { text: "Ask Lee", owner: "a", due: null });
  sync(ana, ben);

  expect(changesBetween(left, ana.doc)).toEqual([
    { type: "topic_edited", id: budget, title: "Next year’s budget", parts: ["title", "notes"] },
    { type: "topic_moved", id: hiring, title: "Hiring", from: "hopper", to: "a1", carried: false },
    { type: "topic_added", id: added, title: "On-call", place: "hopper", by: "b" },
    { type: "topic_marked", id: launch, title: "Launch", from: "open", to: "let_go" },
    { type: "action_added", id: action, text: "Ask Lee", owner: "a", due: null },
  ]);
});

test("a closed meeting shows as held, its leftovers as carried, and the next as planned", () => {
  const [ana] = twoPeers(["Budget"]);
  moveTopic(ana.doc, idOf(ana, "Budget"), { place: "a1" });
  const action = addAction(ana.doc, ana.editor, { text: "Ask Lee", owner: "a", due: null });
  const left = fingerprintPage(ana.doc);
  closeMeeting(ana.doc, ana.editor, "a1", "held", Temporal.Instant.from("2026-11-24T10:30:00Z"));
  setActionState(ana.doc, ana.editor, action, "done");
  expect(changesBetween(left, ana.doc)).toEqual([
    { type: "meeting_marked", id: "a1", start: "2026-11-24T10:00", from: "planned", to: "held" },
    { type: "meeting_planned", id: "a1.2", start: "2026-12-01T10:00" },
    { type: "topic_moved", id: idOf(ana, "Budget"), title: "Budget", from: "a1", to: "hopper", carried: true },
    { type: "action_marked", id: action, text: "Ask Lee", from: "open", to: "done" },
  ]);
});

test("welcome and settings are told once each", () => {
  const [ana] = twoPeers();
  const left = fingerprintPage(ana.doc);
  writeNotes(welcomeFragment(ana.doc), []);
  changeSettings(ana.doc, { everyWeeks: 2, minutes: 45 });
  expect(changesBetween(left, ana.doc)).toEqual([{ type: "welcome_edited" }, { type: "settings_changed" }]);
});

test("what was added and binned again meanwhile is nobody’s news", () => {
  const [ana] = twoPeers(["Budget"]);
  const left = fingerprintPage(ana.doc);
  const id = addTopic(ana.doc, ana.editor, { title: "Oops", place: "hopper" });
  setTopicState(ana.doc, ana.editor, id, "binned");
  expect(changesBetween(left, ana.doc)).toEqual([]);
});

test("an edit that is taken back letter by letter is no change", () => {
  const [ana] = twoPeers(["Budget"]);
  const left = fingerprintPage(ana.doc);
  setTopicTitle(ana.doc, idOf(ana, "Budget"), "Budgets");
  setTopicTitle(ana.doc, idOf(ana, "Budgets"), "Budget");
  expect(changesBetween(left, ana.doc)).toEqual([]);
});

test("an answer that is given, changed or taken back is a change of its topic", () => {
  const [ana] = twoPeers(["Budget"]);
  const id = idOf(ana, "Budget");
  const unanswered = fingerprintPage(ana.doc);
  const change = { type: "topic_edited", id, title: "Budget", parts: ["answer"] };
  answerTopic(ana.doc, id, { line: "Agreed", link: null });
  expect(changesBetween(unanswered, ana.doc)).toEqual([change]);
  const answered = fingerprintPage(ana.doc);
  answerTopic(ana.doc, id, { line: "Agreed", link: "https://example.org/plan" });
  expect(changesBetween(answered, ana.doc)).toEqual([change]);
  answerTopic(ana.doc, id, { line: "", link: null });
  expect(changesBetween(answered, ana.doc)).toEqual([change]);
  expect(changesBetween(unanswered, ana.doc)).toEqual([]);
});
