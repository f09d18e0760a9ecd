import { nextMeeting } from "@candor/core/meeting/next-meeting.ts";
import { topicsIn } from "@candor/core/topic/topics-in.ts";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checkPage } from "../page/check-page.ts";
import { readPage } from "../page/read-page.ts";
import { idOf, type Peer, reopened, sync, titles, twoPeers } from "../testing/two-peers.ts";
import { addTopic } from "../topic/add-topic.ts";
import { setTopicState, setTopicTraits } from "../topic/edit-topic.ts";
import { moveTopic } from "../topic/move-topic.ts";
import { ownUndo } from "../undo.ts";
import { closeMeeting } from "./close-meeting.ts";
import { moveMeeting, planMeeting } from "./plan-meeting.ts";
import { returnStragglers } from "./return-stragglers.ts";
import { setIceBreaker, setThanks, startMeeting, unstartMeeting } from "./run-meeting.ts";
import { sortAgenda } from "./sort-agenda.ts";
import { successorId } from "./successor-id.ts";

const MEETING = "a1";
const NOW = Temporal.Instant.from("2026-11-24T10:30:00Z");
const ORDERS = ["ana_first", "ben_first"] as const;

/** What either does in a meeting, to the topic that `at` picks; the meeting is the next one on their own device. */
const DOINGS = {
  start: (peer) => startMeeting(peer.doc, peer.editor, nextId(peer)),
  "not begun after all": (peer) => unstartMeeting(peer.doc, nextId(peer)),
  draw: (peer, at) => setIceBreaker(peer.doc, nextId(peer), { type: "question", id: `ice-${at}` }, at),
  add: (peer, at) => void addTopic(peer.doc, peer.editor, { title: `More ${at}`, place: nextId(peer) }),
  discussed: (peer, at) => onAgenda(peer, at, (id) => setTopicState(peer.doc, peer.editor, id, "discussed")),
  "open again": (peer, at) => onAny(peer, at, (id) => setTopicState(peer.doc, peer.editor, id, "open")),
  "to Hopper": (peer, at) => onAgenda(peer, at, (id) => moveTopic(peer.doc, id, { place: "hopper" })),
  "from the Hopper": (peer, at) => onAny(peer, at, (id) => moveTopic(peer.doc, id, { place: nextId(peer) })),
  first: (peer, at) => onAgenda(peer, at, (id) => setTopicTraits(peer.doc, id, { kind: "first", minutes: at + 1 })),
  sort: (peer) => sortAgenda(peer.doc, nextId(peer)),
  "move the meeting": (peer, at) => moveMeeting(peer.doc, nextId(peer), `2026-12-${10 + at}T10:00`, true),
  thank: (peer, at) => setThanks(peer.doc, nextId(peer), peer.editor.member, `For ${at}`),
  end: (peer) => void closeMeeting(peer.doc, peer.editor, nextId(peer), "held", NOW),
  cancel: (peer) => void closeMeeting(peer.doc, peer.editor, nextId(peer), "cancelled", NOW),
  "take the last step back": (peer) => void peer.undo.undo(),
  "bring back stragglers": (peer) => void returnStragglers(peer.doc),
} satisfies Record<string, (peer: Device, at: number) => void>;

type Device = Peer & { undo: ReturnType<typeof ownUndo> };
type Doing = { who: 0 | 1; what: keyof typeof DOINGS; at: number };

const doing = (what: readonly (keyof typeof DOINGS)[]): fc.Arbitrary<Doing> =>
  fc.record({ who: fc.constantFrom(0 as const, 1 as const), what: fc.constantFrom(...what), at: fc.nat(8) });
const ALL = Object.keys(DOINGS) as (keyof typeof DOINGS)[];

