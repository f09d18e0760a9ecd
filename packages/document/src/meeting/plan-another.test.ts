import { topicsIn } from "@candor/core/topic/topics-in.ts";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checkPage } from "../page/check-page.ts";
import { readContents } from "../page/read-contents.ts";
import { readPage } from "../page/read-page.ts";
import { anySteps, take } from "../testing/any-edits.ts";
import { idOf, type Peer, reopened, sync, TEST_NOW, titles, twoPeers } from "../testing/two-peers.ts";
import { addTopic } from "../topic/add-topic.ts";
import { moveTopic } from "../topic/move-topic.ts";
import { ownUndo } from "../undo.ts";
import { closeMeeting } from "./close-meeting.ts";
import { moveOccurrence } from "./move-occurrence.ts";
import { planAnother } from "./plan-another.ts";
import { changeMeeting, moveMeeting, planMeeting } from "./plan-meeting.ts";
import { readMeeting } from "./read-meeting.ts";
import { readMoved } from "./read-moved.ts";
import { startMeeting, unstartMeeting } from "./run-meeting.ts";

const NOW = Temporal.Instant.from(TEST_NOW);
const START = "2026-12-10T14:00";
const SLOT = "2026-12-01T10:00"; // a time of the series
const ORDERS = ["ana_first", "ben_first"] as const;

const plan = ({ doc }: Peer, topic: string | null = null, start = START) =>
  planAnother(doc, { id: "more", start, topic });
const more = ({ doc }: Peer) => readMeeting(doc, "more");

test("a meeting that was planned goes by undo and comes back by redo, with the topic it was planned for", () => {
  const [ana, ben] = twoPeers(["Budget", "Hiring"]);
  const undo = ownUndo(ana.doc);
  const before = readPage(ana.doc);
  plan(ana, idOf(ana, "Hiring"));
  const after = readPage(ana.doc);
  expect(more(ana)).toMatchObject({ start: START, state: "planned" });
  expect(titles(ana, "more")).toEqual(["Hiring"]);
  expect(undo.undoStack).toHaveLength(1);
  for (let times = 0; times < 3; times += 1) {
    undo.undo();
    sync(ana, ben);
    for (const each of [ana, ben]) expect(readPage(each.doc)).toEqual(before);
    undo.redo();
    sync(ana, ben);
    for (const each of [ana, ben]) expect(readPage(each.doc)).toEqual(after);
  }
});

test("a time of the series that was left out is left out again once planning a meeting there is taken back", () => {
  const [ana] = twoPeers();
  const undo = ownUndo(ana.doc);
  moveOccurrence(ana.doc, { slot: SLOT, to: null }, NOW);
  undo.stopCapturing();
  plan(ana, null, SLOT);
  expect(more(ana)?.start).toBe(SLOT);
  undo.undo();
  expect(readMoved(ana.doc)).toEqual([{ slot: SLOT, start: null }]);
});

test("whoever plans a meeting by an id that was taken back has it on the page", () => {
  const [ana] = twoPeers();
  const undo = ownUndo(ana.doc);
  plan(ana);
  undo.undo();
  planMeeting(ana.doc, { id: "more", start: SLOT });
  expect(more(ana)?.start).toBe(SLOT);
});

