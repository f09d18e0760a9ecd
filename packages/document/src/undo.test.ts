import fc from "fast-check";
import { describe, expect, test } from "vitest";
import * as Y from "yjs";
import { closeMeeting } from "./meeting/close-meeting.ts";
import { readPage } from "./page/read-page.ts";
import { idOf, type Peer, sync, titles, twoPeers } from "./testing/two-peers.ts";
import { addTopic } from "./topic/add-topic.ts";
import { setTopicState, setTopicTitle, topicNotes } from "./topic/edit-topic.ts";
import { moveTopic } from "./topic/move-topic.ts";
import { ownUndo } from "./undo.ts";

const A_LONG_PAUSE = 3_600_000; // so that no test depends on how fast it runs

function titleText(of: Peer, id: string): Y.Text {
  return of.doc.getMap<Y.Map<unknown>>("topics").get(id)!.get("title") as Y.Text;
}

describe("each command is a step of its own", () => {
  test("though they follow each other at once", () => {
    const [ana] = twoPeers(["Budget", "Hiring"]);
    const undo = ownUndo(ana.doc, [], A_LONG_PAUSE);
    moveTopic(ana.doc, idOf(ana, "Budget"), { place: "a1" });
    moveTopic(ana.doc, idOf(ana, "Hiring"), { place: "a1" });
    undo.undo();
    expect(titles(ana, "a1")).toEqual(["Budget"]);
    undo.undo();
    expect(titles(ana, "a1")).toEqual([]);
    undo.redo();
    undo.redo();
    expect(titles(ana, "a1")).toEqual(["Budget", "Hiring"]);
  });

  test("while typing in one title runs together", () => {
    const [ana] = twoPeers(["Budget"]);
    const undo = ownUndo(ana.doc, [], A_LONG_PAUSE);
    const id = idOf(ana, "Budget");
    for (const typed of ["Budget ", "Budget 2", "Budget 20"]) setTopicTitle(ana.doc, id, typed);
    undo.undo();
    expect(titles(ana)).toEqual(["Budget"]);
  });

  test("and typing in another title begins a new one", () => {
    const [ana] = twoPeers(["Budget", "Hiring"]);
    const undo = ownUndo(ana.doc, [], A_LONG_PAUSE);
    setTopicTitle(ana.doc, idOf(ana, "Budget"), "Budgets");
    setTopicTitle(ana.doc, idOf(ana, "Hiring"), "Hirings");
    undo.undo();
    expect(titles(ana)).toEqual(["Budgets", "Hiring"]);
  });

  test("and typing does not run into the command before or after it", () => {
    const [ana] = twoPeers(["Budget"]);
    const undo = ownUndo(ana.doc, [], A_LONG_PAUSE);
    const id = idOf(ana, "Budget");
    setTopicTitle(ana.doc, id, "Budget!");
    setTopicState(ana.doc, ana.editor, id, "discussed");
    setTopicTitle(ana.doc, id, "Budget!!");
    undo.undo();
    expect(readPage(ana.doc).topics[0]).toMatchObject({ title: "Budget!", state: "discussed" });
    undo.undo();
    expect(readPage(ana.doc).topics[0]).toMatchObject({ title: "Budget!", state: "open" });
    undo.undo();
    expect(readPage(ana.doc).topics[0]).toMatchObject({ title: "Budget", state: "open" });
  });

  test("and typing in the editor runs together within one topic’s notes", () => {
    const [ana] = twoPeers(["Budget", "Hiring"]);
    const editor = {};
    const undo = ownUndo(ana.doc, [editor], A_LONG_PAUSE);
    const type = (title: string, text: string) => {
      const notes = topicNotes(ana.doc, idOf(ana, title))!;
      ana.doc.transact(() => notes.insert(notes.length, [paragraphOf(text)]), editor);
    };
    type("Budget", "a");
    type("Budget", "b");
    type("Hiring", "c");
    undo.undo();
    undo.undo();
    expect(topicNotes(ana.doc, idOf(ana, "Budget"))!.length).toBe(0);
    expect(undo.canUndo()).toBe(false);
  });
});

