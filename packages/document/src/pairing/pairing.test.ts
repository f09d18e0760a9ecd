import { arrangePairing } from "@candor/core/pairing/arrange-pairing.ts";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import * as Y from "yjs";
import { checkPage } from "../page/check-page.ts";
import { cutBinned } from "../page/cut-binned.ts";
import { mendPage } from "../page/mend-page.ts";
import { restorePage } from "../page/restore.ts";
import { anySteps, take } from "../testing/any-edits.ts";
import { type Peer, reopened, sync, twoPeers } from "../testing/two-peers.ts";
import { ownUndo } from "../undo.ts";
import { sealYears } from "../volume/seal-years.ts";
import { sessionRecords } from "./arrange-record.ts";
import {
  binPairing,
  changeFriction,
  changeSession,
  finishPairing,
  putPairingBack,
  setPairingText,
  setTracker,
  stepFriction,
} from "./edit-pairing.ts";
import { readPairingThings, readSessions, readTracker } from "./read-pairing.ts";
import { PAIRING_WORDS } from "./words-of-pairing.ts";
import { addEntry, addFriction, startPairing } from "./write-pairing.ts";

const ORDERS = ["ana_first", "ben_first"] as const;
const TODAY = "2026-11-20";
const KINDS = ["startPairing", "addEntry", "addFriction", "changePaired", "typePaired", "stepFriction"] as const;

const shown = (of: Peer | Y.Doc) => arrangePairing(readPairingThings(of instanceof Y.Doc ? of : of.doc));

/** The two on the invoices, a line from Ana and a friction from Ben. */
function paired(order: (typeof ORDERS)[number] = "ana_first") {
  const [ana, ben] = twoPeers([], order);
  const session = startPairing(ana.doc, ana.editor, { kind: "code", text: "Invoices", link: null });
  const entry = addEntry(ana.doc, ana.editor, { session, text: "The tests are red", feeling: "puzzled" });
  sync(ana, ben);
  const friction = addFriction(ben.doc, ben.editor, { session, text: "The build takes 14 minutes", kind: "tooling" });
  sync(ana, ben);
  return { ana, ben, session, entry, friction };
}

describe.each(ORDERS)("while both write down what they find (%s)", (order) => {
  test("both lines stay, each under who wrote it, and both see one order", () => {
    const { ana, ben, session } = paired(order);
    addEntry(ana.doc, ana.editor, { session, text: "From Ana" });
    addEntry(ben.doc, ben.editor, { session, text: "From Ben" });
    sync(ana, ben);
    const lines = shown(ana).entries.map(({ text, author }) => [text, author]);
    expect(lines.toSorted()).toEqual([
      ["From Ana", "a"],
      ["From Ben", "b"],
      ["The tests are red", "a"],
    ]);
    expect(shown(ben)).toEqual(shown(ana));
  });

  test("words that both type into one friction both stay", () => {
    const { ana, ben, friction } = paired(order);
    setPairingText(ana.doc, friction, "The build takes 14 minutes on my machine");
    setPairingText(ben.doc, friction, "Every day the build takes 14 minutes".replace("the", "The"));
    sync(ana, ben);
    const [{ text = "" } = {}] = shown(ana).frictions;
    expect(text).toContain("Every day");
    expect(text).toContain("on my machine");
  });

  test("what one throws away is gone for both, and undo brings it back with what the other wrote into it", () => {
    const { ana, ben, entry } = paired(order);
    const undo = ownUndo(ana.doc);
    binPairing(ana.doc, ana.editor, entry);
    setPairingText(ben.doc, entry, "The tests are red since Monday");
    sync(ana, ben);
    expect([shown(ana).entries, shown(ben).entries]).toEqual([[], []]);
    undo.undo();
    sync(ana, ben);
    expect(shown(ben).entries.map(({ text }) => text)).toEqual(["The tests are red since Monday"]);
  });

  test("both finishing it is one end, and a friction that both say came back did so once", () => {
    const { ana, ben, session, friction } = paired(order);
    for (const { doc, editor } of [ana, ben]) finishPairing(doc, editor, session);
    stepFriction(ana.doc, ana.editor, friction, "fixed", TODAY);
    sync(ana, ben);
    expect(shown(ben).frictions).toMatchObject([{ state: "fixed", checkOn: "2026-12-18", cameBack: [] }]);
    for (const { doc, editor } of [ana, ben]) stepFriction(doc, editor, friction, "came_back", "2026-12-18");
    sync(ana, ben);
    expect(shown(ana).frictions).toMatchObject([{ state: "open", cameBack: [ana.editor.now] }]);
    expect(shown(ana).sessions).toMatchObject([{ finishedAt: ana.editor.now }]);
    expect(shown(ben)).toEqual(shown(ana));
  });

  test("it came back, though the other says at the same time that it stayed fixed", () => {
    const { ana, ben, friction } = paired(order);
    stepFriction(ana.doc, ana.editor, friction, "fixed", TODAY);
    sync(ana, ben);
    stepFriction(ana.doc, ana.editor, friction, "stayed", "2026-12-18");
    stepFriction(ben.doc, ben.editor, friction, "came_back", "2026-12-18");
    sync(ana, ben);
    for (const peer of [ana, ben]) expect(shown(peer).frictions).toMatchObject([{ state: "open" }]);
    // Fixed anew, it is fixed.
    ana.editor.now = "2026-12-20T09:00:00Z";
    stepFriction(ana.doc, ana.editor, friction, "fixed", "2026-12-20");
    expect(shown(ana).frictions).toMatchObject([{ state: "fixed", checkOn: "2027-01-17" }]);
  });

  test("two who name an owner at once end with one of the two, whole", () => {
    const { ana, ben, friction } = paired(order);
    changeFriction(ana.doc, friction, { owner: { type: "other", name: "Platform team" } });
    changeFriction(ben.doc, friction, { owner: { type: "seat", seat: "b" } });
    sync(ana, ben);
    expect([
      { type: "other", name: "Platform team" },
      { type: "seat", seat: "b" },
    ]).toContainEqual(shown(ana).frictions[0]?.owner);
    expect(shown(ben)).toEqual(shown(ana));
  });
});

