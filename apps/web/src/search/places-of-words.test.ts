import { expect, test } from "vitest";
import { placesOfWords } from "./places-of-words.ts";

const marked = (query: string, text: string) =>
  placesOfWords(query, text).map(({ start, end }) => text.slice(start, end));

test("what was typed is found where words begin with it, whatever case and accents they are written in", () => {
  expect(marked("bud éte", "…our Budget, the ETE and a rebudget")).toEqual(["Bud", "ETE"]);
  expect(marked("", "Budget")).toEqual([]);
  expect(marked("(budget)", "Budget")).toEqual(["Budget"]);
});
