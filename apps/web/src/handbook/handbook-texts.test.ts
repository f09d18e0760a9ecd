import { expect, test } from "vitest";
import { handbook, wordsOf } from "./handbook-texts.ts";

const parts = handbook.map((part) => [part.title, part] as const);

test.each(parts)("%s: read in a minute or two", (_title, { blocks }) => {
  const words = blocks.flatMap(wordsOf).join(" ").split(/\s+/).length;
  expect(words).toBeGreaterThanOrEqual(150);
  expect(words).toBeLessThanOrEqual(260);
});

test.each(parts)("%s: says where Candor helps, and where to look for it", (_title, { helps }) => {
  expect(helps.length).toBeGreaterThanOrEqual(1);
  expect(helps.length).toBeLessThanOrEqual(3);
  for (const { to, says } of helps) if (to === "page") expect(says).toMatch(/^On (a|any|a new) (page|screen)\b/);
});

test("a link to a part goes on meaning that part", () => {
  expect(handbook.map((part) => part.id)).toEqual([
    "purpose",
    "running",
    "first-meetings",
    "feedback",
    "fading",
    "reluctant-manager",
  ]);
});
