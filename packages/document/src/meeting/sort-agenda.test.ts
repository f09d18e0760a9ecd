import { describe, expect, test } from "vitest";
import { idOf, type Peer, sync, titles, twoPeers } from "../testing/two-peers.ts";
import { addTopic } from "../topic/add-topic.ts";
import { setTopicTraits } from "../topic/edit-topic.ts";
import { moveTopic } from "../topic/move-topic.ts";
import { ownUndo } from "../undo.ts";
import { sortAgenda } from "./sort-agenda.ts";

const MEETING = "a1";

function agendaOf(order: "ana_first" | "ben_first"): [Peer, Peer] {
  const [ana, ben] = twoPeers([], order);
  addTopic(ben.doc, ben.editor, { title: "A bug", place: MEETING });
  addTopic(ben.doc, ben.editor, { title: "Reading list", place: MEETING, kind: "backup" });
  addTopic(ben.doc, ben.editor, { title: "Holidays", place: MEETING });
  addTopic(ben.doc, ben.editor, { title: "What is next", place: MEETING, altitude: "big_picture" });
  sync(ana, ben);
  addTopic(ana.doc, ana.editor, { title: "The re-org", place: MEETING, kind: "first" });
  sync(ana, ben);
  return [ana, ben];
}
const SORTED = ["The re-org", "What is next", "A bug", "Holidays", "Reading list"];

describe.each(["ana_first", "ben_first"] as const)("%s", (order) => {
  test("an agenda is sorted once, however many press the button at once", () => {
    const [ana, ben] = agendaOf(order);
    sortAgenda(ana.doc, MEETING);
    sortAgenda(ben.doc, MEETING);
    sync(ana, ben);
    expect(titles(ana, MEETING)).toEqual(SORTED);
    expect(titles(ben, MEETING)).toEqual(SORTED);
  });

  test("one sorts while the other changes, offline: both see one order, and no topic is lost", () => {
    const [ana, ben] = agendaOf(order);
    sortAgenda(ana.doc, MEETING);
    moveTopic(ben.doc, idOf(ben, "Holidays"), { place: MEETING, at: "first" });
    setTopicTraits(ben.doc, idOf(ben, "Reading list"), { kind: "topic" });
    addTopic(ben.doc, ben.editor, { title: "One more", place: MEETING });
    sync(ana, ben);
    expect(titles(ben, MEETING)).toEqual(titles(ana, MEETING));
    expect(titles(ana, MEETING).toSorted()).toEqual([...SORTED, "One more"].toSorted());
  });
});

test("topics that two people added at one spot at once can be sorted, too", () => {
  const [ana, ben] = twoPeers();
  for (const peer of [ana, ben]) addTopic(peer.doc, peer.editor, { title: `Of ${peer.editor.member}`, place: MEETING });
  sync(ana, ben);
  setTopicTraits(ana.doc, idOf(ana, "Of b"), { altitude: "big_picture" });
  sortAgenda(ana.doc, MEETING);
  expect(titles(ana, MEETING)).toEqual(["Of b", "Of a"]);
});

test("sorting is one step back, and what is sorted already is not touched", () => {
  const [ana] = agendaOf("ana_first");
  const before = titles(ana, MEETING);
  const undo = ownUndo(ana.doc);
  sortAgenda(ana.doc, MEETING);
  sortAgenda(ana.doc, MEETING);
  expect(undo.undoStack).toHaveLength(1);
  undo.undo();
  expect(titles(ana, MEETING)).toEqual(before);
});
