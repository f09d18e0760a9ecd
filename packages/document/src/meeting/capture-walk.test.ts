import { expect, test } from "vitest";
import { readNotes } from "../notes/read-notes.ts";
import { readPage } from "../page/read-page.ts";
import { idOf, type Peer, sync, titles, twoPeers } from "../testing/two-peers.ts";
import { topicNotes } from "../topic/edit-topic.ts";
import { moveTopic } from "../topic/move-topic.ts";
import { ownUndo } from "../undo.ts";
import { captureWalk, type WalkCapture } from "./capture-walk.ts";
import { closeMeeting } from "./close-meeting.ts";

const NOW = Temporal.Instant.from("2026-11-24T10:30:00Z");

function onAgenda(...names: string[]): [Peer, Peer] {
  const [ana, ben] = twoPeers(names);
  for (const name of names) moveTopic(ana.doc, idOf(ana, name), { place: "a1" });
  sync(ana, ben);
  return [ana, ben];
}
const capture = (peer: Peer): WalkCapture => ({
  lines: [{ topic: idOf(peer, "Growth"), line: "wants to lead the billing split" }],
  also: [{ id: "w1", title: "The move to Lisbon" }],
  actions: [{ id: "w2", text: "Ask Lee", owner: "b", due: "2026-11-27" }],
});
const notes = (peer: Peer, title: string) => {
  const fragment = topicNotes(peer.doc, idOf(peer, title));
  return fragment ? readNotes(fragment).map((node) => node.content?.[0]?.text) : [];
};

test("a line goes below the notes, the topic is discussed, and what else came up stands on the agenda", () => {
  const [ana, ben] = onAgenda("Growth", "On-call");
  captureWalk(ana.doc, ana.editor, "a1", capture(ana));
  sync(ana, ben);
  const page = readPage(ben.doc);
  expect(notes(ben, "Growth")).toEqual(["wants to lead the billing split"]);
  expect(titles(ben, "a1")).toEqual(["Growth", "On-call", "The move to Lisbon"]);
  expect(
    page.topics
      .filter(({ state }) => state === "discussed")
      .map(({ title }) => title)
      .sort(),
  ).toEqual(["Growth", "The move to Lisbon"]);
  expect(page.actions).toMatchObject([{ text: "Ask Lee", owner: "b", due: "2026-11-27", fromMeeting: "a1" }]);
  expect(page.meetings[0]).toMatchObject({ medium: "walk" });
});

test("the same capture twice, as after a tab that died, counts once", () => {
  const [ana] = onAgenda("Growth");
  captureWalk(ana.doc, ana.editor, "a1", capture(ana));
  const before = readPage(ana.doc);
  captureWalk(ana.doc, ana.editor, "a1", capture(ana));
  expect(readPage(ana.doc)).toEqual(before);
  expect(notes(ana, "Growth")).toHaveLength(1);
});

test("it is one step, taken back as a whole", () => {
  const [ana] = onAgenda("Growth");
  const undo = ownUndo(ana.doc);
  captureWalk(ana.doc, ana.editor, "a1", capture(ana));
  undo.undo();
  expect(notes(ana, "Growth")).toEqual([]);
  expect(titles(ana, "a1")).toEqual(["Growth"]);
  expect(readPage(ana.doc).topics.find(({ title }) => title === "Growth")?.state).toBe("open");
  expect(readPage(ana.doc).actions).toMatchObject([{ state: "binned" }]);
  expect(undo.undoStack).toEqual([]);
});

test("both write down their walk offline, one ends it: both lines are there, and nothing that was talked about is carried", () => {
  const [ana, ben] = onAgenda("Growth", "On-call");
  captureWalk(ana.doc, ana.editor, "a1", capture(ana));
  closeMeeting(ana.doc, ana.editor, "a1", "held", NOW);
  captureWalk(ben.doc, ben.editor, "a1", {
    ...capture(ben),
    lines: [{ topic: idOf(ben, "Growth"), line: "a plan by May" }],
    also: [],
    actions: [],
  });
  sync(ana, ben);
  expect(notes(ana, "Growth").sort()).toEqual(["a plan by May", "wants to lead the billing split"]);
  expect(
    readPage(ana.doc)
      .topics.filter(({ carriedFrom }) => carriedFrom.length > 0)
      .map(({ title }) => title),
  ).toEqual(["On-call"]);
});

test("what the other's ending had sent to the Hopper comes back to the meeting, and was not carried", () => {
  const [ana, ben] = onAgenda("Growth", "On-call");
  closeMeeting(ana.doc, ana.editor, "a1", "held", NOW);
  sync(ana, ben);
  captureWalk(ben.doc, ben.editor, "a1", capture(ben));
  sync(ana, ben);
  expect(titles(ana)).toEqual(["On-call"]);
  expect(titles(ana, "a1")).toEqual(["Growth", "The move to Lisbon"]);
  expect(readPage(ana.doc).topics.find(({ title }) => title === "Growth")?.carriedFrom).toEqual([]);
});

test("taken back and brought once more, all of it stands again", () => {
  const [ana] = onAgenda("Growth");
  const undo = ownUndo(ana.doc);
  captureWalk(ana.doc, ana.editor, "a1", capture(ana));
  undo.undo();
  captureWalk(ana.doc, ana.editor, "a1", capture(ana));
  expect(titles(ana, "a1")).toEqual(["Growth", "The move to Lisbon"]);
  expect(notes(ana, "Growth")).toHaveLength(1);
  expect(readPage(ana.doc).actions).toMatchObject([{ text: "Ask Lee", state: "open" }]);
});
