import { topicsIn } from "@candor/core/topic/topics-in.ts";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import * as Y from "yjs";
import { closeMeeting } from "./meeting/close-meeting.ts";
import { moveMeeting } from "./meeting/plan-meeting.ts";
import { checkPage } from "./page/check-page.ts";
import { readContents } from "./page/read-contents.ts";
import { readPage } from "./page/read-page.ts";
import { readPairingThings } from "./pairing/read-pairing.ts";
import { anySteps, EDITS, take } from "./testing/any-edits.ts";
import { idOf, type Peer, reopened, sync, titles, twoPeers } from "./testing/two-peers.ts";
import { addTopic } from "./topic/add-topic.ts";
import { setTopicTitle, topicNotes } from "./topic/edit-topic.ts";
import { moveTopic } from "./topic/move-topic.ts";

const THEN = Temporal.Instant.from("2026-11-24T10:30:00Z");
const ORDERS = ["ana_first", "ben_first"] as const;

describe.each(Object.keys(EDITS))("when both %s at once, offline or not,", (kind) => {
  test("both end with one sound page", () => {
    fc.assert(
      fc.property(anySteps(12), anySteps(8, [kind]), fc.constantFrom(...ORDERS), (before, meanwhile, order) => {
        const [ana, ben] = twoPeers(["Budget", "Hiring", "Launch"], order);
        for (const step of before) take(step, ana);
        sync(ana, ben);
        for (const step of meanwhile) take(step, step.who === "ana" ? ana : ben);
        sync(ana, ben);
        expect(readContents(ben.doc)).toEqual(readContents(ana.doc));
        expect(readPairingThings(ben.doc)).toEqual(readPairingThings(ana.doc));
        expect(checkPage(reopened(ana))).toEqual({ type: "sound" });
      }),
      { seed: 21, numRuns: 25 },
    );
  });
});

test("whatever both do, no topic is lost and none is there twice", () => {
  fc.assert(
    fc.property(anySteps(30), fc.constantFrom(...ORDERS), (steps, order) => {
      const [ana, ben] = twoPeers(["Budget", "Hiring"], order);
      const ids = new Set(readPage(ana.doc).topics.map((topic) => topic.id));
      for (const [index, step] of steps.entries()) {
        const peer = step.who === "ana" ? ana : ben;
        take(step, peer);
        for (const { id } of readPage(peer.doc).topics) ids.add(id);
        if (index % 7 === 6) sync(ana, ben);
      }
      sync(ana, ben);
      expect(new Set(readPage(ana.doc).topics.map((topic) => topic.id))).toEqual(ids);
      const page = readPage(ana.doc);
      const shown = ["hopper", ...page.meetings.map((meeting) => meeting.id)].flatMap((place) => topicsIn(page, place));
      expect(new Set(shown.map((topic) => topic.id)).size).toBe(shown.length);
    }),
    { seed: 22, numRuns: 80 },
  );
});

describe("a move", () => {
  test("keeps what the other types into title and notes meanwhile", () => {
    for (const order of ORDERS) {
      const [ana, ben] = twoPeers(["Budget"], order);
      const id = idOf(ana, "Budget");
      moveTopic(ana.doc, id, { place: "a1" });
      setTopicTitle(ben.doc, id, "Budget for 2027");
      const paragraph = new Y.XmlElement("paragraph");
      paragraph.insert(0, [new Y.XmlText("less")]);
      topicNotes(ben.doc, id)!.insert(0, [paragraph]);
      sync(ana, ben);
      expect(titles(ana, "a1")).toEqual(["Budget for 2027"]);
      expect(topicNotes(ana.doc, id)!.toString()).toContain("less");
    }
  });

  test("by both at once leaves one topic in one place", () => {
    for (const order of ORDERS) {
      const [ana, ben] = twoPeers(["Budget", "Hiring", "Launch"], order);
      moveTopic(ana.doc, idOf(ana, "Launch"), { place: "hopper", at: { before: idOf(ana, "Budget") } });
      moveTopic(ben.doc, idOf(ben, "Launch"), { place: "a1" });
      sync(ana, ben);
      expect([...titles(ana), ...titles(ana, "a1")].sort()).toEqual(["Budget", "Hiring", "Launch"]);
      expect(titles(ben)).toEqual(titles(ana));
    }
  });

  test("between two that were added at one spot at once lands between them, for both", () => {
    for (const order of ORDERS) {
      const [ana, ben] = twoPeers(["Budget", "Hiring"], order);
      const at = { after: idOf(ana, "Budget") };
      addTopic(ana.doc, ana.editor, { title: "From Ana", place: "hopper", at });
      addTopic(ben.doc, ben.editor, { title: "From Ben", place: "hopper", at });
      sync(ana, ben);
      expect(titles(ana)).toEqual(["Budget", "From Ana", "From Ben", "Hiring"]);
      moveTopic(ana.doc, idOf(ana, "Hiring"), { place: "hopper", at: { before: idOf(ana, "From Ben") } });
      sync(ana, ben);
      expect(titles(ana)).toEqual(["Budget", "From Ana", "Hiring", "From Ben"]);
      expect(titles(ben)).toEqual(titles(ana));
    }
  });

  test("to a meeting that is gone stands in the Hopper", () => {
    const [ana] = twoPeers(["Budget"]);
    moveTopic(ana.doc, idOf(ana, "Budget"), { place: "nowhere" });
    expect(titles(ana)).toEqual(["Budget"]);
  });
});

describe("closing a meeting", () => {
  function bothClose(order: (typeof ORDERS)[number]): [Peer, Peer] {
    const [ana, ben] = twoPeers(["Budget"], order);
    moveTopic(ana.doc, idOf(ana, "Budget"), { place: "a1" });
    sync(ana, ben);
    for (const each of [ana, ben]) closeMeeting(each.doc, each.editor, "a1", "held", THEN);
    return [ana, ben];
  }

  test.each(ORDERS)("by both at once carries once and plans one next meeting (%s)", (order) => {
    const [ana, ben] = bothClose(order);
    sync(ana, ben);
    const page = readPage(ana.doc);
    expect(page.topics).toMatchObject([{ place: "hopper", carriedFrom: ["a1"] }]);
    expect(page.meetings.map(({ id, state }) => [id, state])).toEqual([
      ["a1", "held"],
      ["a1.2", "planned"],
    ]);
    expect(readPage(ben.doc)).toEqual(page);
  });

  test.each(ORDERS)("by both at once loses nothing that one then changed about the next (%s)", (order) => {
    const [ana, ben] = bothClose(order);
    moveMeeting(ana.doc, "a1.2", "2026-12-03T15:00", true);
    addTopic(ben.doc, ben.editor, { title: "For the next", place: "a1.2" });
    sync(ana, ben);
    expect(readPage(ben.doc).meetings[1]?.start).toBe("2026-12-03T15:00");
    expect(titles(ana, "a1.2")).toEqual(["For the next"]);
  });

  test("a second time changes nothing, and cancelling carries without counting", () => {
    const [ana] = twoPeers(["Budget"]);
    moveTopic(ana.doc, idOf(ana, "Budget"), { place: "a1" });
    expect(closeMeeting(ana.doc, ana.editor, "a1", "cancelled", THEN)).toMatchObject({ next: "a1.2" });
    expect(closeMeeting(ana.doc, ana.editor, "a1", "held", THEN)).toBeNull();
    expect(readPage(ana.doc).topics).toMatchObject([{ place: "hopper", carriedFrom: [] }]);
  });
});
