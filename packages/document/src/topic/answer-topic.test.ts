import { countLedger, ledger } from "@candor/core/ledger/ledger.ts";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addAction } from "../action/add-action.ts";
import { setActionState } from "../action/edit-action.ts";
import { readPage } from "../page/read-page.ts";
import { anySteps, take } from "../testing/any-edits.ts";
import { idOf, type Peer, sync, twoPeers } from "../testing/two-peers.ts";
import { ownUndo } from "../undo.ts";
import { answerTopic } from "./edit-topic.ts";

const topicOf = (peer: Peer, id: string) => readPage(peer.doc).topics.find((topic) => topic.id === id);

describe.each(["ana_first", "ben_first"] as const)("%s", (order) => {
  test("two who answer one topic at once agree on one answer, line and link of the same hand", () => {
    const [ana, ben] = twoPeers(["Growth"], order);
    const id = idOf(ana, "Growth");
    answerTopic(ana.doc, id, { line: "Ana’s", link: "https://example.org/ana" });
    answerTopic(ben.doc, id, { line: "Ben’s", link: "https://example.org/ben" });
    sync(ana, ben);
    const [hers, his] = [topicOf(ana, id), topicOf(ben, id)];
    expect(hers).toEqual(his);
    expect([hers?.answer, hers?.answerLink]).toEqual(
      hers?.answer === "Ana’s" ? ["Ana’s", "https://example.org/ana"] : ["Ben’s", "https://example.org/ben"],
    );
  });

  test("one takes an answer back while the other, offline, mends it: it is the one or the other on both sides", () => {
    const [ana, ben] = twoPeers(["Growth"], order);
    const id = idOf(ana, "Growth");
    answerTopic(ana.doc, id, { line: "Agreed", link: null });
    sync(ana, ben);
    answerTopic(ana.doc, id, { line: "", link: null });
    answerTopic(ben.doc, id, { line: "Agreed, from May", link: null });
    sync(ana, ben);
    expect(topicOf(ana, id)).toEqual(topicOf(ben, id));
    expect([null, "Agreed, from May"]).toContain(topicOf(ana, id)?.answer);
  });

  test("two who mark one action done at once have done it once, and one may open it again", () => {
    const [ana, ben] = twoPeers([], order);
    const id = addAction(ana.doc, ana.editor, { text: "Ask Lee", owner: "a", due: null });
    sync(ana, ben);
    setActionState(ana.doc, ana.editor, id, "done");
    setActionState(ben.doc, ben.editor, id, "done");
    sync(ana, ben);
    for (const peer of [ana, ben]) expect(readPage(peer.doc).actions).toMatchObject([{ id, state: "done", why: null }]);
    setActionState(ben.doc, ben.editor, id, "open");
    sync(ana, ben);
    expect(readPage(ana.doc).actions).toMatchObject([{ id, state: "open" }]);
  });

  test("one does an action while the other drops it: both see the same", () => {
    const [ana, ben] = twoPeers([], order);
    const id = addAction(ana.doc, ana.editor, { text: "Ask Lee", owner: "a", due: null });
    sync(ana, ben);
    setActionState(ana.doc, ana.editor, id, "done");
    setActionState(ben.doc, ben.editor, id, "dropped", "solved itself");
    sync(ana, ben);
    expect(readPage(ana.doc).actions).toEqual(readPage(ben.doc).actions);
    expect(["done", "dropped"]).toContain(readPage(ana.doc).actions[0]?.state);
  });
});

test("an answer is taken back by its own undo, and leaves the other’s edits alone", () => {
  const [ana, ben] = twoPeers(["Growth"]);
  const id = idOf(ana, "Growth");
  const undo = ownUndo(ana.doc);
  answerTopic(ana.doc, id, { line: "Agreed", link: "https://example.org" });
  expect(undo.undoStack).toHaveLength(1);
  sync(ana, ben);
  undo.undo();
  sync(ana, ben);
  expect(topicOf(ben, id)).toMatchObject({ answer: null, answerLink: null });
});

test("whatever two people do offline, their ledgers say the same once they have met", () => {
  fc.assert(
    fc.property(anySteps(25), (steps) => {
      const [ana, ben] = twoPeers(["Budget", "Hiring"]);
      for (const [index, step] of steps.entries()) {
        take(step, step.who === "ana" ? ana : ben);
        if (index % 9 === 8) sync(ana, ben);
      }
      sync(ana, ben);
      const [hers, his] = [ledger(readPage(ana.doc), null), ledger(readPage(ben.doc), null)];
      expect(hers).toEqual(his);
      expect(countLedger(hers).raised).toBe(readPage(ana.doc).topics.filter(({ state }) => state !== "binned").length);
    }),
    { seed: 11, numRuns: 60 },
  );
});
