import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { MemberId } from "../person/member.ts";
import {
  elapsedSince,
  type LivePlace,
  type LivePointer,
  readLivePointer,
  readToldPointer,
  type ToldPointer,
} from "./live-pointer.ts";
import { agreedPointer, firstPointer, isSamePlace, placeAfter, placeBefore, pointTo, topicAt } from "./move-pointer.ts";

const START: LivePointer = { meeting: "m1", step: "kickoff", topic: null, turn: 0, elapsed: 0, spent: 0 };
const at = (topic: string, changes: Partial<LivePointer> = {}): LivePointer => ({
  ...{ ...START, step: "topics", topic, turn: 3 },
  ...changes,
});
const by = (member: MemberId, pointer: LivePointer): ToldPointer => ({ member, pointer });
const AGENDA = [
  { id: "Budget", state: "discussed" },
  { id: "Growth", state: "open" },
  { id: "Launch", state: "open" },
] as const;

describe("both see the same", () => {
  test("two who press next in the same second move one topic and not two", () => {
    const before = at("Growth");
    const [ana, sam] = [pointTo(before, placeAfter(before, AGENDA)), pointTo(before, placeAfter(before, AGENDA))];
    expect(agreedPointer([by("a", ana), by("b", sam)])).toMatchObject({ topic: "Launch", turn: 4 });
  });

  test("one goes on while the other goes back: both end up at one place, whoever hears of it first", () => {
    const before = at("Growth");
    const [on, back] = [pointTo(before, placeAfter(before, AGENDA)), pointTo(before, placeBefore(before, AGENDA))];
    const there = agreedPointer([by("a", back), by("b", on)]);
    expect(there).toMatchObject({ topic: "Budget", turn: 4 });
    expect(agreedPointer([by("b", on), by("a", back)])).toEqual(there);
  });

  test("whoever was offline and comes back goes where the other is by now", () => {
    const agreed = agreedPointer([by("a", at("Budget", { turn: 2 })), by("b", at("Launch", { turn: 7 }))]);
    expect(agreed).toMatchObject({ topic: "Launch", turn: 7 });
  });

  test("the time is the longest that either counted: a laptop that slept counts less", () => {
    const agreed = agreedPointer([
      by("a", at("Growth", { elapsed: 300, spent: 20, turn: 5 })),
      by("b", at("Growth", { elapsed: 900, spent: 80 })),
    ]);
    expect(agreed).toMatchObject({ elapsed: 900, spent: 80, turn: 5 });
  });

  test("the order in which anything is heard makes no difference", () => {
    const pointer = fc.record({
      meeting: fc.constant("m1"),
      step: fc.constantFrom("agenda" as const, "topics" as const),
      topic: fc.constantFrom("Growth", "Launch", null),
      turn: fc.nat(3),
      elapsed: fc.nat(100),
      spent: fc.nat(100),
    });
    const told = fc.array(fc.record({ member: fc.constantFrom("a" as const, "b" as const), pointer }), {
      maxLength: 5,
    });
    fc.assert(
      fc.property(told, fc.infiniteStream(fc.nat(1_000)), (all, chances) => {
        const shuffled = all
          .map((each) => ({ each, by: chances.next().value as number }))
          .sort((left, right) => left.by - right.by)
          .map(({ each }) => each);
        expect(agreedPointer(shuffled)).toEqual(agreedPointer(all));
        // Who takes over what was agreed changes nothing about it.
        const agreed = agreedPointer(all);
        if (agreed) expect(agreedPointer([...all, by("b", agreed)])).toEqual(agreed);
      }),
      { seed: 41, numRuns: 200 },
    );
  });

  test("going where one is already is no move", () => {
    expect(pointTo(at("Growth"), { step: "topics", topic: "Growth" })).toEqual(at("Growth"));
  });
});

