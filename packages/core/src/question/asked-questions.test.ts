import { expect, test } from "vitest";
import { writeIceBreaker } from "../meeting/ice-breaker.ts";
import { type Meeting, PLAIN_MEETING } from "../meeting/meeting.ts";
import { PLAIN_TOPIC, type Topic } from "../topic/topic.ts";
import { askedQuestions } from "./asked-questions.ts";

function topic(question: string | null, changes: Partial<Topic> = {}): Topic {
  const { author, createdAt } = { author: "a" as const, createdAt: "2026-11-02T09:00:00Z" };
  return {
    ...PLAIN_TOPIC,
    id: `t-${question}`,
    title: "Why?",
    place: "hopper",
    rank: "a0",
    author,
    createdAt,
    question,
    ...changes,
  };
}

function meeting(id: string, changes: Partial<Meeting> = {}): Meeting {
  return {
    ...PLAIN_MEETING,
    id,
    start: "2026-11-03T10:00",
    timeZone: "Europe/Berlin",
    minutes: 30,
    medium: null,
    ...changes,
  };
}

const held = meeting("m1", { state: "held", closedAt: "2026-11-03T10:31:00Z" });
const planned = meeting("m2", { start: "2026-11-17T10:00" });

test("a question was asked on the day of the meeting whose topic it was", () => {
  const page = { topics: [topic("well-why", { place: "m1", state: "discussed" })], meetings: [held] };
  expect(askedQuestions(page)).toEqual([{ question: "well-why", day: "2026-11-03", state: "asked" }]);
});

test("a question on an agenda without a time counts from the day it came onto it", () => {
  const page = { topics: [topic("well-why", { place: "m2" })], meetings: [{ ...planned, start: null }] };
  expect(askedQuestions(page)).toEqual([{ question: "well-why", day: "2026-11-02", state: "on_agenda" }]);
});

test("a question that waits in the Hopper is known, and not taken for an asked one", () => {
  const page = { topics: [topic("well-why")], meetings: [] };
  expect(askedQuestions(page)).toEqual([{ question: "well-why", day: "2026-11-02", state: "in_hopper" }]);
});

test("what was let go is remembered, what was binned was never asked", () => {
  const topics = [
    topic("well-why", { state: "let_go", stateAt: "2026-11-09T08:00:00Z" }),
    topic("big-mission", { state: "binned", stateAt: "2026-11-09T08:00:00Z" }),
  ];
  expect(askedQuestions({ topics, meetings: [] })).toEqual([
    { question: "well-why", day: "2026-11-09", state: "let_go" },
  ]);
});

test("an ice-breaker that was drawn was asked, and own words are no question of the bank", () => {
  const meetings = [
    { ...held, iceBreaker: writeIceBreaker({ type: "question", id: "ice-snack" }) },
    { ...planned, iceBreaker: writeIceBreaker({ type: "words", words: "Which song is in your head?" }) },
  ];
  expect(askedQuestions({ topics: [], meetings })).toEqual([
    { question: "ice-snack", day: "2026-11-03", state: "asked" },
  ]);
});

test("the oldest comes first, and a topic without a question is none", () => {
  const topics = [topic("b", { place: "m2" }), topic(null), topic("a", { place: "m1" })];
  expect(askedQuestions({ topics, meetings: [held, planned] }).map(({ question }) => question)).toEqual(["a", "b"]);
});

test("a time that a peer made up is no day", () => {
  expect(askedQuestions({ topics: [topic("a", { createdAt: "yesterday" })], meetings: [] })).toEqual([]);
});
