import fc from "fast-check";
import { describe, expect, test } from "vitest";
import * as Y from "yjs";
import { addAction } from "../action/add-action.ts";
import { setActionState } from "../action/edit-action.ts";
import { ArrivedUpdate } from "../edit.ts";
import { closeMeeting } from "../meeting/close-meeting.ts";
import { changeMeeting, moveMeeting } from "../meeting/plan-meeting.ts";
import { writeNotes } from "../notes/write-notes.ts";
import { checkPage } from "../page/check-page.ts";
import { NO_CONTENTS, type PageContents, readContents } from "../page/read-contents.ts";
import { readPage } from "../page/read-page.ts";
import { anySteps, take } from "../testing/any-edits.ts";
import { idOf, type Peer, reopened, sync, titles, twoPeers } from "../testing/two-peers.ts";
import { addTopic } from "../topic/add-topic.ts";
import { setTopicState, setTopicTitle, topicNotes } from "../topic/edit-topic.ts";
import { moveTopic } from "../topic/move-topic.ts";
import { sealYears } from "./seal-years.ts";
import { decodeVolume, type VolumePart } from "./volume-file.ts";
import { absorbLateEdits, addToVolume, readVolume } from "./year-volume.ts";

const THEN = Temporal.Instant.from("2026-11-24T11:00:00Z");
const LATER = Temporal.Instant.from("2028-06-01T00:00:00Z");

/** What a server does: keeps the log and the volumes, seals on a copy, and sends the removal on like any edit. */
function server(peers: readonly Peer[]) {
  const log: Uint8Array[] = [];
  const doc = new Y.Doc();
  const volumes = new Map<number, Uint8Array>();
  let absorbed = 0;
  const push = (update: Uint8Array) => {
    log.push(update);
    Y.applyUpdate(doc, update);
  };
  const exchange = (peer: Peer) => {
    const news = Y.encodeStateAsUpdate(peer.doc, Y.encodeStateVector(doc));
    push(news);
    Y.applyUpdate(peer.doc, Y.encodeStateAsUpdate(doc), new ArrivedUpdate("server"));
  };
  const absorb = () => {
    for (const [year, volume] of volumes) {
      volumes.set(year, absorbLateEdits(volume, log.slice(absorbed)) ?? volume);
    }
    absorbed = log.length;
  };
  const seal = (now: Temporal.Instant) => {
    absorb();
    const copy = new Y.Doc();
    Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc));
    const sealing = sealYears(copy, now);
    for (const { year, part } of sealing?.parts ?? []) {
      volumes.set(year, addToVolume(volumes.get(year) ?? null, part));
    }
    if (sealing) push(sealing.removal);
    return sealing;
  };
  for (const peer of peers) exchange(peer);
  return {
    exchange,
    seal,
    absorb,
    volumes,
    page: () => readPage(doc),
    doc,
    sealed: (): PageContents =>
      [...volumes.values()].map(readVolume).reduce(
        (all, each) => ({
          meetings: [...all.meetings, ...each.meetings],
          topics: [...all.topics, ...each.topics],
          actions: [...all.actions, ...each.actions],
        }),
        NO_CONTENTS,
      ),
  };
}

/** A meeting that was held in November 2026, with a topic and an action, and something in the Hopper. */
function heldMeeting(): [Peer, Peer] {
  const [ana, ben] = twoPeers(["Budget", "Conference"]);
  const budget = idOf(ana, "Budget");
  moveTopic(ana.doc, budget, { place: "a1" });
  writeNotes(topicNotes(ana.doc, budget)!, [{ type: "paragraph", content: [{ type: "text", text: "less" }] }]);
  setTopicState(ana.doc, ana.editor, budget, "discussed");
  const done = addAction(ana.doc, ana.editor, { text: "Ask Lee", owner: "b", due: null, fromMeeting: "a1" });
  addAction(ana.doc, ana.editor, { text: "Still open", owner: "b", due: null, fromMeeting: "a1" });
  setActionState(ana.doc, ana.editor, done, "done");
  closeMeeting(ana.doc, ana.editor, "a1", "held", THEN);
  sync(ana, ben);
  return [ana, ben];
}