describe("a meeting goes", () => {
  test("from kickoff over the agenda to the first open topic, and from the last to the close", () => {
    const way: LivePlace[] = [{ step: "kickoff", topic: null }];
    for (let left = 6; left > 0; left -= 1) way.push(placeAfter(way.at(-1) as LivePlace, AGENDA));
    expect(way.map(({ step, topic }) => topic ?? step)).toEqual([
      ...["kickoff", "agenda", "Growth", "Launch", "Growth", "Launch", "Growth"],
    ]);
    const through = AGENDA.map(({ id }) => ({ id, state: "discussed" as const }));
    expect(placeAfter({ step: "topics", topic: "Launch" }, through)).toEqual({ step: "close", topic: null });
  });

  test("back over what was discussed, and no further than its beginning", () => {
    const way: LivePlace[] = [{ step: "close", topic: null }];
    for (let left = 6; left > 0; left -= 1) way.push(placeBefore(way.at(-1) as LivePlace, AGENDA));
    expect(way.map(({ step, topic }) => topic ?? step)).toEqual([
      ...["close", "Launch", "Growth", "Budget", "agenda", "kickoff", "kickoff"],
    ]);
  });

  test("on where the topic that was on has gone to the Hopper meanwhile", () => {
    expect(topicAt({ step: "topics", topic: "Gone" }, AGENDA)).toBe("Growth");
    expect(placeAfter({ step: "topics", topic: "Gone" }, AGENDA)).toEqual({ step: "topics", topic: "Launch" });
    expect(topicAt({ step: "topics", topic: "Gone" }, [])).toBeNull();
    expect(placeAfter({ step: "topics", topic: null }, [])).toEqual({ step: "close", topic: null });
  });

  test("with nobody else there, from what the page says", () => {
    const begun = { id: "m1", startedAt: "2026-11-24T10:00:00Z" };
    expect(firstPointer(begun, AGENDA)).toMatchObject({ step: "topics", topic: "Growth", turn: 0 });
    expect(firstPointer({ id: "m1", startedAt: null }, AGENDA)).toMatchObject({ step: "kickoff" });
    expect(firstPointer(begun, [])).toMatchObject({ step: "kickoff" });
  });
});

describe("time", () => {
  const begin = "2026-11-24T10:00:00Z";
  test.each([
    ["by clocks that agree is what it is", "2026-11-24T10:18:40Z", 1120],
    ["of a clock a day ahead tells nothing", "2026-11-25T10:10:00Z", null],
    ["of a clock that runs behind tells nothing", "2026-11-24T09:58:00Z", null],
  ])("%s", (_, now, elapsed) => expect(elapsedSince(begin, Temporal.Instant.from(now))).toBe(elapsed));
  test("of a beginning that nobody knows, or that is nonsense, tells nothing", () => {
    expect(elapsedSince(null, Temporal.Instant.from(begin))).toBeNull();
    expect(elapsedSince("soon", Temporal.Instant.from(begin))).toBeNull();
  });
});

describe("what the other's device tells is not taken on trust", () => {
  test.each([
    ["nothing", undefined],
    ["words", "topics"],
    ["a list", [1, 2]],
    ["no meeting", { ...START, meeting: 7 }],
    ["an unknown step", { ...START, step: "war" }],
    ["a turn that nobody could go beyond", { ...START, turn: Number.MAX_SAFE_INTEGER }],
    ["half a turn", { ...START, turn: 1.5 }],
    ["a turn that is none", { ...START, turn: Number.NaN }],
    ["a topic that is no id", { ...START, step: "topics", topic: { $ne: null } }],
  ])("%s is nothing to go by", (_, value) => expect(readLivePointer(value)).toBeNull());

  test("a time out of all reason is left out, and what is not known passes by", () => {
    const value = { ...at("Growth"), elapsed: 1e9, spent: -3, __proto__: { turn: 9 }, more: "x".repeat(50) };
    expect(readLivePointer(value)).toEqual(at("Growth"));
  });

  test("only who the server has stamped it with counts as its author", () => {
    const live = at("Growth");
    expect(readToldPointer({ live, user: { member: "b", name: "Sam" } })).toEqual(by("b", live));
    expect(readToldPointer({ live, user: { member: "z" } })).toBeNull();
    expect(readToldPointer({ live })).toBeNull();
    expect(readToldPointer(null)).toBeNull();
  });

  test("whatever it is, reading it never throws, and what is read is what was told", () => {
    fc.assert(
      fc.property(fc.anything(), (value) => {
        const read = readLivePointer(value);
        if (read) expect(isSamePlace(read, value as LivePlace) || read.topic === null).toBe(true);
        readToldPointer({ live: value, user: value });
      }),
      { seed: 42, numRuns: 500 },
    );
  });
});
