import { describe, expect, test } from "vitest";
import { readPage } from "../page/read-page.ts";
import { type Peer, sync, titles, twoPeers } from "../testing/two-peers.ts";
import { setTopicState } from "../topic/edit-topic.ts";
import { moveTopic } from "../topic/move-topic.ts";
import { closeMeeting } from "./close-meeting.ts";
import { moveMeeting } from "./plan-meeting.ts";
import { returnStragglers } from "./return-stragglers.ts";

const NOW = Temporal.Instant.from("2026-11-24T10:30:00Z");
const MEETING = "a1";

const idOf = (peer: Peer, title: string) => readPage(peer.doc).topics.find((topic) => topic.title === title)?.id ?? "";
const carries = (peer: Peer, title: string) =>
  readPage(peer.doc).topics.find((topic) => topic.title === title)?.carriedFrom;

describe.each(["ana_first", "ben_first"] as const)("%s", (order) => {
  test("a topic put on a meeting offline, which the other has ended meanwhile, comes back to the Hopper, carried once", () => {
    const [ana, ben] = twoPeers(["Growth"], order);
    closeMeeting(ana.doc, ana.editor, MEETING, "held", NOW);
    moveTopic(ben.doc, idOf(ben, "Growth"), { place: MEETING });
    sync(ana, ben);
    expect(titles(ana, MEETING)).toEqual(["Growth"]);
    returnStragglers(ana.doc);
    returnStragglers(ben.doc);
    sync(ana, ben);
    for (const peer of [ana, ben]) {
      expect(titles(peer)).toEqual(["Growth"]);
      expect(carries(peer, "Growth")).toEqual([MEETING]);
      expect(returnStragglers(peer.doc)).toEqual([]);
    }
  });

  test("a topic ticked off offline, while the other's ending carries it, stays with that meeting", () => {
    const [ana, ben] = twoPeers(["Growth"], order);
    moveTopic(ana.doc, idOf(ana, "Growth"), { place: MEETING });
    sync(ana, ben);
    closeMeeting(ana.doc, ana.editor, MEETING, "held", NOW);
    setTopicState(ben.doc, ben.editor, idOf(ben, "Growth"), "discussed");
    sync(ana, ben);
    returnStragglers(ana.doc);
    returnStragglers(ben.doc);
    sync(ana, ben);
    for (const peer of [ana, ben]) {
      expect(titles(peer, MEETING)).toEqual(["Growth"]);
      expect(titles(peer)).toEqual([]);
      expect(carries(peer, "Growth")).toEqual([]);
    }
  });

  test("a topic ticked off offline, while the other puts it into the Hopper, stays at its meeting", () => {
    const [ana, ben] = twoPeers(["Growth"], order);
    moveTopic(ana.doc, idOf(ana, "Growth"), { place: MEETING });
    sync(ana, ben);
    moveTopic(ana.doc, idOf(ana, "Growth"), { place: "hopper" });
    setTopicState(ben.doc, ben.editor, idOf(ben, "Growth"), "discussed");
    sync(ana, ben);
    returnStragglers(ana.doc);
    returnStragglers(ben.doc);
    sync(ana, ben);
    for (const peer of [ana, ben]) expect(titles(peer, MEETING)).toEqual(["Growth"]);
  });

  test("one ends it while the other cancels it: what stands decides whether it counts as carried", () => {
    const [ana, ben] = twoPeers(["Growth"], order);
    moveTopic(ana.doc, idOf(ana, "Growth"), { place: MEETING });
    sync(ana, ben);
    closeMeeting(ana.doc, ana.editor, MEETING, "held", NOW);
    closeMeeting(ben.doc, ben.editor, MEETING, "cancelled", NOW, { reason: "sick", why: null });
    sync(ana, ben);
    for (const peer of [ana, ben]) {
      const held = readPage(peer.doc).meetings.find(({ id }) => id === MEETING)?.state === "held";
      expect(titles(peer)).toEqual(["Growth"]);
      expect(carries(peer, "Growth")).toEqual(held ? [MEETING] : []);
      expect(readPage(peer.doc).meetings).toHaveLength(2);
    }
  });
});

test("what was discussed stays where it was", () => {
  const [ana] = twoPeers(["Growth"]);
  moveTopic(ana.doc, idOf(ana, "Growth"), { place: MEETING });
  setTopicState(ana.doc, ana.editor, idOf(ana, "Growth"), "discussed");
  closeMeeting(ana.doc, ana.editor, MEETING, "held", NOW);
  expect(returnStragglers(ana.doc)).toEqual([]);
  setTopicState(ana.doc, ana.editor, idOf(ana, "Growth"), "open");
  expect(returnStragglers(ana.doc)).toEqual([idOf(ana, "Growth")]);
});

test("two who move a meeting at once are on record with one move, and with one time", () => {
  const [ana, ben] = twoPeers();
  moveMeeting(ana.doc, MEETING, "2026-11-25T10:00", true);
  moveMeeting(ben.doc, MEETING, "2026-11-26T10:00", true);
  sync(ana, ben);
  const [meeting] = readPage(ana.doc).meetings;
  expect(meeting?.movedFrom).toEqual(["2026-11-24T10:00"]);
  expect(readPage(ben.doc).meetings).toEqual(readPage(ana.doc).meetings);
});

test("a meeting that was moved once leaves the series on its day", () => {
  const [ana] = twoPeers();
  moveMeeting(ana.doc, MEETING, "2026-11-26T15:00", true);
  moveMeeting(ana.doc, MEETING, "2026-11-25T09:00", true);
  closeMeeting(ana.doc, ana.editor, MEETING, "held", Temporal.Instant.from("2026-11-25T10:30:00Z"));
  expect(readPage(ana.doc).meetings.find(({ state }) => state === "planned")?.start).toBe("2026-12-01T10:00");
});

test("what is put elsewhere after it was discussed is to be talked about again", () => {
  const [ana] = twoPeers(["Growth"]);
  moveTopic(ana.doc, idOf(ana, "Growth"), { place: MEETING });
  setTopicState(ana.doc, ana.editor, idOf(ana, "Growth"), "discussed");
  moveTopic(ana.doc, idOf(ana, "Growth"), { place: "hopper" });
  expect(returnStragglers(ana.doc)).toEqual([]);
  expect(readPage(ana.doc).topics[0]?.state).toBe("open");
});

test("a meeting held a day early stands on that day, with the day it was planned for", () => {
  const [ana] = twoPeers();
  closeMeeting(ana.doc, ana.editor, MEETING, "held", Temporal.Instant.from("2026-11-23T10:30:00Z"));
  const { meetings } = readPage(ana.doc);
  expect(meetings.find(({ state }) => state === "held")).toMatchObject({
    start: "2026-11-23T11:30",
    movedFrom: ["2026-11-24T10:00"],
  });
  expect(meetings.find(({ state }) => state === "planned")?.start).toBe("2026-12-01T10:00");
});