describe("sealing", () => {
  test("moves what was closed more than a year ago into its year, and nothing else", () => {
    const [ana, ben] = heldMeeting();
    const host = server([ana, ben]);
    expect(host.seal(LATER)?.parts.map(({ year }) => year)).toEqual([2026]);
    host.exchange(ana);
    expect(readPage(ana.doc).meetings.map((meeting) => meeting.id)).toEqual(["a1.2"]);
    expect(titles(ana)).toEqual(["Conference"]);
    expect(readPage(ana.doc).actions.map((action) => action.text)).toEqual(["Still open"]);
    const { meetings, topics, actions } = host.sealed();
    expect(meetings).toMatchObject([{ id: "a1", start: "2026-11-24T10:00", state: "held", minutes: 30 }]);
    expect(topics).toMatchObject([{ title: "Budget", place: "a1", state: "discussed" }]);
    expect(topics[0]?.notes).toEqual([{ type: "paragraph", content: [{ type: "text", text: "less" }] }]);
    expect(actions).toMatchObject([{ text: "Ask Lee", state: "done" }]);
    expect(checkPage(reopened(ana))).toEqual({ type: "sound" });
  });

  test("only deletes on the page, so that it can be sent by whoever has no clientID", () => {
    const [ana] = heldMeeting();
    const sealing = sealYears(reopened(ana), LATER);
    expect(Y.decodeUpdate(sealing!.removal).structs).toEqual([]);
  });

  test.each(["2026-12-01", "2027-11-20", "2028-01-20"])("waits on %s, since little or nothing is due", (day) => {
    const [ana] = heldMeeting();
    expect(sealYears(reopened(ana), Temporal.Instant.from(`${day}T00:00:00Z`))).toBeNull();
  });

  test("twice puts both into the volume of the year", () => {
    const [ana, ben] = heldMeeting();
    const host = server([ana, ben]);
    host.seal(LATER);
    host.exchange(ana);
    addTopic(ana.doc, ana.editor, { title: "Second", place: "a1.2" });
    moveMeeting(ana.doc, "a1.2", "2026-12-01T10:00", true);
    setTopicState(ana.doc, ana.editor, idOf(ana, "Second"), "discussed");
    closeMeeting(ana.doc, ana.editor, "a1.2", "held", THEN);
    host.exchange(ana);
    host.seal(LATER);
    expect([...host.volumes.keys()]).toEqual([2026]);
    expect(host.sealed().meetings.map((meeting) => meeting.id)).toEqual(["a1", "a1.2"]);
    expect(host.sealed().topics.map((topic) => topic.title)).toEqual(["Budget", "Second"]);
  });
});

describe("what Ben edits offline while it is being sealed", () => {
  function sealedMeanwhile(edit: (ben: Peer) => void, between: (ben: Peer) => void = () => {}) {
    const [ana, ben] = heldMeeting();
    const host = server([ana, ben]);
    edit(ben);
    host.seal(LATER);
    host.exchange(ana);
    host.exchange(ben);
    host.absorb();
    between(ben);
    host.exchange(ben);
    host.absorb();
    expect(readPage(ben.doc)).toEqual(host.page());
    return host;
  }

  test("lands in the volume: title, notes and state", () => {
    const host = sealedMeanwhile((ben) => {
      const id = idOf(ben, "Budget");
      setTopicTitle(ben.doc, id, "Budget for 2027");
      const text = (topicNotes(ben.doc, id)!.get(0) as Y.XmlElement).get(0) as Y.XmlText;
      text.insert(4, ", much less");
      setTopicState(ben.doc, ben.editor, id, "let_go");
    });
    expect(host.page().topics.map((topic) => topic.title)).toEqual(["Conference"]);
    expect(host.sealed().topics).toMatchObject([{ title: "Budget for 2027", state: "let_go" }]);
    expect(JSON.stringify(host.sealed().topics[0]?.notes)).toContain("less, much less");
  });

  test("lands in the volume though he wrote elsewhere before and after", () => {
    const host = sealedMeanwhile((ben) => {
      addTopic(ben.doc, ben.editor, { title: "Something new", place: "hopper" });
      setTopicTitle(ben.doc, idOf(ben, "Budget"), "Budget!");
      setTopicTitle(ben.doc, idOf(ben, "Conference"), "Conference!");
      setTopicTitle(ben.doc, idOf(ben, "Budget!"), "Budget!!");
    });
    expect(host.page().topics.map((topic) => topic.title)).toEqual(["Conference!", "Something new"]);
    expect(host.sealed().topics.map((topic) => topic.title)).toEqual(["Budget!!"]);
    expect(host.sealed().actions.map((action) => action.text)).toEqual(["Ask Lee"]);
  });

  test("lands in the volume where it is a field of the meeting that nobody had changed before", () => {
    const host = sealedMeanwhile((ben) => {
      changeMeeting(ben.doc, "a1", { minutes: 45 });
      moveMeeting(ben.doc, "a1", "2026-11-25T10:00", true);
    });
    expect(host.sealed().meetings).toMatchObject([{ id: "a1", start: "2026-11-25T10:00", minutes: 45 }]);
    expect(host.page().meetings.map((meeting) => meeting.id)).toEqual(["a1.2"]);
  });

  test.each(["hopper", "a1.2"])(
    "and moves to %s stays in the volume with its meeting, and so do its notes",
    (place) => {
      const host = sealedMeanwhile((ben) => moveTopic(ben.doc, idOf(ben, "Budget"), { place }));
      expect(host.sealed().topics).toMatchObject([{ title: "Budget", place: "a1", notes: [{ type: "paragraph" }] }]);
      expect(host.page().topics.map((topic) => topic.title)).toEqual(["Conference"]);
    },
  );

  test("a volume from before it was noted where a topic stood opens all the same", () => {
    const [ana] = heldMeeting();
    const doc = reopened(ana);
    const [part] = sealYears(doc, LATER)?.parts ?? [];
    const volume = addToVolume(null, part!.part);
    const [{ stood }] = decodeVolume(volume) as [VolumePart];
    expect([...stood.values()]).toEqual(["a1"]);
    const older = volume.slice(0, volume.length - encodedLength(stood));
    expect(readVolume(older).topics).toMatchObject([{ title: "Budget", place: "a1" }]);
  });

  test("is deleted in the volume where he deleted it", () => {
    const host = sealedMeanwhile((ben) => {
      topicNotes(ben.doc, idOf(ben, "Budget"))!.delete(0, 1);
    });
    expect(host.sealed().topics[0]?.notes).toEqual([]);
  });

  test("goes on from there in several pushes", () => {
    const [ana, ben] = heldMeeting();
    const host = server([ana, ben]);
    host.seal(LATER);
    const id = idOf(ben, "Budget");
    for (const title of ["Budget 1", "Budget 12", "Budget 123"]) {
      setTopicTitle(ben.doc, id, title);
      const pushed = Y.encodeStateAsUpdate(ben.doc, Y.encodeStateVector(host.doc));
      // He pushes but does not listen yet.
      host.exchange({ doc: docFrom(pushed, ben), editor: ben.editor });
      host.absorb();
    }
    expect(host.sealed().topics.map((topic) => topic.title)).toEqual(["Budget 123"]);
  });
});