describe("one of the two, or both, offline during a meeting:", () => {
  test("whatever they do, each topic ends in one place, is carried once a meeting at most, and both see one page", () => {
    fc.assert(
      fc.property(
        fc.array(doing(ALL), { maxLength: 25 }),
        fc.array(doing(ALL), { maxLength: 12 }),
        fc.constantFrom(...ORDERS),
        (apart, later, order) => {
          const devices = twoDevices(order);
          const ids = new Set(idsOn(devices[0]));
          const take = ({ who, what, at }: Doing) => {
            DOINGS[what](devices[who], at);
            for (const id of idsOn(devices[who])) ids.add(id);
          };
          for (const each of apart) take(each);
          meet(devices);
          for (const [index, each] of later.entries()) {
            take(each);
            if (index % 4 === 3) meet(devices);
          }
          meet(devices);
          expectWhole(devices, ids);
        },
      ),
      { seed: 51, numRuns: 150 },
    );
  });

  test("both go through the agenda and end it at once: what neither reached is carried once, and one meeting follows", () => {
    const within = ["discussed", "to Hopper", "sort", "add", "first", "thank", "draw", "start"] as const;
    fc.assert(
      fc.property(fc.array(doing(within), { maxLength: 16 }), fc.constantFrom(...ORDERS), (apart, order) => {
        const devices = twoDevices(order);
        for (const { who, what, at } of apart) DOINGS[what](devices[who], at);
        for (const device of devices) closeMeeting(device.doc, device.editor, MEETING, "held", NOW);
        meet(devices);
        const page = readPage(devices[0].doc);
        expect(page.meetings.map(({ id, state }) => `${id} ${state}`)).toEqual(["a1 held", "a1.2 planned"]);
        for (const topic of page.topics) {
          // Whoever of the two says that it was talked about is right; what was sent back by hand was not carried.
          if (topic.state === "open") expect(topic.place).toBe("hopper");
          expect(topic.carriedFrom.filter((id) => id === MEETING).length).toBeLessThanOrEqual(1);
        }
        expectWhole(devices, new Set(idsOn(devices[0])));
      }),
      { seed: 52, numRuns: 100 },
    );
  });
});

describe.each(ORDERS)("%s", (order) => {
  test("both send a topic to the Hopper at once, and it is there once and not carried", () => {
    const devices = twoDevices(order);
    const [ana, ben] = devices;
    for (const each of devices) moveTopic(each.doc, idOf(each, "Growth"), { place: "hopper" });
    meet(devices);
    expect(titles(ana)).toEqual(["Growth"]);
    expect(titles(ben, MEETING)).toEqual(["Budget", "Launch"]);
    expect(readPage(ana.doc).topics.flatMap(({ carriedFrom }) => carriedFrom)).toEqual([]);
  });

  test("one was offline during the whole meeting and took it to its end alone: nothing is lost or doubled", () => {
    const devices = twoDevices(order);
    const [ana, ben] = devices;
    startMeeting(ana.doc, ana.editor, MEETING);
    setTopicState(ana.doc, ana.editor, idOf(ana, "Budget"), "discussed");
    closeMeeting(ana.doc, ana.editor, MEETING, "held", NOW);
    startMeeting(ben.doc, { ...ben.editor, now: "2026-11-25T10:00:00Z" }, MEETING);
    setTopicState(ben.doc, ben.editor, idOf(ben, "Growth"), "discussed");
    addTopic(ben.doc, ben.editor, { title: "Came up", place: MEETING });
    closeMeeting(ben.doc, ben.editor, MEETING, "held", NOW);
    meet(devices);
    // Each carried what the other talked about: it lies in the Hopper, and says that it was talked about.
    const carried = (title: string) => readPage(ana.doc).topics.find((each) => each.title === title)?.carriedFrom;
    expect(carried("Launch")).toEqual([MEETING]);
    expect(carried("Came up")).toEqual([MEETING]);
    expect(readPage(ana.doc).meetings.filter(({ state }) => state === "planned")).toHaveLength(1);
    expectWhole(devices, new Set(idsOn(ana)));
  });

  test("an end that was taken back and made again carries once", () => {
    const devices = twoDevices(order);
    const [ana] = devices;
    for (let times = 0; times < 3; times += 1) {
      closeMeeting(ana.doc, ana.editor, MEETING, "held", NOW);
      meet(devices);
      if (times < 2) ana.undo.undo();
      meet(devices);
    }
    const page = readPage(ana.doc);
    expect(page.topics.map(({ carriedFrom }) => carriedFrom)).toEqual([[MEETING], [MEETING], [MEETING]]);
    expect(page.meetings.map(({ id }) => id)).toEqual([MEETING, "a1.2"]);
  });

  test("both set the next date before the end: one meeting follows, at one of the two dates", () => {
    const devices = twoDevices(order);
    const [ana, ben] = devices;
    planMeeting(ana.doc, { id: successorId(MEETING), start: "2026-12-03T15:00" });
    planMeeting(ben.doc, { id: successorId(MEETING), start: "2026-12-04T09:00" });
    closeMeeting(ana.doc, ana.editor, MEETING, "held", NOW);
    meet(devices);
    const planned = readPage(ben.doc).meetings.filter(({ state }) => state === "planned");
    expect(planned.map(({ id }) => id)).toEqual([successorId(MEETING)]);
    expect(["2026-12-03T15:00", "2026-12-04T09:00"]).toContain(planned[0]?.start);
  });
});

