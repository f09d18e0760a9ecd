import { countsAsMove } from "@candor/core/meeting/counts-as-move.ts";
import { meetingRecord } from "@candor/core/meeting/meeting-record.ts";
import { proposeTimes } from "@candor/core/meeting/propose-times.ts";
import { topicsIn } from "@candor/core/topic/topics-in.ts";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { UndoManager } from "yjs";
import { checkPage } from "../page/check-page.ts";
import { readPage } from "../page/read-page.ts";
import { idOf, type Peer, reopened, sync, titles, twoPeers } from "../testing/two-peers.ts";
import { setTopicState } from "../topic/edit-topic.ts";
import { moveTopic } from "../topic/move-topic.ts";
import { ownUndo } from "../undo.ts";
import { captureWalk } from "./capture-walk.ts";
import { closeMeeting } from "./close-meeting.ts";
import { fillMeeting } from "./fill-meeting.ts";
import { movePast } from "./move-past.ts";
import { moveMeeting, planMeeting } from "./plan-meeting.ts";
import { planMissing } from "./plan-missing.ts";
import { returnStragglers } from "./return-stragglers.ts";

const TOPICS = ["Growth", "On-call", "Hiring", "Budget"];
const ORDERS = ["ana_first", "ben_first"] as const;

/** Late enough that each meeting could have been. */
const THEN = Temporal.Instant.from("2026-12-24T10:00:00Z");
/** Between the first meeting and the one a week later. */
const SOON = Temporal.Instant.from("2026-11-24T10:30:00Z");

type Someone = Peer & { undo: UndoManager };
type Chance = { at: number; to: number };
type Act = (peer: Someone, chance: Chance) => void;

/** What people do to the meetings of a series, as the screens do it. */
const ACTS: Record<string, Act> = {
  plan: (peer, { to }) =>
    planMeeting(peer.doc, {
      id: peer.editor.newId(),
      start: `2026-12-${String(1 + (to % 24)).padStart(2, "0")}T09:30`,
    }),
  move: (peer, { at, to }) =>
    onPlanned(peer, at, (meeting) => {
      const page = readPage(peer.doc);
      const zones = [null, null];
      const times = proposeTimes({ meeting, meetings: page.meetings, everyWeeks: 1, zones, now: SOON });
      const start = times[to % Math.max(1, times.length)]?.start;
      if (start) moveMeeting(peer.doc, meeting.id, start, countsAsMove(page, meeting));
    }),
  movePastNext: (peer, { at, to }) =>
    onPlanned(peer, at, (meeting, planned) => {
      const next = planned.find(({ id }) => id !== meeting.id);
      const start = `2026-12-${String(1 + (to % 24)).padStart(2, "0")}T16:00`;
      if (next) movePast(peer.doc, meeting.id, { start, counts: true, topicsTo: next.id });
      else moveMeeting(peer.doc, meeting.id, start, true);
    }),
  cancel: (peer, { at, to }) =>
    onPlanned(peer, at, ({ id }) => {
      const reason = (["sick", "travel", "other"] as const)[to % 3] ?? "other";
      closeMeeting(peer.doc, peer.editor, id, "cancelled", SOON, { reason, why: null });
    }),
  close: (peer, { at }) =>
    onPlanned(peer, at, ({ id }) => {
      const before = readPage(peer.doc).meetings.filter(({ state }) => state === "planned").length;
      closeMeeting(peer.doc, peer.editor, id, "held", SOON);
      const after = readPage(peer.doc).meetings.filter(({ state }) => state === "planned").length;
      // The one that is closed goes; one comes only where else there would be none.
      expect(after).toBe(Math.max(1, before - 1));
    }),
  fill: (peer, { at, to }) =>
    onPlanned(peer, at, ({ id }) => {
      const topics = topicsIn(readPage(peer.doc), "hopper").map((topic) => topic.id);
      fillMeeting(peer.doc, peer.editor, id, { topics: topics.slice(0, 1 + (to % 4)), question: null });
    }),
  toHopper: (peer, { at }) => {
    const topics = readPage(peer.doc).topics;
    const topic = topics[at % topics.length];
    if (topic) moveTopic(peer.doc, topic.id, { place: "hopper" });
  },
  discuss: (peer, { at, to }) => {
    const topics = readPage(peer.doc).topics.filter(({ place }) => place !== "hopper");
    const topic = topics[at % Math.max(1, topics.length)];
    if (topic) setTopicState(peer.doc, peer.editor, topic.id, to % 3 ? "discussed" : "open");
  },
  walk: (peer, { at, to }) =>
    onPlanned(peer, at, ({ id }) => {
      const topics = topicsIn(readPage(peer.doc), id).slice(0, 1 + (to % 2));
      captureWalk(peer.doc, peer.editor, id, {
        lines: topics.map((topic) => ({ topic: topic.id, line: "a line" })),
        also: [],
        actions: [],
      });
    }),
  undo: (peer) => void peer.undo.undo(),
};

