import type { FirstMeetingQuestion } from "@candor/core/question/first-meetings.ts";
import { PLAIN_QUESTION, type Question } from "@candor/core/question/question.ts";
import { expect, test } from "vitest";
import { answersOf, decline, offered, swap, takeBackAnswer } from "./first-answers.ts";

const BANK = ["a", "b", "c", "d"].map((id): Question => ({ ...PLAIN_QUESTION, id, text: `${id}?`, occasion: "first" }));
const NOW = BANK.slice(0, 2).map((question): FirstMeetingQuestion => ({ question, topic: null, isLate: false }));

const ids = (pair: string, meeting = "m1", taken: string[] = []) =>
  offered(NOW, answersOf(pair), meeting, BANK, new Set(taken)).map(({ question }) => question.id);

test("what was declined is not offered, in this meeting and with this person", () => {
  decline("p1", "m1", "a");
  expect(ids("p1")).toEqual(["b"]);
  expect(ids("p1", "m2")).toEqual(["a", "b"]);
  expect(ids("other")).toEqual(["a", "b"]);
});

test("a swapped one is replaced where it stood, as often as one likes", () => {
  swap("p2", "m1", "a", "c");
  expect(ids("p2")).toEqual(["c", "b"]);
  swap("p2", "m1", "c", "d");
  expect(ids("p2")).toEqual(["d", "b"]);
  decline("p2", "m1", "d");
  expect(ids("p2")).toEqual(["b"]);
});

test("a replacement that was kept is not offered again", () => {
  swap("p3", "m1", "a", "c");
  expect(ids("p3", "m1", ["c"])).toEqual(["b"]);
});

test("an answer can be taken back", () => {
  const no = decline("p4", "m1", "a");
  takeBackAnswer(no);
  expect(ids("p4")).toEqual(["a", "b"]);
});

test("two that were swapped for each other do not go round for ever", () => {
  swap("p5", "m1", "a", "c");
  swap("p5", "m1", "c", "a");
  expect(ids("p5")).toEqual(["a", "b"]);
});
