import { PLAIN_MEETING } from "@candor/core/meeting/meeting.ts";
import { PLAIN_TOPIC, type Topic } from "@candor/core/topic/topic.ts";
import { signal } from "@preact/signals";
import { expect, test } from "vitest";
import { Awareness, applyAwarenessUpdate, encodeAwarenessUpdate } from "y-protocols/awareness";
import * as Y from "yjs";
import type { PageModel } from "../page/page-model.ts";
import type { Keep } from "./live-memory.ts";
import { createLiveSession, type LiveSession } from "./live-session.ts";

const MEETING = { ...PLAIN_MEETING, id: "m1", start: null, timeZone: "UTC", minutes: 30, medium: null };
const TITLES = ["Budget", "Growth", "Launch"];
const NOW = Temporal.Instant.from("2026-11-24T10:00:00Z");

type Device = {
  live: LiveSession;
  awareness: Awareness;
  moves: string[];
  clock: { at: number };
  writes: { now: boolean };
  pass: () => void;
};

/** One person's tab, with what it can see of a page: the topics of one meeting. */
function device(member: "a" | "b", kept = new Map<string, string>(), heard: readonly Device[] = []): Device {
  const awareness = new Awareness(new Y.Doc());
  awareness.setLocalState({ user: { member } });
  for (const other of heard) hear(awareness, other.awareness);
  const topics = new Map(TITLES.map((id): [string, Topic] => [id, { ...PLAIN_TOPIC, ...topicOf(id) }]));
  const model = {
    handle: { awareness, pairId: "pair" },
    me: member,
    other: member === "a" ? "b" : "a",
    topicIds: () => signal(TITLES),
    topic: (id: string) => signal(topics.get(id) ?? null),
    meeting: () => signal(MEETING),
  } as unknown as PageModel;
  const [moves, clock, writes]: [string[], { at: number }, { now: boolean }] = [[], { at: 0 }, { now: false }];
  const moments: (() => void)[] = [];
  const keep: Keep = {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
  };
  const live = createLiveSession(model, "m1", {
    keep,
    clock: () => clock.at,
    instant: () => NOW,
    isWriting: () => writes.now,
    onMoved: ({ step, topic }) => moves.push(topic ?? step),
    every: () => () => undefined,
    later: (_milliseconds, run) => {
      moments.push(run);
      return () => undefined;
    },
  });
  const pass = () => {
    for (const run of moments.splice(0)) run();
  };
  return { live, awareness, moves, clock, writes, pass };
}

function topicOf(id: string) {
  return { id, title: id, place: "m1", rank: "a0", author: "b", createdAt: "2026-11-20T09:00:00Z" } as const;
}

function hear(to: Awareness, from: Awareness): void {
  applyAwarenessUpdate(to, encodeAwarenessUpdate(from, [from.clientID]), "server");
}

/** Each hears what the other says, until nobody has anything new to say. */
function meet(...[ana, sam]: readonly [Device, Device]): void {
  for (let left = 3; left > 0; left -= 1) {
    hear(ana.awareness, sam.awareness);
    hear(sam.awareness, ana.awareness);
  }
}

const at = (topic: string) => ({ step: "topics", topic }) as const;
const where = ({ live }: Device) => live.topicId.value ?? live.place.value.step;

test("both see the same step, whoever moves", () => {
  const [ana, sam] = [device("a"), device("b")];
  meet(ana, sam);
  ana.live.goTo({ step: "agenda", topic: null });
  meet(ana, sam);
  sam.live.goTo(at("Budget"));
  meet(ana, sam);
  expect([where(ana), where(sam)]).toEqual(["Budget", "Budget"]);
  expect([ana.moves, sam.moves]).toEqual([["Budget"], ["agenda"]]);
});

test("two who go on at once are one topic further", () => {
  const [ana, sam] = [device("a"), device("b")];
  ana.live.goTo(at("Budget"));
  meet(ana, sam);
  for (const { live } of [ana, sam]) live.goTo(at("Growth"));
  meet(ana, sam);
  expect([where(ana), where(sam)]).toEqual(["Growth", "Growth"]);
});

test("for a moment after the other has moved on among the topics, keys are meant for the one before", () => {
  const [ana, sam] = [device("a"), device("b")];
  ana.live.goTo(at("Budget"));
  meet(ana, sam);
  expect(sam.live.isJustMoved.value).toBe(false);
  ana.live.goTo(at("Growth"));
  meet(ana, sam);
  expect([ana.live.isJustMoved.value, sam.live.isJustMoved.value]).toEqual([false, true]);
  sam.pass();
  expect(sam.live.isJustMoved.value).toBe(false);
});

test("whoever comes late is where the other is, with the time that has passed, and is told of no move", () => {
  const ana = device("a");
  ana.live.goTo(at("Growth"));
  ana.clock.at += 600_000;
  ana.live.goTo(at("Launch"));
  const sam = device("b", new Map(), [ana]);
  expect(where(sam)).toBe("Launch");
  expect(sam.live.elapsed.value).toBe(600);
  expect([sam.moves, sam.live.isJustMoved.value]).toEqual([[], false]);
});

test("a reload, with nobody else there, is where it was", () => {
  const kept = new Map<string, string>();
  const before = device("a", kept);
  before.live.goTo(at("Growth"));
  before.clock.at += 300_000;
  before.live.goTo(at("Launch"));
  const after = device("a", kept);
  expect(where(after)).toBe("Launch");
  expect(after.live.elapsed.value).toBe(300);
});

test("who looks elsewhere stays there and takes nobody along, and comes back to where the other is by then", () => {
  const [ana, sam] = [device("a"), device("b")];
  ana.live.goTo(at("Budget"));
  meet(ana, sam);
  sam.live.look(at("Launch"));
  ana.live.goTo(at("Growth"));
  meet(ana, sam);
  expect([where(ana), where(sam)]).toEqual(["Growth", "Launch"]);
  sam.live.comeBack();
  expect(where(sam)).toBe("Growth");
});

test("who writes when the other moves on stays until that is done", () => {
  const [ana, sam] = [device("a"), device("b")];
  ana.live.goTo(at("Budget"));
  meet(ana, sam);
  sam.writes.now = true;
  ana.live.goTo(at("Growth"));
  meet(ana, sam);
  expect(where(sam)).toBe("Budget");
  expect(sam.live.elsewhere.value?.because).toBe("writing");
});

test("nonsense from the other's device moves nobody", () => {
  const [ana, sam] = [device("a"), device("b")];
  sam.live.goTo(at("Growth"));
  for (const live of [7, { meeting: "m1", step: "close", topic: null, turn: 1e99 }, { meeting: "m1" }, [[]]]) {
    ana.awareness.setLocalStateField("live", live);
    meet(ana, sam);
    expect(where(sam)).toBe("Growth");
  }
});
