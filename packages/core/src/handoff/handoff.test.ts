import fc from "fast-check";
import { expect, test } from "vitest";
import { addDays } from "../cadence/days.ts";
import type { ManagerEdge } from "../chart/manager-edge.ts";
import type { KnownTimes } from "../meeting/propose-times.ts";
import { findHandoffs, lastChange, STAYS_AFTER_DAYS } from "./find-handoffs.ts";
import { FINISH_WITHIN_DAYS, judgeFinishing, mayFinish } from "./judge-finishing.ts";
import { judgeLetter, mayOpenLetter, mayTakeAction, mayTakeTopic } from "./judge-letter.ts";
import { proposeThree } from "./propose-three.ts";
import { writeLetter } from "./write-letter.ts";

const TODAY = "2026-11-26";
let count = 0;

function edge(manager: string, since: string, until: string | null = null, report = "ben"): ManagerEdge {
  count += 1;
  return { id: `e${count}`, report, manager, since, until };
}

test("a change of manager comes up before its day and for a while after it", () => {
  for (const away of [-60, -1, 0, 1, 31]) {
    const day = addDays(TODAY, away);
    const [first, next] = [edge("ana", "2024-01-01", day), edge("cem", day)];
    expect(findHandoffs([next, first], TODAY)).toEqual([
      { edge: next.id, report: "ben", from: "ana", to: "cem", day, ended: day },
    ]);
  }
  for (const away of [-61, 32, -4000, 4000]) {
    const day = addDays(TODAY, away);
    expect(findHandoffs([edge("ana", "2010-01-01", day), edge("cem", day)], TODAY)).toEqual([]);
  }
});

test("a manager who leaves tomorrow with nobody to follow is told of as just that", () => {
  const only = edge("ana", "2024-01-01", "2026-11-27");
  expect(findHandoffs([only], TODAY)).toEqual([
    { edge: only.id, report: "ben", from: "ana", to: null, day: "2026-11-27", ended: "2026-11-27" },
  ]);
});

test("a gap between two managers is no end: who comes after it is the next", () => {
  const found = findHandoffs([edge("ana", "2024-01-01", "2026-11-01"), edge("cem", "2026-11-20")], TODAY);
  expect(found.map(({ to, day, ended }) => [to, day, ended])).toEqual([["cem", "2026-11-20", "2026-11-01"]]);
});

test("the same manager again is no hand-off, at once or after a gap", () => {
  expect(findHandoffs([edge("ana", "2024-01-01", "2026-11-20"), edge("ana", "2026-11-20")], TODAY)).toEqual([]);
  expect(findHandoffs([edge("ana", "2024-01-01", "2026-11-01"), edge("ana", "2026-11-20")], TODAY)).toEqual([]);
});

test("back to a manager of before is a hand-off from the one between", () => {
  const edges = [
    edge("ana", "2024-01-01", "2026-10-20"),
    edge("cem", "2026-10-20", "2026-11-24"),
    edge("ana", "2026-11-24"),
  ];
  expect(findHandoffs(edges, TODAY).map(({ from, to }) => [from, to])).toEqual([["cem", "ana"]]);
});

test("nobody has a hand-off who has a first manager, no edge, or an edge to themselves", () => {
  expect(findHandoffs([edge("cem", TODAY)], TODAY)).toEqual([]);
  expect(findHandoffs([], TODAY)).toEqual([]);
  expect(findHandoffs([edge("ben", "2024-01-01", TODAY), edge("cem", TODAY)], TODAY)).toEqual([]);
});

test("two managers at once, which no chart allows, are one after the other", () => {
  const found = findHandoffs([edge("ana", "2024-01-01"), edge("cem", "2026-11-25")], TODAY);
  expect(found.map(({ from, to, day, ended }) => [from, to, day, ended])).toEqual([
    ["ana", "cem", "2026-11-25", "2026-11-25"],
  ]);
});

test("whatever edges there are, each hand-off is between two people on a day near today", () => {
  const days = fc.integer({ min: -200, max: 200 }).map((days) => addDays(TODAY, days));
  const edges = fc.array(
    fc.record({
      id: fc.uuid(),
      report: fc.constant("ben"),
      manager: fc.constantFrom("ana", "ben", "cem", "dora"),
      since: days,
      until: fc.option(days),
    }),
    { maxLength: 8 },
  );
  fc.assert(
    fc.property(edges, (all) => {
      const found = findHandoffs(all, TODAY);
      for (const { from, to, day, ended } of found) {
        expect(from).not.toBe(to);
        expect([from, to]).not.toContain("ben");
        expect(ended <= day).toBe(true);
        expect(day >= addDays(TODAY, -STAYS_AFTER_DAYS)).toBe(true);
      }
      expect(findHandoffs(all.toReversed(), TODAY)).toEqual(found);
    }),
    { seed: 7, numRuns: 500 },
  );
});