type Meetings = ReturnType<typeof readPage>["meetings"];

function onPlanned(peer: Peer, at: number, run: (meeting: Meetings[number], planned: Meetings) => void): void {
  const planned = readPage(peer.doc).meetings.filter(({ state }) => state === "planned");
  const meeting = planned[at % Math.max(1, planned.length)];
  if (meeting) run(meeting, planned);
}

const anyActs = fc.array(
  fc.record({
    who: fc.constantFrom("ana" as const, "ben" as const),
    act: fc.constantFrom(...Object.keys(ACTS)),
    chance: fc.record({ at: fc.nat(20), to: fc.nat(40) }),
    /** whether the two have a connection afterwards */
    syncs: fc.boolean(),
  }),
  { maxLength: 25 },
);

function people(order: (typeof ORDERS)[number]): [Someone, Someone] {
  const [ana, ben] = twoPeers(TOPICS, order);
  return [
    { ...ana, undo: ownUndo(ana.doc) },
    { ...ben, undo: ownUndo(ben.doc) },
  ];
}

/** Both are online again, and both screens have mended what came together late. */
function settle(ana: Peer, ben: Peer): void {
  sync(ana, ben);
  for (const peer of [ana, ben]) {
    returnStragglers(peer.doc);
    planMissing(peer.doc, SOON);
  }
  sync(ana, ben);
}

test("whatever two people do to their meetings, online or not, no topic is lost or doubled, and both have one page", () => {
  fc.assert(
    fc.property(anyActs, fc.constantFrom(...ORDERS), (acts, order) => {
      const [ana, ben] = people(order);
      for (const { who, act, chance, syncs } of acts) {
        ACTS[act]?.(who === "ana" ? ana : ben, chance);
        if (syncs) sync(ana, ben);
      }
      settle(ana, ben);
      const page = readPage(ana.doc);
      expect(readPage(ben.doc)).toEqual(page);
      expect(checkPage(reopened(ana))).toEqual({ type: "sound" });
      expect(page.topics.map(({ title }) => title).sort()).toEqual([...TOPICS].sort());
      const places = ["hopper", ...page.meetings.map(({ id }) => id)];
      expect(places.flatMap((place) => topicsIn(page, place))).toHaveLength(TOPICS.length);
      expect(page.meetings.some(({ state }) => state === "planned")).toBe(true);
    }),
    { seed: 41, numRuns: 150 },
  );
});

test("a topic was carried only by meetings that were held, and stands on none that has ended while it is open", () => {
  fc.assert(
    fc.property(anyActs, fc.constantFrom(...ORDERS), (acts, order) => {
      const [ana, ben] = people(order);
      for (const { who, act, chance, syncs } of acts) {
        ACTS[act]?.(who === "ana" ? ana : ben, chance);
        if (syncs) sync(ana, ben);
      }
      settle(ana, ben);
      const page = readPage(ana.doc);
      const stateOf = new Map(page.meetings.map(({ id, state }) => [id, state]));
      for (const { carriedFrom, place, state } of page.topics) {
        expect(new Set(carriedFrom).size).toBe(carriedFrom.length);
        for (const id of carriedFrom) expect(stateOf.get(id)).toBe("held");
        if (state === "open" && place !== "hopper") expect(stateOf.get(place)).toBe("planned");
      }
    }),
    { seed: 42, numRuns: 150 },
  );
});

