import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { changeSettings } from "../page/begin-page.ts";
import { FIRST_START, type Peer, sync, TEST_NOW, twoPeers } from "../testing/two-peers.ts";
import { ownUndo } from "../undo.ts";
import { closeMeeting } from "./close-meeting.ts";
import { dropGone, moveOccurrence, readLater } from "./move-occurrence.ts";
import { moveSeries } from "./move-series.ts";
import { moveMeeting, planMeeting } from "./plan-meeting.ts";
import { planMissing } from "./plan-missing.ts";
import { readMeeting, readMeetings, startInSeries } from "./read-meeting.ts";
import { readMoved } from "./read-moved.ts";

const NOW = Temporal.Instant.from(TEST_NOW);
const [SECOND, THIRD, FOURTH] = ["2026-12-01T10:00", "2026-12-08T10:00", "2026-12-15T10:00"] as const;

const move = ({ doc }: Peer, slot: string, to: string | null) => moveOccurrence(doc, { slot, to }, NOW);
const next = ({ doc }: Peer) => {
  const meeting = readMeetings(doc).find(({ state }) => state === "planned");
  if (!meeting) throw new Error("none is planned");
  return { ...meeting, slot: startInSeries(doc, meeting) };
};
const close = (peer: Peer, outcome: "held" | "cancelled" = "cancelled") =>
  closeMeeting(peer.doc, peer.editor, next(peer).id, outcome, NOW);

test("a later meeting that was moved is there once it is the next, and the series goes on from where it was", () => {
  const [ana] = twoPeers();
  expect(move(ana, SECOND, "2026-12-02T15:00")).toEqual({ type: "moved" });
  expect(readLater(ana.doc, 2)).toEqual([
    { slot: SECOND, start: "2026-12-02T15:00", isMoved: true },
    { slot: THIRD, start: THIRD, isMoved: false },
  ]);
  close(ana);
  expect(next(ana)).toMatchObject({ start: "2026-12-02T15:00", slot: SECOND, movedFrom: [SECOND] });
  close(ana);
  expect(next(ana)).toMatchObject({ start: THIRD, slot: THIRD, movedFrom: [] });
  expect(readMeetings(ana.doc)[1]).toMatchObject({ start: "2026-12-02T15:00", movedFrom: [SECOND] });
});

test("one that is left out is passed over, and comes back where it is put back before", () => {
  const [ana] = twoPeers();
  move(ana, SECOND, null);
  move(ana, THIRD, null);
  move(ana, THIRD, THIRD);
  close(ana);
  expect(next(ana).start).toBe(THIRD);
});

test("a meeting moved again after it was planned is where it was moved last", () => {
  const [ana] = twoPeers();
  move(ana, SECOND, "2026-12-02T15:00");
  close(ana);
  moveMeeting(ana.doc, next(ana).id, "2026-12-03T09:00", true);
  expect(next(ana)).toMatchObject({ start: "2026-12-03T09:00", slot: SECOND });
  expect(next(ana).movedFrom).toEqual([SECOND, "2026-12-02T15:00"]);
  moveMeeting(ana.doc, next(ana).id, SECOND, true);
  expect(next(ana)).toMatchObject({ start: SECOND, slot: SECOND });
});

test("whoever plans a meeting by hand at a time that was left out has it there", () => {
  const [ana] = twoPeers();
  move(ana, SECOND, null);
  planMeeting(ana.doc, { id: "extra", start: SECOND });
  expect(readMeeting(ana.doc, "extra")?.start).toBe(SECOND);
});

test("what is moved past its neighbours, into the past, or is none of the series is refused, and nothing is written", () => {
  const [ana] = twoPeers();
  expect(move(ana, SECOND, "2026-12-09T10:00")).toMatchObject({ type: "refused", why: "not_before_after", by: THIRD });
  expect(move(ana, SECOND, "2026-11-24T15:00")).toMatchObject({ type: "refused", why: "not_after_before" });
  expect(move(ana, "2026-12-02T10:00", null)).toMatchObject({ type: "refused", why: "not_in_series" });
  expect(readMoved(ana.doc)).toEqual([]);
});

test("moves of times that the series no longer has are dropped and told, and undo brings them back", () => {
  const [ana] = twoPeers();
  const undo = ownUndo(ana.doc, [], 0);
  move(ana, SECOND, "2026-12-02T15:00");
  move(ana, THIRD, null);
  changeSettings(ana.doc, { everyWeeks: 2 });
  expect(dropGone(ana.doc, FIRST_START)).toEqual([{ slot: SECOND, start: "2026-12-02T15:00" }]);
  expect(readMoved(ana.doc)).toEqual([{ slot: THIRD, start: null }]);
  moveSeries(ana.doc, next(ana).id, "2026-11-25T10:00", false);
  expect(readLater(ana.doc, 1)).toEqual([{ slot: "2026-12-09T10:00", start: "2026-12-09T10:00", isMoved: false }]);
  expect(dropGone(ana.doc, FIRST_START)).toEqual([{ slot: THIRD, start: null }]);
  expect(dropGone(ana.doc, FIRST_START)).toEqual([]);
  undo.undo();
  expect(readMoved(ana.doc)).toEqual([{ slot: THIRD, start: null }]);
});

