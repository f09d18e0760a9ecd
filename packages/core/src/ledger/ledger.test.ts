import fc from "fast-check";
import { expect, test } from "vitest";
import type { Action } from "../action/action.ts";
import { type Meeting, PLAIN_MEETING } from "../meeting/meeting.ts";
import { PLAIN_TOPIC, type Topic } from "../topic/topic.ts";
import { countLedger, isAnswered, isWaiting, type LedgerVerdict, ledger } from "./ledger.ts";

const HELD: Meeting = {
  ...{ ...PLAIN_MEETING, id: "m1", start: "2026-11-17T10:00", timeZone: "UTC", minutes: 30, medium: null },
  ...{ state: "held", closedAt: "2026-11-17T10:30:00Z" },
};
const NEXT: Meeting = { ...HELD, id: "m2", start: "2026-11-24T10:00", state: "planned", closedAt: null };

function topic(id: string, changes: Partial<Topic> = {}): Topic {
  return {
    ...PLAIN_TOPIC,
    ...{ id, title: id, place: "hopper", rank: "a0", author: "b", createdAt: "2026-11-10T09:00:00Z" },
    ...changes,
  };
}

function action(fromTopic: string | null, changes: Partial<Action> = {}): Action {
  return {
    ...{ id: `of ${fromTopic}`, text: "Ask Lee", owner: "a", due: null, state: "open", why: null, rank: "a0" },
    ...{ fromTopic, fromMeeting: "m1", createdAt: "2026-11-17T10:10:00Z", stateAt: null },
    ...changes,
  };
}

const judge = (about: Topic, ...actions: Action[]) =>
  ledger({ topics: [about], meetings: [HELD, NEXT], actions }, "b")[0];

const DISCUSSED = { place: "m1", state: "discussed" } as const;

test.each<[string, Partial<Topic>, Partial<Action>[], LedgerVerdict]>([
  ["a line that says what came of it answers it", { ...DISCUSSED, answer: "We hire two" }, [], "answered"],
  ["a link alone answers it, too", { ...DISCUSSED, answerLink: "https://example.org" }, [], "answered"],
  ["an answer counts before the topic is talked about", { answer: "Done already" }, [], "answered"],
  ["an open action is under way", DISCUSSED, [{}], "under_way"],
  ["what is done is done", DISCUSSED, [{ state: "done" }], "done"],
  ["while one of two is open it is under way", DISCUSSED, [{ state: "done" }, { id: "2" }], "under_way"],
  ["a word why answers for a dropped action", DISCUSSED, [{ state: "dropped", why: "too dear" }], "dropped"],
  ["dropped without a word answers nothing", DISCUSSED, [{ state: "dropped" }], "nothing_recorded"],
  ["a binned action never was", DISCUSSED, [{ state: "binned" }], "nothing_recorded"],
  ["talked about with nothing written down", DISCUSSED, [], "nothing_recorded"],
  ["what lies in the Hopper waits", {}, [], "waiting"],
  ["what stands on the next agenda waits", { place: "m2" }, [], "waiting"],
  ["what was let go is let go", { state: "let_go" }, [], "let_go"],
])("%s", (_, changes, actions, verdict) => {
  expect(judge(topic("t", changes), ...actions.map((each) => action("t", each)))?.verdict).toBe(verdict);
});

test("an entry names everything that came of it, the answer first", () => {
  const about = topic("t", {
    ...DISCUSSED,
    answer: "Yes",
    answerLink: "https://example.org/plan",
    carriedFrom: ["m0"],
  });
  const [open, done] = [action("t"), action("t", { id: "2", state: "done" })];
  expect(judge(about, open, done)?.reasons).toEqual([
    { type: "answered", line: "Yes", link: "https://example.org/plan" },
    { type: "action", action: done },
    { type: "action", action: open },
    { type: "discussed", meeting: HELD },
    { type: "carried", times: 1 },
  ]);
});

test("what waits says since when, where, and how often it was carried", () => {
  expect(judge(topic("t", { carriedFrom: ["m0", "m1"] }))?.reasons).toEqual([
    { type: "in_hopper", since: "2026-11-10T09:00:00Z", snoozedUntil: null },
    { type: "carried", times: 2 },
  ]);
  expect(judge(topic("t", { place: "m2" }))?.reasons).toEqual([{ type: "planned", meeting: NEXT }]);
});

test("it is what the direct raised or was answered to them; between peers what either did; never what lies in the bin", () => {
  const topics = [
    topic("hers", { author: "a" }),
    topic("his, written down by her", { author: "a", answer: "A second rota" }),
    topic("his"),
    topic("thrown away", { state: "binned" }),
    topic("let go", { state: "let_go" }),
  ];
  const titles = (direct: "b" | null) =>
    ledger({ topics, meetings: [], actions: [] }, direct).map((entry) => entry.topic.title);
  expect(titles("b")).toEqual(["his", "his, written down by her", "let go"]);
  expect(titles(null)).toEqual(["hers", "his", "his, written down by her", "let go"]);
});

test("the newest comes first", () => {
  const topics = [topic("old"), topic("new", { createdAt: "2026-11-20T09:00:00Z" })];
  expect(ledger({ topics, meetings: [], actions: [] }, "b").map((entry) => entry.topic.id)).toEqual(["new", "old"]);
});

const anyTopic = fc.record({
  id: fc.stringMatching(/^[a-z]{1,6}$/),
  author: fc.constantFrom("a" as const, "b" as const),
  place: fc.constantFrom("hopper", "m1", "m2", "gone"),
  state: fc.constantFrom("open" as const, "discussed" as const, "let_go" as const, "binned" as const),
  answer: fc.constantFrom(null, "Yes"),
  carriedFrom: fc.constantFrom([], ["m1"]),
  createdAt: fc.constantFrom("", "2026-11-01T00:00:00Z", "2026-11-02T00:00:00Z"),
});
const anyState = fc.constantFrom("open" as const, "done" as const, "dropped" as const, "binned" as const);

test("whatever was raised is answered, waits or was let go: one of the three, each counted once", () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(anyTopic, { maxLength: 12, selector: ({ id }) => id }),
      fc.array(fc.tuple(fc.nat(11), anyState), { maxLength: 8 }),
      (drawn, made) => {
        const topics = drawn.map(({ id, ...changes }) => topic(id, changes));
        const actions = made.map(([at, state], index) =>
          action(topics[at]?.id ?? null, { id: String(index), state, why: state === "dropped" ? "no" : null }),
        );
        const entries = ledger({ topics, meetings: [HELD, NEXT], actions }, null);
        const counts = countLedger(entries);
        expect(counts.raised).toBe(topics.filter(({ state }) => state !== "binned").length);
        expect(counts.answered + counts.waiting + counts.letGo).toBe(counts.raised);
        for (const entry of entries) {
          expect(entry.reasons.length).toBeGreaterThan(0);
          expect(isAnswered(entry) && isWaiting(entry)).toBe(false);
          if (entry.topic.answer !== null) expect(entry.verdict).toBe("answered");
        }
      },
    ),
    { seed: 3, numRuns: 200 },
  );
});