describe("undo is mine", () => {
  test("undoing an addition bins the topic with all that the other wrote into it", () => {
    const [ana, ben] = twoPeers();
    const undo = ownUndo(ana.doc);
    const id = addTopic(ana.doc, ana.editor, { title: "Budget", place: "hopper" });
    sync(ana, ben);
    titleText(ben, id).insert(6, " for next year");
    sync(ana, ben);
    undo.undo();
    sync(ana, ben);
    expect(readPage(ben.doc).topics).toMatchObject([{ title: "Budget for next year", state: "binned" }]);
    undo.redo();
    expect(titles(ana)).toEqual(["Budget for next year"]);
  });

  test("a move that the other has moved on since stays where the other put it", () => {
    const [ana, ben] = twoPeers(["Budget"]);
    const undo = ownUndo(ana.doc);
    const id = idOf(ana, "Budget");
    moveTopic(ana.doc, id, { place: "a1" });
    sync(ana, ben);
    moveTopic(ben.doc, id, { place: "b9" });
    moveTopic(ben.doc, id, { place: "hopper" });
    setTopicState(ben.doc, ben.editor, id, "discussed");
    sync(ana, ben);
    undo.undo();
    sync(ana, ben);
    expect(readPage(ben.doc).topics[0]).toMatchObject({ place: "hopper", state: "discussed" });
  });

  test("reopening a meeting by undo leaves the other’s discussed topic discussed", () => {
    const [ana, ben] = twoPeers(["Budget", "Hiring"]);
    const undo = ownUndo(ana.doc);
    for (const title of ["Budget", "Hiring"]) moveTopic(ben.doc, idOf(ben, title), { place: "a1" });
    sync(ana, ben);
    closeMeeting(ana.doc, ana.editor, "a1", "held", Temporal.Instant.from("2026-11-24T10:30:00Z"));
    sync(ana, ben);
    setTopicState(ben.doc, ben.editor, idOf(ben, "Hiring"), "discussed");
    sync(ana, ben);
    undo.undo();
    sync(ana, ben);
    expect(titles(ben, "a1")).toEqual(["Budget", "Hiring"]);
    expect(readPage(ben.doc).topics.map((topic) => topic.state)).toEqual(["open", "discussed"]);
    expect(readPage(ben.doc).topics.map((topic) => topic.carriedFrom)).toEqual([[], []]);
  });

  test("whatever I take back, every word of the other stays", () => {
    const step = fc.record({
      who: fc.constantFrom("ana", "ben"),
      what: fc.constantFrom("type", "move", "mark", "sync", "undo", "redo"),
      at: fc.nat(30),
    });
    fc.assert(
      fc.property(
        fc.array(step, { maxLength: 40 }),
        fc.constantFrom("ana_first" as const, "ben_first" as const),
        (steps, order) => {
          const [ana, ben] = twoPeers(["Budget", "Hiring"], order);
          const undo = ownUndo(ana.doc, [], 0);
          const ids = readPage(ana.doc).topics.map((topic) => topic.id);
          let count = 0;
          for (const { who, what, at } of steps) {
            const peer = who === "ana" ? ana : ben;
            const id = ids[at % 2]!;
            const text = titleText(peer, id);
            if (what === "sync") sync(ana, ben);
            else if (what === "undo") undo.undo();
            else if (what === "redo") undo.redo();
            else if (what === "move") moveTopic(peer.doc, id, { place: at % 3 === 0 ? "hopper" : "a1" });
            else if (what === "mark") setTopicState(peer.doc, peer.editor, id, at % 3 === 0 ? "open" : "discussed");
            else if (who === "ben") {
              count += 1;
              peer.doc.transact(() => text.insert(at % (text.length + 1), `<${count}>`));
            } else setTopicTitle(peer.doc, id, insertInto(text.toJSON(), at, "x"));
          }
          sync(ana, ben);
          while (undo.canUndo()) undo.undo();
          sync(ana, ben);
          const all = readPage(ana.doc)
            .topics.map((topic) => topic.title)
            .join(" ");
          // Each of Ben's insertions is three characters or more, and Ana only ever adds an x of her own.
          const letters = [...all].filter((letter) => letter === "<").length;
          expect(letters).toBe(count);
          expect(readPage(ben.doc)).toEqual(readPage(ana.doc));
        },
      ),
      { seed: 20261120, numRuns: 150 },
    );
  });
});

function insertInto(text: string, at: number, added: string): string {
  const index = at % (text.length + 1);
  return text.slice(0, index) + added + text.slice(index);
}

function paragraphOf(text: string): Y.XmlElement {
  const paragraph = new Y.XmlElement("paragraph");
  paragraph.insert(0, [new Y.XmlText(text)]);
  return paragraph;
}