describe.each(ORDERS)("where one takes back a meeting (%s)", (order) => {
  function planned(start = START) {
    const [ana, ben] = twoPeers(["Budget"], order);
    const undo = ownUndo(ana.doc);
    plan(ana, null, start);
    sync(ana, ben);
    return { ana, ben, undo };
  }

  test("that the other puts topics on at that moment, these stand in the Hopper, and on it again after redo", () => {
    const { ana, ben, undo } = planned();
    moveTopic(ben.doc, idOf(ben, "Budget"), { place: "more" });
    addTopic(ben.doc, ben.editor, { title: "Growth", place: "more" });
    undo.undo();
    sync(ana, ben);
    for (const each of [ana, ben]) expect(titles(each)).toEqual(["Budget", "Growth"]);
    undo.redo();
    sync(ana, ben);
    for (const each of [ana, ben]) expect(titles(each, "more")).toEqual(["Budget", "Growth"]);
  });

  test.each<[string, (ben: Peer) => void]>([
    ["moves", ({ doc }) => moveMeeting(doc, "more", "2026-12-11T09:00", true)],
    ["changes", ({ doc }) => changeMeeting(doc, "more", { minutes: 45 })],
    ["begins", ({ doc, editor }) => startMeeting(doc, editor, "more")],
    ["ends", ({ doc, editor }) => closeMeeting(doc, editor, "more", "held", NOW)],
  ])("that the other %s at that moment, it stays the other’s", (_, change) => {
    for (const isTogether of [true, false]) {
      const { ana, ben, undo } = planned();
      change(ben);
      if (isTogether) sync(ana, ben);
      const theirs = more(ben);
      undo.undo();
      sync(ana, ben);
      for (const each of [ana, ben]) expect(more(each)).toEqual(theirs);
    }
  });

  test("that was begun by mistake, it stays, and where it was planned", () => {
    const { ana, ben, undo } = planned(SLOT);
    startMeeting(ben.doc, ben.editor, "more");
    undo.undo();
    sync(ana, ben);
    unstartMeeting(ben.doc, "more");
    sync(ana, ben);
    for (const each of [ana, ben]) expect(more(each)?.start).toBe(SLOT);
  });
});

test("begun at a time that had been left out, it is where it was planned though planning it was taken back", () => {
  const [ana, ben] = twoPeers();
  const undo = ownUndo(ana.doc);
  moveOccurrence(ben.doc, { slot: SLOT, to: null }, NOW);
  sync(ana, ben);
  plan(ana, null, SLOT);
  sync(ana, ben);
  startMeeting(ben.doc, ben.editor, "more");
  undo.undo();
  sync(ana, ben);
  for (const each of [ana, ben]) expect(more(each)).toMatchObject({ start: SLOT, movedFrom: [] });
});

test("whatever both do while one takes back and does again, no topic is lost, and each meeting of the other stays", () => {
  const undoing = fc.array(fc.constantFrom("plan", "undo", "redo", "undo", "sync"), { maxLength: 4 });
  const rounds = fc.array(fc.tuple(anySteps(6), undoing), { maxLength: 6 });
  fc.assert(
    fc.property(rounds, fc.constantFrom(...ORDERS), (all, order) => {
      const [ana, ben] = twoPeers(["Budget", "Hiring"], order);
      const undo = ownUndo(ana.doc, [], 0);
      const topics = new Set(readPage(ana.doc).topics.map(({ id }) => id));
      const ended = new Set<string>();
      for (const [steps, turns] of all) {
        // Ana does nothing but plan and take back; all that is done else is Ben's.
        for (const step of steps) take(step, ben);
        for (const [at, turn] of turns.entries()) {
          if (turn === "sync") sync(ana, ben);
          else if (turn === "plan") take({ who: "ana", edit: "planAnother", chance: chanceOf(at) }, ana);
          else undo[turn as "undo" | "redo"]();
        }
        for (const { id } of readPage(ben.doc).topics) topics.add(id);
        for (const { id, state } of readPage(ben.doc).meetings) if (state !== "planned") ended.add(id);
      }
      sync(ana, ben);
      while (undo.canUndo()) undo.undo();
      sync(ana, ben);
      expect(readContents(ben.doc)).toEqual(readContents(ana.doc));
      expect(checkPage(reopened(ana))).toEqual({ type: "sound" });
      const page = readPage(ana.doc);
      expect(new Set(page.topics.map(({ id }) => id))).toEqual(topics);
      const shown = ["hopper", ...page.meetings.map(({ id }) => id)].flatMap((place) => topicsIn(page, place));
      expect(new Set(shown.map(({ id }) => id)).size).toBe(shown.length);
      expect(page.meetings.map(({ id }) => id)).toEqual(expect.arrayContaining([...ended]));
    }),
    { seed: 20261127, numRuns: 150 },
  );
});

function chanceOf(at: number) {
  return { at, to: at * 7, text: "", notes: [] };
}
