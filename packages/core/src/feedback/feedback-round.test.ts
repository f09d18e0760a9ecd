import { expect, test } from "vitest";
import type { Action } from "../action/action.ts";
import { PLAIN_MEETING } from "../meeting/meeting.ts";
import { BANK } from "../question/bank.ts";
import { PLAIN_TOPIC, type Topic } from "../topic/topic.ts";
import { feedbackRound } from "./feedback-round.ts";
import { isFeedback } from "./is-feedback.ts";

const NOW = Temporal.Instant.from("2026-11-24T10:00:00Z");
const PEOPLE = { a: { role: "manager" }, b: { role: "report" } } as const;
const HELD = {
  ...{ ...PLAIN_MEETING, id: "m1", start: "2026-11-03T10:00", timeZone: "UTC", minutes: 30, medium: null },
  ...{ state: "held" as const, closedAt: "2026-11-03T10:30:00Z" },
};
const topic = (id: string, changes: Partial<Topic> = {}): Topic => ({
  ...{ ...PLAIN_TOPIC, id, title: id, place: "hopper", rank: "a0", author: "a", createdAt: "2026-11-03T09:00:00Z" },
  ...{ question: "feedback-better", ...changes },
});
const heard = (changes: Partial<Topic> = {}) =>
  topic("t", { place: "m1", state: "discussed", stateAt: "2026-11-03T10:20:00Z", ...changes });
const round = (topics: Topic[], actions: Action[] = [], people: Parameters<typeof feedbackRound>[1] = PEOPLE) =>
  feedbackRound({ topics, meetings: [HELD], actions }, people, BANK, { now: NOW, today: "2026-11-24", seed: "p" });

test("one question at a time: while one is asked, no other is offered", () => {
  expect(round([topic("t")])).toMatchObject({ asked: { id: "t" }, next: null });
});

test("the next one is specific, for the manager to ask, and the same for both", () => {
  const { next } = round([]);
  expect(next?.occasion).toBe("feedback_for_manager");
  expect(round([]).next).toEqual(next);
});

test("in rotation: none comes again before all others had their turn", () => {
  const seen = new Set<string>();
  const topics: Topic[] = [];
  const all = BANK.filter(({ occasion, asks }) => occasion === "feedback_for_manager" && asks !== "direct").length;
  for (let count = 0; count < all; count += 1) {
    const { next } = round(topics);
    seen.add(next?.id ?? "");
    topics.push(heard({ id: `t${count}`, question: next?.id ?? null, answer: "Done" }));
  }
  expect(seen.size).toBe(all);
});

test("what was heard waits until it is said what came of it, and after two weeks the loop is due", () => {
  expect(round([heard()]).loops).toMatchObject([{ days: 20, isDue: true }]);
  expect(round([heard({ stateAt: "2026-11-20T10:00:00Z" })]).loops).toMatchObject([{ days: 4, isDue: false }]);
  expect(round([heard({ answer: "I leave the reviews to you now" })]).loops).toEqual([]);
});

test("between peers nobody asks for feedback to a manager", () => {
  expect(round([], [], { a: { role: "peer" }, b: { role: "peer" } })).toEqual({ asked: null, next: null, loops: [] });
});

test("feedback questions are told by their id, and no other question is", () => {
  for (const { id, occasion } of BANK)
    expect(isFeedback({ question: id }), id).toBe(occasion === "feedback_for_manager");
});
