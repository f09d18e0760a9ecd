import type { NoteNode } from "@candor/core/notes/note-node.ts";
import { describe, expect, test } from "vitest";
import type * as Y from "yjs";
import { addAction } from "../action/add-action.ts";
import { setActionState } from "../action/edit-action.ts";
import { closeMeeting } from "../meeting/close-meeting.ts";
import { moveMeeting } from "../meeting/plan-meeting.ts";
import { readNotes } from "../notes/read-notes.ts";
import { writeNotes } from "../notes/write-notes.ts";
import { idOf, type Peer, reopened, sync, titles, twoPeers } from "../testing/two-peers.ts";
import { addTopic } from "../topic/add-topic.ts";
import { setTopicState, setTopicTitle, topicNotes } from "../topic/edit-topic.ts";
import { moveTopic } from "../topic/move-topic.ts";
import { ownUndo } from "../undo.ts";
import { changesBetween } from "./changes-between.ts";
import { fingerprintPage } from "./fingerprint-page.ts";
import { readPage } from "./read-page.ts";
import { restoreMeeting, restorePage } from "./restore.ts";

const MEETING = "a1"; // the one that `twoPeers` plans
const NOW = Temporal.Instant.from("2026-11-24T10:30:00Z");

function paragraphs(...texts: string[]): NoteNode[] {
  return texts.map((text) => ({ type: "paragraph", content: [{ type: "text", text }] }));
}

function notesOf(of: Peer, title: string): Y.XmlFragment {
  return topicNotes(of.doc, idOf(of, title))!;
}

describe("restoring a meeting", () => {
  test("brings back its topics with their texts and keeps what was added since", () => {
    const [ana] = twoPeers(["Budget", "Hiring"]);
    const [budget, hiring] = [idOf(ana, "Budget"), idOf(ana, "Hiring")];
    moveTopic(ana.doc, budget, { place: MEETING });
    moveTopic(ana.doc, hiring, { place: MEETING });
    writeNotes(notesOf(ana, "Budget"), paragraphs("one", "two"));
    addAction(ana.doc, ana.editor, { text: "Ask Lee", owner: "a", due: null, fromMeeting: MEETING });
    const old = reopened(ana);

    setTopicTitle(ana.doc, budget, "Budgets");
    writeNotes(notesOf(ana, "Budgets"), paragraphs("one", "changed"));
    setTopicState(ana.doc, ana.editor, hiring, "binned");
    addTopic(ana.doc, ana.editor, { title: "Added since", place: MEETING });
    moveMeeting(ana.doc, MEETING, "2026-11-26T10:00", true);
    const action = readPage(ana.doc).actions[0]!;
    setActionState(ana.doc, ana.editor, action.id, "done");

    expect(restoreMeeting(ana.doc, old, MEETING)).toEqual({ changed: 3, binned: 0 });
    expect(titles(ana, MEETING)).toEqual(["Budget", "Hiring", "Added since"]);
    expect(readNotes(notesOf(ana, "Budget"))).toEqual(paragraphs("one", "two"));
    expect(readPage(ana.doc).meetings[0]?.start).toBe("2026-11-24T10:00");
    expect(readPage(ana.doc).actions[0]?.state).toBe("done");
  });

  test("reopens one that was closed, with what it had not reached", () => {
    const [ana] = twoPeers(["Budget"]);
    moveTopic(ana.doc, idOf(ana, "Budget"), { place: MEETING });
    const old = reopened(ana);
    closeMeeting(ana.doc, ana.editor, MEETING, "held", NOW);
    restoreMeeting(ana.doc, old, MEETING);
    const page = readPage(ana.doc);
    expect(page.meetings[0]).toMatchObject({ id: MEETING, state: "planned", closedAt: null });
    expect(page.topics[0]).toMatchObject({ place: MEETING, carriedFrom: [] });
  });

  test("changes nothing where nothing was otherwise", () => {
    const [ana] = twoPeers(["Budget"]);
    const old = reopened(ana);
    const before = fingerprintPage(ana.doc);
    expect(restoreMeeting(ana.doc, old, MEETING)).toEqual({ changed: 0, binned: 0 });
    expect(changesBetween(before, ana.doc)).toEqual([]);
  });
});

describe("restoring a page", () => {
  test("brings everything back and bins what was added since", () => {
    const [ana, ben] = twoPeers(["Budget", "Hiring"]);
    writeNotes(notesOf(ana, "Hiring"), paragraphs("two people"));
    const old = reopened(ana);
    const before = fingerprintPage(ana.doc);

    setTopicTitle(ana.doc, idOf(ana, "Budget"), "Money");
    moveTopic(ana.doc, idOf(ana, "Hiring"), { place: MEETING });
    writeNotes(notesOf(ana, "Hiring"), paragraphs("three people", "and more"));
    addTopic(ana.doc, ana.editor, { title: "Added since", place: "hopper" });
    closeMeeting(ana.doc, ana.editor, MEETING, "held", NOW);

    expect(restorePage(ana.doc, ana.editor, old).binned).toBe(1);
    expect(changesBetween(before, ana.doc)).toEqual([]);
    expect(titles(ana)).toEqual(["Budget", "Hiring"]);
    sync(ana, ben);
    expect(readPage(ben.doc)).toEqual(readPage(ana.doc));
  });

  test("is one step for undo, which gives back what was there before it", () => {
    const [ana] = twoPeers(["Budget"]);
    const old = reopened(ana);
    setTopicTitle(ana.doc, idOf(ana, "Budget"), "Money");
    addTopic(ana.doc, ana.editor, { title: "Added since", place: "hopper" });
    closeMeeting(ana.doc, ana.editor, MEETING, "held", NOW);
    const before = readPage(ana.doc);
    const undo = ownUndo(ana.doc);
    restorePage(ana.doc, ana.editor, old);
    undo.undo();
    expect(readPage(ana.doc)).toEqual(before);
  });

  test("keeps what the other types meanwhile in a paragraph that was not otherwise", () => {
    const [ana, ben] = twoPeers(["Budget"]);
    writeNotes(notesOf(ana, "Budget"), paragraphs("first", "second"));
    sync(ana, ben);
    const old = reopened(ana);
    writeNotes(notesOf(ana, "Budget"), paragraphs("first", "overwritten"));
    sync(ana, ben);
    const first = (notesOf(ben, "Budget").get(0) as Y.XmlElement).get(0) as Y.XmlText;
    first.insert(5, " and foremost");
    restorePage(ana.doc, ana.editor, old);
    sync(ana, ben);
    expect(readNotes(notesOf(ana, "Budget"))).toEqual(paragraphs("first and foremost", "second"));
  });
});
