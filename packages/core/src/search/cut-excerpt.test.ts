import { expect, test } from "vitest";
import { cutExcerpt } from "./cut-excerpt.ts";

const TEXT = "Ask for the budget review before the new starters come, and tell them where the handbook is kept";

test("an excerpt begins and ends between words, wherever it is cut", () => {
  const words = new Set(TEXT.split(" "));
  for (let at = 0; at < TEXT.length; at += 1)
    for (let length = 30; length <= TEXT.length; length += 7) {
      if (at > 0 && TEXT[at - 1] !== " ") continue; // a match begins a word
      const piece = cutExcerpt(TEXT, at, length).replaceAll("…", "");
      expect(piece.split(" ").filter((word) => !words.has(word))).toEqual([]);
      expect(TEXT).toContain(piece);
      expect(piece).toContain(TEXT.slice(at).split(" ")[0]);
    }
});

test("an excerpt says where something is left out, and nothing is of a short text", () => {
  expect(cutExcerpt(TEXT, TEXT.indexOf("new"), 36)).toBe("…before the new starters come, and…");
  expect(cutExcerpt("a  short\ntext", 3, 90)).toBe("a short text");
});

test("a word longer than an excerpt is cut", () => {
  expect(cutExcerpt("a".repeat(100), 50, 30)).toBe(`…${"a".repeat(30)}…`);
});
