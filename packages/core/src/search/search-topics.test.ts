import { describe, expect, test } from "vitest";
import { indexEntry, likelyBeginnings, searchTopics } from "./search-topics.ts";

const entries = [
  { id: "1", title: "Growth", body: "", at: "2026-01-01" },
  { id: "2", title: "Growth: next year", body: "wants to lead the billing split", at: "2026-02-01" },
  { id: "3", title: "Her personal growth", body: "", at: "2026-03-01" },
  { id: "4", title: "Overgrowth of meetings", body: "", at: "2026-04-01" },
  { id: "5", title: "Conference", body: "for growth and for fun", at: "2026-05-01" },
  { id: "6", title: "Über-Planung für Zoë", body: "", at: "2026-06-01" },
];
const index = entries.map(indexEntry);
const found = (query: string) => searchTopics(query, index, 10).map((hit) => hit.entry.id);

test("the whole title comes before its beginning, a word, a part of a word, the notes", () => {
  expect(found("growth")).toEqual(["1", "2", "3", "4", "5"]);
});

test("every word must occur, in any order, in title or notes", () => {
  expect(found("billing growth")).toEqual(["2"]);
  expect(found("growth hiring")).toEqual([]);
});

test("case and accents do not matter", () => {
  expect(found("uber zoe")).toEqual(["6"]);
  expect(found("ÜBER")).toEqual(["6"]);
});

test("a word is found while it is being typed", () => {
  for (const typed of ["c", "con", "confer"]) expect(found(typed)[0]).toBe("5");
});

describe("one wrong letter is forgiven:", () => {
  test.each([["groqth"], ["grwth"], ["groowth"], ["gorwth"]])("%s", (query) => expect(found(query)).toContain("1"));
  test("but not in a word of three", () => expect(found("nxt")).toEqual([]));
});

test("of two equally good the newer comes first", () => {
  const two = [
    { id: "old", title: "Budget", body: "", at: "2025-01-01" },
    { id: "new", title: "Budget", body: "", at: "2026-01-01" },
  ].map(indexEntry);
  expect(searchTopics("budget", two, 10).map((hit) => hit.entry.id)).toEqual(["new", "old"]);
});

test("says where the words stand, for marking them", () => {
  const [hit] = searchTopics("year growth", index, 1);
  expect(hit?.titleRanges.map(({ start, end }) => hit.entry.title.slice(start, end))).toEqual(["Growth", "year"]);
  const [inNotes] = searchTopics("billing", index, 1);
  expect(inNotes?.entry.body.slice(inNotes.bodyRange?.start, inNotes.bodyRange?.end)).toBe("billing");
});

test("an empty query finds nothing, a limit is kept", () => {
  expect(found("  ")).toEqual([]);
  expect(searchTopics("growth", index, 2)).toHaveLength(2);
});

test("what a mistyped word may have begun with is few beginnings, and none for a short one", () => {
  for (const typed of ["growht", "grwoth", "rgowth", "ggrowth", "growth"])
    expect(likelyBeginnings(typed)).toContain("gr");
  expect(likelyBeginnings("cat")).toEqual([]);
});
