import fc from "fast-check";
import { expect, test } from "vitest";
import { type Meeting, PLAIN_MEETING } from "../meeting/meeting.ts";
import type { Role } from "../person/member.ts";
import { PLAIN_TOPIC, type Topic } from "../topic/topic.ts";
import { BANK } from "./bank.ts";
import { firstMeetingQuestions } from "./first-meetings.ts";

const NEW_PAIR = people("manager", "report");

function people(a: Role, b: Role) {
  return { a: { role: a }, b: { role: b } };
}

/** So many held, and one to come: "m1" and so on. */
function meetings(held: number): Meeting[] {
  return Array.from({ length: held + 1 }, (_, index) => ({
    ...PLAIN_MEETING,
    id: `m${index + 1}`,
    start: `2026-11-0${index + 1}T10:00`,
    timeZone: "UTC",
    minutes: 30,
    medium: null,
    state: index < held ? ("held" as const) : ("planned" as const),
  }));
}

function topic(question: string, changes: Partial<Topic> = {}): Topic {
  const { author, createdAt } = { author: "a" as const, createdAt: "2026-11-01T09:00:00Z" };
  return {
    ...PLAIN_TOPIC,
    id: `t-${question}`,
    title: "?",
    place: "m1",
    rank: "a0",
    author,
    createdAt,
    question,
    ...changes,
  };
}

const offered = (held: number, topics: readonly Topic[] = [], pair = NEW_PAIR) =>
  firstMeetingQuestions({ topics, meetings: meetings(held) }, pair, BANK);
const ids = (held: number, topics: readonly Topic[] = []) => offered(held, topics).map(({ question }) => question.id);
const motivationOf = (number: number) =>
  BANK.filter(({ meeting, portrait }) => meeting === number && portrait !== null).map(({ id }) => id);

test("the first meeting of two comes with what motivates, and two questions about how one works", () => {
  expect(ids(0).slice(0, 3)).toEqual(motivationOf(1));
  expect(offered(0).map(({ question }) => question.portrait === null)).toEqual([false, false, false, true, true]);
  expect(offered(0).every(({ isLate, topic }) => !isLate && topic === null)).toBe(true);
});

test("what was asked in the first does not come in the second", () => {
  const asked = ids(0).map((id) => topic(id, { state: "discussed" }));
  expect(ids(1, asked).slice(0, 3)).toEqual(motivationOf(2));
  expect(ids(1, asked)).toHaveLength(5);
});

test("what was not asked in the first moves on to the second, and comes before that one's own", () => {
  const second = offered(1, [topic("first-excites", { state: "discussed" })]);
  expect(second.map(({ question }) => question.id)).toEqual([
    ...motivationOf(1).filter((id) => id !== "first-excites"),
    ...motivationOf(2),
  ]);
  expect(second.map(({ isLate }) => isLate)).toEqual([true, true, false, false, false]);
});

test("what the first did not reach waits in the Hopper, and is offered as the topic that it is", () => {
  const unreached = topic("first-excites", { place: "hopper", carriedFrom: ["m1"] });
  expect(offered(1, [unreached])[0]).toMatchObject({ question: { id: "first-excites" }, topic: "t-first-excites" });
});

test("what is kept is not filled up again", () => {
  const kept = ids(0).map((id) => topic(id));
  expect(ids(0, kept)).toEqual([]);
  expect(ids(0, kept.slice(1))).toEqual(ids(0).slice(0, 1));
});

test("what was let go is not offered again; what was taken back is", () => {
  expect(ids(0, [topic("first-excites", { place: "hopper", state: "let_go" })])).not.toContain("first-excites");
  expect(ids(0, [topic("first-excites", { state: "binned" })])).toContain("first-excites");
});

test("two who have met three times are not new, and of two peers neither asks the other what drives them", () => {
  expect(ids(3)).toEqual([]);
  expect(offered(0, [], people("peer", "peer"))).toEqual([]);
});

test("what motivates a direct is for their manager to ask, and not for the manager above", () => {
  expect(offered(0, [], people("skip_report", "skip_manager"))).toEqual([]);
});

test("without a meeting to come there is nothing to put them on", () => {
  const over = meetings(0).map((each): Meeting => ({ ...each, state: "cancelled" }));
  expect(firstMeetingQuestions({ topics: [], meetings: over }, NEW_PAIR, BANK)).toEqual([]);
});

test("a cancelled meeting is none of the three", () => {
  const [first, next] = meetings(1) as [Meeting, Meeting];
  const all: Meeting[] = [{ ...first, state: "cancelled" }, next];
  expect(firstMeetingQuestions({ topics: [], meetings: all }, NEW_PAIR, BANK)[0]?.question.meeting).toBe(1);
});

test("whatever becomes of what is offered, a meeting gets five at most, and none that was asked", () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom("asked", "unreached", "declined"), { minLength: 15, maxLength: 15 }),
      (fates) => {
        let topics: Topic[] = [];
        let turn = 0;
        for (const held of [0, 1, 2]) {
          const now = offered(held, topics);
          expect(now.length).toBeLessThanOrEqual(5);
          for (const { question, topic: waiting } of now) {
            expect(topics.some((each) => each.question === question.id && each.state === "discussed")).toBe(false);
            expect(topics.some(({ id }) => id === waiting)).toBe(waiting !== null);
            const fate = fates[turn++];
            const place = fate === "asked" ? `m${held + 1}` : "hopper";
            const state = fate === "asked" ? "discussed" : "open";
            topics = topics.filter((each) => each.question !== question.id);
            if (fate !== "declined") topics.push(topic(question.id, { place, state }));
          }
        }
        const asked = topics.filter(({ state }) => state === "discussed").map((each) => each.question);
        expect(asked.length).toBe(fates.slice(0, turn).filter((fate) => fate === "asked").length);
      },
    ),
    { seed: 20261124, numRuns: 100 },
  );
});