const FROZEN = "2026-11-20T00:00:00Z";
const archived = { frozenAt: Temporal.Instant.from(FROZEN), why: "manager_changed", leftCompany: false } as const;

test("for fourteen days from when a page is archived its open actions may be finished, to the second", () => {
  const at = (seconds: number) => archived.frozenAt.add({ seconds });
  const end = FINISH_WITHIN_DAYS * 86_400;
  expect(judgeFinishing(archived, at(-1))).toEqual({ type: "closed", why: "in_use" });
  expect(judgeFinishing(archived, at(0)).type).toBe("open");
  expect(judgeFinishing(archived, at(end - 1)).type).toBe("open");
  expect(judgeFinishing(archived, at(end))).toEqual({ type: "closed", why: "over" });
});

test("on a page that somebody put away nothing is finished, on one of a manager who left the company it is", () => {
  const now = archived.frozenAt.add({ hours: 1 });
  const left = { ...archived, why: "left" } as const;
  expect(judgeFinishing(left, now)).toEqual({ type: "closed", why: "put_away" });
  expect(judgeFinishing({ ...left, leftCompany: true }, now).type).toBe("open");
  expect(judgeFinishing({ ...archived, frozenAt: null }, now)).toEqual({ type: "closed", why: "in_use" });
});

test("an open action is done or dropped, and only what was so since the page was archived is open again", () => {
  expect(mayFinish({ state: "open", stateAt: null }, "done", FROZEN)).toBe(true);
  expect(mayFinish({ state: "open", stateAt: null }, "open", FROZEN)).toBe(false);
  expect(mayFinish({ state: "binned", stateAt: null }, "done", FROZEN)).toBe(false);
  expect(mayFinish({ state: "done", stateAt: "2026-11-21T09:00:00Z" }, "open", FROZEN)).toBe(true);
  expect(mayFinish({ state: "done", stateAt: "2026-11-19T09:00:00Z" }, "open", FROZEN)).toBe(false);
  expect(mayFinish({ state: "done", stateAt: "2026-11-21T09:00:00Z" }, "dropped", FROZEN)).toBe(false);
});

test("a letter is written until it is handed over, and taken back until it is opened", () => {
  const coming = { to: "cem", day: TODAY };
  expect(judgeLetter("none", coming)).toEqual({ type: "write" });
  expect(judgeLetter("declined", coming)).toEqual({ type: "write" });
  expect(judgeLetter("waiting", coming)).toEqual({ type: "take_back", from: TODAY });
  expect(judgeLetter("opened", coming)).toEqual({ type: "done" });
  expect(judgeLetter("none", { ...coming, to: null })).toEqual({ type: "closed", why: "nobody_yet" });
});

test("a letter is opened by whoever leads its writer on that day, and by nobody who was once to", () => {
  const letter = { from: "ana", to: "cem", day: "2026-11-24" };
  const opens = (edges: ManagerEdge[], today = TODAY) => mayOpenLetter(letter, lastChange(edges, today));
  const ana = edge("ana", "2026-01-05", "2026-11-24");
  expect(opens([ana, edge("cem", "2026-11-24")])).toBe(true);
  expect(opens([ana, edge("cem", "2026-11-27")])).toBe(false); // not yet
  expect(opens([{ ...ana, until: "2026-11-20" }, edge("cem", "2026-11-24")])).toBe(true); // nobody in between
  expect(opens([ana, edge("cem", "2026-11-24", "2026-11-25"), edge("cem", "2026-11-26")])).toBe(true); // a gap since
  expect(opens([ana, edge("cem", "2026-11-24", "2026-11-25")])).toBe(false); // nobody now
  expect(opens([edge("cem", "2026-11-24")])).toBe(false);
  // It went to somebody else, and Cem comes after them, or much later.
  expect(opens([ana, edge("dora", "2026-11-24", "2026-11-26"), edge("cem", "2026-11-26")])).toBe(false);
  expect(opens([{ ...ana, until: "2027-11-24" }, edge("cem", "2027-11-24")], "2027-11-25")).toBe(false);
});