describe.each(["ana_first", "ben_first"] as const)("of two who are both offline (%s)", (order) => {
  const apart = (): [Peer, Peer] => twoPeers([], order);

  test("one who moves a later meeting moves it also where the other ends the one before meanwhile", () => {
    const [ana, ben] = apart();
    move(ben, SECOND, "2026-12-02T15:00");
    close(ana);
    sync(ana, ben);
    for (const each of [ana, ben]) expect(next(each)).toMatchObject({ start: "2026-12-02T15:00", slot: SECOND });
  });

  test("one who leaves out what the other's ending has just planned leaves it without a time, for both to see", () => {
    const [ana, ben] = apart();
    move(ben, SECOND, null);
    close(ana);
    sync(ana, ben);
    for (const each of [ana, ben]) expect(next(each)).toMatchObject({ start: null, slot: SECOND });
    close(ben);
    expect(next(ben).start).toBe(THIRD);
  });

  test("who move one both have it in one place, and other ones that each moved stay moved", () => {
    const [ana, ben] = apart();
    move(ana, SECOND, "2026-12-02T15:00");
    move(ana, THIRD, "2026-12-09T15:00");
    move(ben, SECOND, "2026-12-03T09:00");
    move(ben, FOURTH, null);
    sync(ana, ben);
    expect(readMoved(ana.doc)).toEqual(readMoved(ben.doc));
    expect(readMoved(ana.doc).map(({ slot }) => slot)).toEqual([SECOND, THIRD, FOURTH]);
    expect(["2026-12-02T15:00", "2026-12-03T09:00"]).toContain(readMoved(ana.doc)[0]?.start);
  });

  test("one who changes the series leaves nothing standing of what the other moved in the old one", () => {
    const [ana, ben] = apart();
    moveSeries(ana.doc, next(ana).id, "2026-11-25T09:00", true);
    move(ben, SECOND, "2026-12-02T15:00");
    sync(ana, ben);
    for (const each of [ana, ben]) expect(readLater(each.doc, 4).every(({ isMoved }) => !isMoved)).toBe(true);
    expect(dropGone(ben.doc, FIRST_START)).toEqual([{ slot: SECOND, start: "2026-12-02T15:00" }]);
    sync(ana, ben);
    expect(dropGone(ana.doc, FIRST_START)).toEqual([]);
  });
});

const SLOTS = [SECOND, THIRD, FOURTH, "2026-12-22T10:00"] as const;
const step = fc.record({
  who: fc.nat(1),
  what: fc.constantFrom("move", "leave_out", "put_back", "close", "missing", "weeks", "series", "meeting", "drop"),
  at: fc.nat(SLOTS.length - 1),
  days: fc.integer({ min: -5, max: 5 }),
});

test("whatever two people do to a series and its times, together and apart, they come to have one and the same", () => {
  fc.assert(
    fc.property(fc.array(fc.array(step, { maxLength: 5 }), { maxLength: 4 }), fc.boolean(), (rounds, order) => {
      const peers = twoPeers([], order ? "ana_first" : "ben_first");
      for (const round of rounds) {
        for (const { who, what, at, days } of round) {
          const peer = peers[who] as Peer;
          const slot = SLOTS[at] as string;
          const shifted = Temporal.PlainDateTime.from(slot).add({ days }).toString({ smallestUnit: "minute" });
          if (what === "move") move(peer, slot, shifted);
          else if (what === "leave_out") move(peer, slot, null);
          else if (what === "put_back") move(peer, slot, slot);
          else if (what === "close") close(peer, at % 2 ? "held" : "cancelled");
          else if (what === "weeks") changeSettings(peer.doc, { everyWeeks: 1 + at });
          else if (what === "series") moveSeries(peer.doc, next(peer).id, shifted, true);
          else if (what === "meeting") moveMeeting(peer.doc, next(peer).id, shifted, true);
          else if (what === "drop") dropGone(peer.doc, FIRST_START);
          else planMissing(peer.doc, NOW);
        }
        sync(peers[0], peers[1]);
        for (const peer of peers) planMissing(peer.doc, NOW);
        sync(peers[0], peers[1]);
        const [one, other] = peers.map(({ doc }) => [readMeetings(doc), readMoved(doc), readLater(doc, 6)]);
        expect(one).toEqual(other);
        // A time of the series is that of one planned meeting, or of a later one, and never of two.
        const planned = readMeetings(peers[0].doc).filter(({ state }) => state === "planned");
        expect(planned.length).toBeGreaterThan(0);
        const slots = [
          ...planned.map((each) => startInSeries(peers[0].doc, each)),
          ...readLater(peers[0].doc, 6).map(({ slot }) => slot),
        ];
        expect(new Set(slots).size).toBe(slots.length);
      }
    }),
    { numRuns: 300, seed: 20261126 },
  );
});

test("the first time on a page is the first, and later ones follow it", () => {
  const [ana] = twoPeers();
  expect(next(ana).start).toBe(FIRST_START);
  expect(readLater(ana.doc, 1)[0]?.slot).toBe(SECOND);
});
