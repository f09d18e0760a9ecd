import { foldText } from "@candor/core/fold-text.ts";
import fc from "fast-check";
import { expect, test } from "vitest";
import { createNoteSearch } from "./search-notes.ts";

const NOW = "2026-11-25T10:00:00.000Z";

test("a note is found by the beginnings of all words typed, in any order, whatever the case and the accents", () => {
  const search = searchOver("Fährt nächste Woche nach Zürich", "Zürich gefällt ihr");
  expect(ids(search.search("zur wo", NOW, 10))).toEqual(["0"]);
  expect(ids(search.search("ZÜRICH", NOW, 10)).sort()).toEqual(["0", "1"]);
  expect(search.search("urich", NOW, 10)).toEqual([]);
});

test("a note is found by whom it is about and by its topic, too, after those that say it", () => {
  const search = createNoteSearch();
  search.put({ id: "beside", text: "Tired of the pager", beside: "Sam · On-call", at: NOW });
  search.put({ id: "says", text: "Sam is tired", beside: "Mia", at: NOW });
  expect(search.search("sam tired", NOW, 10).map(({ id, ranges }) => [id, ranges])).toEqual([
    [
      "says",
      [
        { start: 0, end: 3 },
        { start: 7, end: 12 },
      ],
    ],
    ["beside", [{ start: 0, end: 5 }]],
  ]);
});

test("a whole word goes before a beginning, words in a row before words apart, and the newer before the older", () => {
  const search = createNoteSearch();
  const put = (id: string, text: string, at = NOW) => search.put({ id, text, beside: "", at });
  put("beginning", "planning poker");
  put("old", "the plan is fine", "2024-01-01T10:00:00.000Z");
  put("new", "the plan is fine");
  expect(ids(search.search("plan", NOW, 10))).toEqual(["new", "beginning", "old"]);
  put("apart", "poker after planning");
  expect(ids(search.search("planning poker", NOW, 10))).toEqual(["beginning", "apart"]);
});

test("a note that changed is found by what it says now, and one that is taken out is not found", () => {
  const search = searchOver("Tired");
  search.put({ id: "0", text: "Rested", beside: "", at: NOW });
  expect(search.search("tired", NOW, 10)).toEqual([]);
  expect(ids(search.search("rested", NOW, 10))).toEqual(["0"]);
  search.remove("0");
  expect(search.search("rested", NOW, 10)).toEqual([]);
});

test("nothing but signs finds nothing, and a time that is none does no harm", () => {
  const search = createNoteSearch();
  search.put({ id: "0", text: "(.*) $^", beside: "", at: "yesterday" });
  for (const query of ["", "  ", "(.*)", "\\", "$^"]) expect(search.search(query, NOW, 10)).toEqual([]);
});

test("whatever is written and typed, what is marked is what was looked for", () => {
  const part = fc.constantFrom("Ü", "ü", "a", "ab", "İ", "ß", "🙂", " ", "-", "\n", "ﬁ", "١", "е́");
  const text = fc.array(part, { maxLength: 14 }).map((drawn) => drawn.join(""));
  fc.assert(
    fc.property(text, text, (note, query) => {
      const words = foldText(query).match(/[\p{L}\p{N}]+/gu) ?? [];
      for (const { ranges } of searchOver(note).search(query, NOW, 10)) {
        for (const { start, end } of ranges) expect(words).toContain(foldText(note).slice(start, end));
        for (const [at, { start }] of ranges.entries()) expect(start).toBeGreaterThan(ranges[at - 1]?.start ?? -1);
      }
    }),
    { seed: 7, numRuns: 1000 },
  );
});

function searchOver(...texts: string[]) {
  const search = createNoteSearch();
  for (const [at, text] of texts.entries()) search.put({ id: String(at), text, beside: "", at: NOW });
  return search;
}

function ids(hits: readonly { id: string }[]): string[] {
  return hits.map(({ id }) => id);
}
