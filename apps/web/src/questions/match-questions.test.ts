import { PLAIN_QUESTION, type Question } from "@candor/core/question/question.ts";
import { expect, test } from "vitest";
import { matchQuestions, type QuestionFilter } from "./match-questions.ts";

const MISSION: Question = {
  ...PLAIN_QUESTION,
  id: "m",
  text: "What is our mission?",
  occasion: "big_picture",
  asks: "direct",
};
const CAFE: Question = {
  ...PLAIN_QUESTION,
  id: "c",
  text: "Which café is best?",
  occasion: "ice_breaker",
  depth: "light",
};
const ALL: QuestionFilter = { search: "", occasion: null, asks: null, depth: null };

const ids = (changes: Partial<QuestionFilter>) =>
  matchQuestions([MISSION, CAFE], { ...ALL, ...changes }).map(({ id }) => id);

test("every word has to be in it, in any order, with or without accents and capitals", () => {
  expect(ids({ search: "best CAFE" })).toEqual(["c"]);
  expect(ids({ search: "mission cafe" })).toEqual([]);
  expect(ids({ search: "  " })).toEqual(["m", "c"]);
});

test("a question that either may ask is among those of each", () => {
  expect(ids({ asks: "direct" })).toEqual(["m", "c"]);
  expect(ids({ asks: "manager" })).toEqual(["c"]);
});

test("occasion and depth leave out the others", () => {
  expect(ids({ occasion: "big_picture" })).toEqual(["m"]);
  expect(ids({ depth: "light" })).toEqual(["c"]);
});