test("the direct takes along what they raised and what they owe, and nothing of the other's", () => {
  expect(mayTakeTopic({ author: "b", state: "open" }, "b")).toBe(true);
  expect(mayTakeTopic({ author: "a", state: "open" }, "b")).toBe(false);
  expect(mayTakeTopic({ author: "b", state: "binned" }, "b")).toBe(false);
  expect(mayTakeAction({ owner: "b", state: "open" }, "b")).toBe(true);
  expect(mayTakeAction({ owner: "a", state: "open" }, "b")).toBe(false);
  expect(mayTakeAction({ owner: "b", state: "done" }, "b")).toBe(false);
});

const headings = {
  ...{ excites: "What I like", drains: "What drains me", learn: "What I'd learn", energy: "Energy" },
  ...{ concerns: "Concerns", company: "The company", feedback: "Feedback", recognition: "Recognition" },
};

test("a draft holds what was chosen and a place for what nobody can know, and no heading without anything under it", () => {
  const portrait = [{ part: "learn" as const, text: "SQL,\nfor real", at: FROZEN, until: null }];
  const people = { me: "Ben", to: "Cem", from: "Ana", headings };
  const letter = writeLetter({
    ...people,
    portrait,
    goals: null,
    actions: [{ text: "Write the guide", due: "2026-12-01" }],
    topics: [{ title: "What next for me?" }],
  });
  for (const part of ["Dear Cem,", "Ana", "- What I'd learn: SQL, for real", "- Write the guide (by 2026-12-01)"])
    expect(letter).toContain(part);
  expect(letter).toContain("- What next for me?");
  const bare = writeLetter({ ...people, portrait: [], goals: null, actions: [], topics: [] });
  expect(bare).not.toContain("What moves me");
  expect(bare).not.toContain("My goals");
  expect(bare).not.toContain("What I am on");
  expect(bare.trimEnd().endsWith("Ben")).toBe(true);
});

test("goals go along a line each, without the rest of the portrait or beside it, and never twice", () => {
  const said = (part: "learn" | "drains", text: string) => ({ part, text, at: FROZEN, until: null });
  const parts = { me: "Ben", to: "Cem", from: "Ana", headings, actions: [], topics: [] };
  const goals = "Lead a project\n\n SQL,  for real \n";
  const alone = writeLetter({ ...parts, portrait: [], goals });
  expect(alone).toContain("My goals:\n- Lead a project\n- SQL, for real\n");
  expect(alone).not.toContain("What moves me");
  const beside = writeLetter({ ...parts, portrait: [said("learn", goals), said("drains", "Pages at night")], goals });
  expect(beside).toContain("- What drains me: Pages at night");
  expect(beside.match(/SQL/g)).toHaveLength(1);
});

const free: KnownTimes = { known: true, times: [] };
const busyUntil = (until: string): KnownTimes => ({
  known: true,
  times: [{ from: 0, until: Temporal.Instant.from(until).epochMilliseconds, type: "taken" }],
});
const three = { zone: "Europe/Berlin", zones: [null, null, null], now: Temporal.Instant.from("2026-11-26T09:00:00Z") };

test("three people meet within a week of the change, at a time at which none is known to be taken", () => {
  for (const day of ["2026-11-20", "2026-11-26", "2026-12-10"]) {
    const { times, by, isInTime } = proposeThree(day, { ...three, calendars: [free, free, free] });
    expect(isInTime).toBe(true);
    expect(times.length).toBeGreaterThan(0);
    const from = day > TODAY ? day : TODAY;
    expect(by).toBe(addDays(from, 7));
    for (const { start } of times) expect(start >= from && start.slice(0, 10) <= by).toBe(true);
  }
  const late = proposeThree("2026-11-26", { ...three, calendars: [free, free, busyUntil("2026-12-01T12:00:00Z")] });
  expect(late.times.every(({ start }) => start >= "2026-12-01T13:00")).toBe(true);
});

test("where one of the three has no time in the first week, the first times after it are offered and called late", () => {
  const { times, isInTime } = proposeThree("2026-11-26", {
    ...three,
    calendars: [free, busyUntil("2026-12-07T12:00:00Z"), free],
  });
  expect(isInTime).toBe(false);
  expect(times[0]?.start.slice(0, 10)).toBe("2026-12-08");
});