test("each meeting is on the record once, with what became of it, and the same for both", () => {
  fc.assert(
    fc.property(anyActs, fc.constantFrom(...ORDERS), (acts, order) => {
      const [ana, ben] = people(order);
      for (const { who, act, chance, syncs } of acts) {
        ACTS[act]?.(who === "ana" ? ana : ben, chance);
        if (syncs) sync(ana, ben);
      }
      settle(ana, ben);
      const { meetings } = readPage(ana.doc);
      const record = meetingRecord(meetings, THEN);
      expect(meetingRecord(readPage(ben.doc).meetings, THEN)).toEqual(record);
      const count = (state: string) => meetings.filter((meeting) => meeting.state === state).length;
      expect(record.occurrences).toHaveLength(meetings.length);
      expect(record).toMatchObject({ held: count("held"), cancelled: { total: count("cancelled") } });
      expect(record.upcoming + record.unsettled).toBe(count("planned"));
      const { sick, travel, other, unsaid, total } = record.cancelled;
      expect(sick + travel + other + unsaid).toBe(total);
    }),
    { seed: 43, numRuns: 150 },
  );
});

describe.each(ORDERS)("%s", (order) => {
  test("one cancels as sick while the other moves it: it is cancelled or moved on the record, and no topic is gone", () => {
    const [ana, ben] = people(order);
    moveTopic(ana.doc, idOf(ana, "Growth"), { place: "a1" });
    sync(ana, ben);
    closeMeeting(ana.doc, ana.editor, "a1", "cancelled", SOON, { reason: "sick", why: null });
    moveMeeting(ben.doc, "a1", "2026-11-26T10:00", true);
    settle(ana, ben);
    const record = meetingRecord(readPage(ben.doc).meetings, THEN);
    expect(record).toMatchObject({ held: 0, moved: 1, cancelled: { total: 1, sick: 1 } });
    expect(titles(ben)).toContain("Growth");
  });

  test("both end one meeting, each offline, and one takes it back: it is planned for both, with its topics", () => {
    const [ana, ben] = people(order);
    moveTopic(ana.doc, idOf(ana, "Growth"), { place: "a1" });
    sync(ana, ben);
    closeMeeting(ana.doc, ana.editor, "a1", "held", SOON);
    sync(ana, ben);
    ana.undo.undo();
    settle(ana, ben);
    expect(titles(ben, "a1")).toEqual(["Growth"]);
    expect(readPage(ben.doc).topics.every(({ carriedFrom }) => carriedFrom.length === 0)).toBe(true);
    closeMeeting(ben.doc, ben.editor, "a1", "held", SOON);
    settle(ana, ben);
    // The successor that the first closing had planned still stands, and is the only one.
    expect(readPage(ana.doc).meetings.filter(({ state }) => state === "planned")).toHaveLength(1);
  });

  test("each ends another one offline: then none is planned, and both plan the same next one", () => {
    const [ana, ben] = people(order);
    planMeeting(ana.doc, { id: "later", start: "2026-12-01T10:00" });
    sync(ana, ben);
    closeMeeting(ana.doc, ana.editor, "a1", "held", SOON);
    closeMeeting(ben.doc, ben.editor, "later", "cancelled", SOON, { reason: "travel", why: null });
    settle(ana, ben);
    const planned = readPage(ben.doc).meetings.filter(({ state }) => state === "planned");
    expect(planned).toMatchObject([{ start: "2026-12-08T10:00" }]);
    expect(planMissing(ana.doc, SOON)).toBeNull();
  });

  test("moved past the next one, its topics go with it or onto that one, and ending that one plans no third", () => {
    const [ana, ben] = people(order);
    planMeeting(ana.doc, { id: "later", start: "2026-12-01T10:00" });
    moveTopic(ana.doc, idOf(ana, "Growth"), { place: "a1" });
    moveTopic(ana.doc, idOf(ana, "Budget"), { place: "later" });
    sync(ana, ben);
    movePast(ana.doc, "a1", { start: "2026-12-03T10:00", counts: true, topicsTo: "later" });
    moveTopic(ben.doc, idOf(ben, "Hiring"), { place: "a1" });
    settle(ana, ben);
    expect(titles(ben, "later")).toEqual(["Growth", "Budget"]);
    expect(titles(ben, "a1")).toEqual(["Hiring"]);
    closeMeeting(ben.doc, ben.editor, "later", "held", SOON);
    settle(ana, ben);
    expect(readPage(ana.doc).meetings.map(({ id, state }) => [id, state])).toEqual([
      ["later", "held"],
      ["a1", "planned"],
    ]);
    ana.undo.undo();
    expect(readPage(ana.doc).meetings.find(({ id }) => id === "a1")?.start).toBe("2026-11-24T10:00");
  });
});