describe.each(ORDERS)("when both begin at once (%s)", (order) => {
  function begunAtOnce(later = "2026-11-20T09:02:00Z") {
    const [ana, ben] = twoPeers([], order);
    const hers = startPairing(ana.doc, ana.editor, { kind: "code", text: "Invoices", link: null });
    ben.editor.now = later;
    const his = startPairing(ben.doc, ben.editor, {
      kind: "review",
      text: "The import",
      link: "https://example.org/1",
    });
    return { ana, ben, hers, his };
  }

  test("it is one session for both, and nothing that either wrote is lost", () => {
    const { ana, ben, hers, his } = begunAtOnce();
    addEntry(ana.doc, ana.editor, { session: hers, text: "From Ana" });
    addFriction(ben.doc, ben.editor, { session: his, text: "From Ben", kind: "access" });
    sync(ana, ben);
    addEntry(ben.doc, ben.editor, { session: his, text: "Later" }); // by who had not seen it yet
    sync(ana, ben);
    for (const peer of [ana, ben])
      expect(shown(peer)).toMatchObject({
        sessions: [{ id: hers, kind: "code", text: "Invoices / The import", link: "https://example.org/1" }],
        entries: [
          { text: "From Ana", session: hers },
          { text: "Later", session: hers },
        ],
        frictions: [{ text: "From Ben", session: hers }],
      });
    setPairingText(ben.doc, his, "Invoices");
    changeSession(ana.doc, hers, { link: null });
    sync(ana, ben);
    for (const peer of [ana, ben]) expect(shown(peer).sessions).toMatchObject([{ text: "Invoices", link: null }]);
  });

  test("either finishes it, throws it away and puts it back, by whichever of the two it was theirs", () => {
    const { ana, ben, hers, his } = begunAtOnce();
    sync(ana, ben);
    finishPairing(ben.doc, ben.editor, his);
    sync(ana, ben);
    expect(shown(ana).sessions).toMatchObject([{ id: hers, finishedAt: ben.editor.now }]);
    const undo = ownUndo(ana.doc);
    binPairing(ana.doc, ana.editor, hers);
    sync(ana, ben);
    expect(shown(ben).sessions).toEqual([]);
    putPairingBack(ben.doc, his);
    sync(ana, ben);
    expect(shown(ana).sessions).toMatchObject([{ id: hers }]);
    undo.undo();
    expect(shown(ana).sessions).toMatchObject([{ id: hers }]);
  });

  test("while one of the two still writes in theirs, it goes on", () => {
    const { ana, ben, hers } = begunAtOnce();
    finishPairing(ana.doc, ana.editor, hers);
    sync(ana, ben);
    expect(shown(ana).sessions).toMatchObject([{ id: hers, finishedAt: null }]);
  });

  test("but not where the one knew of the other's, nor where an hour lies between", () => {
    const { ana, ben, hers } = begunAtOnce("2026-11-20T10:02:00Z");
    sync(ana, ben);
    expect(shown(ana).sessions).toHaveLength(2);
    ben.editor.now = "2026-11-20T09:01:00Z";
    startPairing(ben.doc, ben.editor, { kind: "code", text: "Another", link: null });
    sync(ana, ben);
    expect(shown(ben).sessions).toHaveLength(3);
    expect(shown(ana)).toEqual(shown(ben));
    expect(shown(ana).sessions.find(({ id }) => id === hers)?.members).toHaveLength(1);
  });
});

