import { expect, test } from "vitest";
import { type Meeting, PLAIN_MEETING } from "../meeting/meeting.ts";
import type { Role } from "../person/member.ts";
import { PLAIN_TOPIC, type Topic } from "../topic/topic.ts";
import { BANK } from "./bank.ts";
import { fittingOccasions, suggestQuestions } from "./suggest-questions.ts";

const PAIR = people("manager", "report");

function people(a: Role, b: Role) {
  return { a: { role: a }, b: { role: b } };
}

function page(held: number, topics: readonly Topic[] = []) {
  const meetings = Array.from(
    { length: held + 1 },
    (_, index): Meeting => ({
      ...PLAIN_MEETING,
      id: `m${index}`,
      start: `2026-0${index + 1}-03T10:00`,
      timeZone: "UTC",
      minutes: 30,
      medium: null,
      state: index < held ? "held" : "planned",
    }),
  );
  return { meetings, topics };
}

function topic(place: string, question: string | null = null): Topic {
  const { author, createdAt } = { author: "b" as const, createdAt: "2026-01-02T09:00:00Z" };
  return { ...PLAIN_TOPIC, id: `t-${place}`, title: "Launch", place, rank: "a0", author, createdAt, question };
}

const FACTS = { bank: BANK, hidden: [], favourites: [], today: "2026-06-01", seed: "m5", without: [] };

test("two who are new to each other get first questions, and an empty agenda its own", () => {
  expect(fittingOccasions(page(0), PAIR, "a")).toEqual(["first", "empty_agenda"]);
  expect(fittingOccasions(page(0, [topic("m0")]), PAIR, "b")).toEqual(["first", "big_picture"]);
});

test("a manager of long asks for feedback, a direct for the big picture", () => {
  expect(fittingOccasions(page(4, [topic("m4")]), PAIR, "a")).toEqual(["feedback_for_manager", "career"]);
  expect(fittingOccasions(page(4, [topic("m4")]), PAIR, "b")).toEqual(["big_picture", "career"]);
});

test("a skip-level has questions of its own, and peers ask each other alike", () => {
  expect(fittingOccasions(page(4), people("skip_manager", "skip_report"), "a")[0]).toBe("skip_level");
  expect(fittingOccasions(page(0), people("skip_manager", "skip_report"), "a")).toEqual(["skip_level", "empty_agenda"]);
  for (const [member, least] of [
    ["a", 20],
    ["b", 15],
  ] as const) {
    const hand = suggestQuestions(page(0), people("skip_manager", "skip_report"), member, FACTS, 200);
    expect(hand.filter(({ question }) => question.occasion === "skip_level").length).toBeGreaterThanOrEqual(least);
  }
  expect(fittingOccasions(page(4, [topic("m4")]), people("peer", "peer"), "a")).toEqual(["going_well"]);
});

test("a hand has a question of each occasion that fits, and only such as its holder would ask", () => {
  const hand = suggestQuestions(page(4), PAIR, "a", FACTS, 4);
  expect(hand.map(({ question }) => question.occasion)).toEqual([
    "empty_agenda",
    "feedback_for_manager",
    "career",
    "empty_agenda",
  ]);
  expect(hand.some(({ question }) => question.asks === "direct")).toBe(false);
});

test("another hand has other questions, as long as there are any", () => {
  const seen = new Set<string>();
  for (let turn = 0; turn < 10; turn += 1) {
    const hand = suggestQuestions(page(4), PAIR, "b", { ...FACTS, without: [...seen] }, 4);
    expect(hand).toHaveLength(4);
    for (const { question } of hand) {
      expect(seen.has(question.id)).toBe(false);
      seen.add(question.id);
    }
  }
  expect(suggestQuestions(page(4), PAIR, "b", { ...FACTS, without: BANK.map(({ id }) => id) }, 4)).toEqual([]);
});

test("what waits on the page is not suggested before all others", () => {
  const waiting = suggestQuestions(page(0), PAIR, "a", FACTS, 1)[0]?.question.id ?? null;
  const then = suggestQuestions(page(0, [topic("hopper", waiting)]), PAIR, "a", { ...FACTS, today: "2026-01-05" }, 4);
  expect(then.map(({ question }) => question.id)).not.toContain(waiting);
});