test("whatever two people did, sealed or not, everything is on the page or in a volume, once", () => {
  fc.assert(
    fc.property(anySteps(25), anySteps(15), anySteps(10), (before, offline, after) => {
      const [ana, ben] = twoPeers(["Budget", "Hiring"]);
      const run = (steps: typeof before) => {
        for (const step of steps) take(step, step.who === "ana" ? ana : ben);
      };
      run(before);
      sync(ana, ben);
      const host = server([ana, ben]);
      const control = twoPeersCopy(ana, ben);

      for (const step of offline) {
        take(step, step.who === "ana" ? ana : ben);
      }
      host.seal(LATER);
      host.exchange(ben);
      host.exchange(ana);
      host.absorb();
      run(after);
      host.exchange(ana);
      host.exchange(ben);
      host.exchange(ana);
      host.absorb();

      expect(readContents(ana.doc)).toEqual(readContents(ben.doc));
      const page = readContents(ana.doc);
      const sealed = host.sealed();
      const ids = (part: PageContents) => [...part.meetings, ...part.topics, ...part.actions].map((each) => each.id);
      const all = [...ids(page), ...ids(sealed)];
      expect(new Set(all).size).toBe(all.length);
      for (const id of ids(readContents(control.doc))) expect(all).toContain(id);
      // Every title that Ben or Ana wrote while it was being sealed is as it would be without sealing.
      expect(checkPage(reopened(ana))).toEqual({ type: "sound" });
    }),
    { seed: 12, numRuns: 150 },
  );
});

test("what is written into sealed things offline reads there as it would have without sealing", () => {
  const kinds = ["typeTitle", "writeNotes", "markTopic", "changeTopic", "changeAction", "markAction", "changeMeeting"];
  fc.assert(
    fc.property(anySteps(20), anySteps(15, kinds), (before, offline) => {
      const make = (): [Peer, Peer] => {
        const [ana, ben] = heldMeeting();
        for (const step of before) take(step, step.who === "ana" ? ana : ben);
        sync(ana, ben);
        return [ana, ben];
      };
      const [ana, ben] = make();
      const [freeAna, freeBen] = make();
      const host = server([ana, ben]);
      for (const step of offline) {
        take(step, ben);
        take(step, freeBen);
      }
      host.seal(LATER);
      host.exchange(ana);
      host.exchange(ben);
      host.absorb();
      sync(freeAna, freeBen);
      const free = readContents(freeAna.doc);
      const sealed = host.sealed();
      for (const topic of sealed.topics) {
        const same = free.topics.find((each) => each.id === topic.id);
        expect({ ...topic, place: "" }).toEqual({ ...same, place: "" });
      }
      expect(sealed.actions).toEqual(free.actions.filter((each) => sealed.actions.some(({ id }) => id === each.id)));
      expect(byId(sealed.meetings)).toEqual(
        byId(free.meetings.filter((each) => sealed.meetings.some(({ id }) => id === each.id))),
      );
    }),
    { seed: 13, numRuns: 150 },
  );
});

function encodedLength(stood: ReadonlyMap<string, string>): number {
  return [...stood].flat().reduce((sum, id) => sum + id.length + 1, 1);
}

function byId<T extends { id: string }>(things: readonly T[]): T[] {
  return [...things].sort((left, right) => (left.id < right.id ? -1 : 1));
}

function twoPeersCopy(ana: Peer, _ben: Peer): Peer {
  return { doc: reopened(ana), editor: ana.editor };
}

function docFrom(update: Uint8Array, of: Peer): Y.Doc {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(of.doc));
  Y.applyUpdate(doc, update);
  return doc;
}