function twoDevices(order: (typeof ORDERS)[number]): [Device, Device] {
  const [ana, ben] = twoPeers(["Budget", "Growth", "Launch"], order);
  for (const title of ["Budget", "Growth", "Launch"]) moveTopic(ana.doc, idOf(ana, title), { place: MEETING });
  sync(ana, ben);
  return [
    { ...ana, undo: ownUndo(ana.doc, [], 0) },
    { ...ben, undo: ownUndo(ben.doc, [], 0) },
  ];
}

/** The two are connected, and each device does what it does whenever its page is open. */
function meet([ana, ben]: readonly [Device, Device]): void {
  sync(ana, ben);
  returnStragglers(ana.doc);
  returnStragglers(ben.doc);
  sync(ana, ben);
}

function expectWhole([ana, ben]: readonly [Device, Device], ids: ReadonlySet<string>): void {
  const page = readPage(ana.doc);
  expect(readPage(ben.doc)).toEqual(page);
  expect(checkPage(reopened(ana))).toEqual({ type: "sound" });
  expect(new Set(page.topics.map(({ id }) => id))).toEqual(ids);
  const places = ["hopper", ...page.meetings.map(({ id }) => id)];
  const shown = places.flatMap((place) => topicsIn(page, place).map(({ id }) => id));
  expect(shown.toSorted()).toEqual(
    page.topics
      .filter(({ state }) => state !== "binned" && state !== "let_go")
      .map(({ id }) => id)
      .toSorted(),
  );
  const meetings = new Set(page.meetings.map(({ id }) => id));
  for (const { carriedFrom, place, state } of page.topics) {
    expect(new Set(carriedFrom).size).toBe(carriedFrom.length);
    for (const id of carriedFrom) expect(meetings.has(id)).toBe(true);
    // Nothing open is left behind on a meeting that is over.
    const at = page.meetings.find(({ id }) => id === place);
    if (state === "open") expect(at?.state ?? "planned").toBe("planned");
  }
  expect(new Set(page.meetings.map(({ id }) => id)).size).toBe(page.meetings.length);
  expect(nextMeeting(page)).not.toBeNull();
}

function idsOn({ doc }: Peer): string[] {
  return readPage(doc).topics.map(({ id }) => id);
}

function nextId({ doc }: Peer): string {
  return nextMeeting(readPage(doc))?.id ?? MEETING;
}

function onAgenda(peer: Peer, at: number, change: (id: string) => void): void {
  const topics = topicsIn(readPage(peer.doc), nextId(peer));
  const topic = topics[at % Math.max(1, topics.length)];
  if (topic) change(topic.id);
}

function onAny(peer: Peer, at: number, change: (id: string) => void): void {
  const topics = readPage(peer.doc).topics.filter(({ state }) => state !== "binned");
  const topic = topics[at % Math.max(1, topics.length)];
  if (topic) change(topic.id);
}