test("whatever the two begin, finish and throw away at once, both see the same sessions, and each line in one of them", () => {
  const step = fc.record({
    who: fc.constantFrom("ana", "ben"),
    what: fc.constantFrom("start", "start", "line", "finish", "bin", "back", "sync"),
    minutes: fc.integer({ min: 0, max: 20 }),
    at: fc.nat(6),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), fc.constantFrom(...ORDERS), (steps, order) => {
      const [ana, ben] = twoPeers([], order);
      let now = Temporal.Instant.from("2026-11-20T09:00:00Z");
      for (const { who, what, minutes, at } of steps) {
        const { doc, editor } = who === "ana" ? ana : ben;
        now = now.add({ minutes });
        editor.now = now.toString();
        const all = readSessions(doc);
        const session = all[at % Math.max(1, all.length)]?.id;
        if (what === "sync") sync(ana, ben);
        else if (what === "start") startPairing(doc, editor, { kind: "code", text: `${who} ${at}`, link: null });
        else if (session === undefined) continue;
        else if (what === "line") addEntry(doc, editor, { session, text: "A line" });
        else if (what === "finish") finishPairing(doc, editor, session);
        else if (what === "bin") binPairing(doc, editor, session);
        else putPairingBack(doc, session);
      }
      sync(ana, ben);
      const [hers, his] = [shown(ana), shown(ben)];
      expect(hers).toEqual(his);
      const members = hers.sessions.flatMap((session) => session.members.map(({ id }) => id));
      const inUse = readSessions(ana.doc).filter(({ binnedAt }) => binnedAt === null);
      expect(members.toSorted()).toEqual(inUse.map(({ id }) => id).toSorted());
      const lines = readPairingThings(ana.doc).filter(
        (thing) => thing.what === "entry" && members.includes(thing.session),
      );
      expect(hers.entries.map(({ id }) => id).toSorted()).toEqual(lines.map(({ id }) => id).toSorted());
      const shownIds = hers.sessions.map(({ id }) => id);
      for (const { session } of hers.entries) expect(shownIds).toContain(session);
      for (const { members: those } of hers.sessions) {
        // One person who began twice knew of the first.
        expect(new Set(those.map(({ author }) => author)).size).toBe(those.length);
      }
    }),
    { seed: 808, numRuns: 300 },
  );
});

test("a session in the bin hides what stands in it, and thirty days later both are cut out", () => {
  const { ana, ben, session, entry, friction } = paired();
  binPairing(ana.doc, ana.editor, session);
  expect(shown(ana)).toEqual({ sessions: [], entries: [], frictions: [] });
  const copy = reopened(ana);
  const removal = cutBinned(copy, [session, entry, friction]);
  for (const { doc } of [ana, ben]) Y.applyUpdate(doc, removal as Uint8Array);
  expect([readPairingThings(ana.doc), readPairingThings(ben.doc)]).toEqual([[], []]);
});

test("what lies in the bin the other can put back", () => {
  const { ana, ben, session } = paired();
  binPairing(ana.doc, ana.editor, session);
  sync(ana, ben);
  putPairingBack(ben.doc, session);
  sync(ana, ben);
  expect(shown(ana)).toMatchObject({ sessions: [{ id: session }], entries: [{}], frictions: [{}] });
});

test("what still shows is never cut out, whoever asks for it", () => {
  const { ana, session, entry, friction } = paired();
  expect(cutBinned(reopened(ana), [session, entry, friction])).toBeNull();
});

test("going back to an older version brings a friction's words and state back, and bins what was added since", () => {
  const { ana, session, friction } = paired();
  const old = reopened(ana);
  setPairingText(ana.doc, friction, "Nothing");
  stepFriction(ana.doc, ana.editor, friction, "fixed", TODAY);
  addEntry(ana.doc, ana.editor, { session, text: "Later" });
  const undo = ownUndo(ana.doc);
  expect(restorePage(ana.doc, ana.editor, old)).toMatchObject({ changed: 1, binned: 1 });
  expect(shown(ana)).toEqual(shown(old));
  undo.undo();
  expect(shown(ana).entries.map(({ text }) => text)).toContain("Later");
});

test("where issues go is the pair's, and the other sees it", () => {
  const { ana, ben } = paired();
  setTracker(ana.doc, "https://github.com/acme/app");
  sync(ana, ben);
  expect(readTracker(ben.doc)).toBe("https://github.com/acme/app");
});

test("pairing stays on the page when years are sealed, and is in no volume", () => {
  const { ana } = paired();
  const doc = reopened(ana);
  const before = readPairingThings(doc);
  const sealing = sealYears(doc, Temporal.Instant.from("2029-01-01T00:00:00Z"));
  expect(readPairingThings(doc)).toEqual(before);
  for (const { part } of sealing?.parts ?? []) {
    const volume = new Y.Doc();
    Y.applyUpdate(volume, part);
    expect(readPairingThings(volume)).toEqual([]);
  }
});

test("whatever both do at once, both read the same, nothing is lost, and the page is sound", () => {
  fc.assert(
    fc.property(anySteps(20, KINDS), anySteps(12, KINDS), fc.constantFrom(...ORDERS), (before, meanwhile, order) => {
      const [ana, ben] = twoPeers([], order);
      for (const step of before) take(step, ana);
      sync(ana, ben);
      for (const step of meanwhile) take(step, step.who === "ana" ? ana : ben);
      const ids = new Set([ana, ben].flatMap(({ doc }) => readPairingThings(doc).map(({ id }) => id)));
      sync(ana, ben);
      expect(readPairingThings(ben.doc)).toEqual(readPairingThings(ana.doc));
      expect(new Set(readPairingThings(ana.doc).map(({ id }) => id))).toEqual(ids);
      expect(checkPage(reopened(ana))).toEqual({ type: "sound" });
      expect(mendPage(reopened(ana))).toBeNull();
    }),
    { seed: 88, numRuns: 80 },
  );
});

test("in a file each line has its time, by the clock of whoever reads it, and how bad a friction is in the pair's words", () => {
  const { ana, ben, session, friction } = paired();
  changeFriction(ben.doc, friction, { severity: "an hour a day", owner: { type: "other", name: "Platform" } });
  ben.editor.now = "2026-11-20T23:30:00Z";
  addEntry(ben.doc, ben.editor, { session, text: "Past midnight", feeling: "tired" });
  finishPairing(ben.doc, ben.editor, session);
  sync(ana, ben);
  const telling = { names: { a: "Ana", b: "Ben" }, words: PAIRING_WORDS, timeZone: "Europe/Berlin" };
  const slow = "Friction: The build takes 14 minutes (Tooling, how bad: “an hour a day”, open, owner: Platform)";
  expect(sessionRecords(shown(ana), telling)).toEqual([
    {
      heading: "Code together: Invoices",
      when: "2026-11-20, 10:00 to 2026-11-21 00:30 (Europe/Berlin)",
      links: [],
      lines: [
        "10:00 Ana: The tests are red (puzzled)",
        `10:00 Ben: ${slow}`,
        "2026-11-21 00:30 Ben: Past midnight (tired)",
      ],
    },
  ]);
});

test("nonsense that a peer wrote reads as its default, and what could harm is taken out", () => {
  const { ana, session, friction } = paired();
  const map = ana.doc.getMap<Y.Map<unknown>>("pairing").get(friction) as Y.Map<unknown>;
  for (const [key, value] of Object.entries({ kind: "x", state: 7, owner: "@ ", checkOn: "2026-02-31", at: 4 }))
    map.set(key, value);
  map.set("issue", "javascript:alert(1)");
  map.set("text", new Y.Map());
  ana.doc.getMap("pairing").set("../x", new Y.Map());
  expect(checkPage(ana.doc).type).toBe("violation");
  mendPage(ana.doc);
  expect(checkPage(ana.doc)).toEqual({ type: "sound" });
  expect(readPairingThings(ana.doc).find(({ id }) => id === friction)).toMatchObject({
    ...{ text: "", kind: "tooling", state: "open", owner: null, checkOn: null, at: "", issue: null, session },
  });
});
