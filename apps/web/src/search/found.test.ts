import { indexEntry } from "@candor/core/search/search-topics.ts";
import type { SearchHit } from "@candor/protocol/http/search.ts";
import { expect, test } from "vitest";
import { mergeFound, type SearchFilter } from "./found.ts";
import type { PageEntry } from "./search-entry.ts";

const ALL: SearchFilter = { person: null, kind: "all", from: null, to: null };
const names = new Map([
  ["page-ben", "Ben"],
  ["page-cleo", "Cleo"],
]);

function here(thing: string, title: string, more: Partial<PageEntry> = {}) {
  return indexEntry<PageEntry>({
    ...{ type: "topic", id: thing, pairId: "page-ben", person: "Ben", thing, title, body: "notes on it\n\nBen" },
    ...{ notesLength: 11, at: "2026-11-20T10:00:00Z", place: { type: "hopper" } },
    ...more,
  });
}

function there(item: string, title: string, more: Partial<SearchHit> = {}): SearchHit {
  return {
    page: "page-ben",
    volume: 2024,
    kind: "topic",
    item,
    title,
    excerpt: "",
    at: "2024-03-01T10:00:00Z",
    ...more,
  };
}

const titles = (hits: readonly SearchHit[], filter: Partial<SearchFilter> = {}) =>
  mergeFound("budget", [here("t1", "Budget for spring"), here("a1", "Ask for the budget", { type: "action" })], hits, {
    filter: { ...ALL, ...filter },
    ...{ names, most: 10 },
  }).map(({ title }) => title);

test("what is here and what only the server keeps stand in one order", () => {
  expect(titles([there("t9", "Budget"), there("t8", "No budget")])).toEqual([
    "Budget",
    "Budget for spring",
    "Ask for the budget",
    "No budget",
  ]);
});

test("what both have is shown once, as this device has it", () => {
  expect(titles([there("t1", "Budget for winter", { volume: null })])).not.toContain("Budget for winter");
});

test("what was changed here so that it holds the words no more is not shown as the server still has it", () => {
  const hit = there("t2", "Budget", { volume: null });
  expect(mergeFound("budget", [here("t2", "Rather something else")], [hit], { filter: ALL, names, most: 10 })).toEqual(
    [],
  );
});

test("a search can be of one person, one kind or one time", () => {
  const hits = [
    there("t9", "Budget", { page: "page-cleo" }),
    there("x", "Budget of all", { kind: "artifact", page: "x" }),
  ];
  expect(titles(hits, { person: "page-cleo" })).toEqual(["Budget"]);
  expect(titles(hits, { kind: "action" })).toEqual(["Ask for the budget"]);
  expect(titles(hits, { kind: "artifact" })).toEqual(["Budget of all"]);
  expect(titles(hits, { to: "2025-01-01T00:00:00Z" })).toEqual(["Budget", "Budget of all"]);
  expect(titles(hits, { from: "2025-01-01T00:00:00Z" })).toEqual(["Budget for spring", "Ask for the budget"]);
  expect(titles(hits, { kind: "private" })).toEqual([]);
});

test("pages that are not mine any more are left out, and what only the server calls a hit comes last", () => {
  const hits = [there("t9", "Le budgét", { excerpt: "" }), there("t7", "Money", { excerpt: "" })];
  expect(titles([...hits, there("t6", "Budget", { page: "page-gone" })])).toEqual([
    "Budget for spring",
    "Ask for the budget",
    "Le budgét",
    "Money",
  ]);
});

test("of years of many pages no more is made ready than is shown, and the best of all comes first", () => {
  const years = Array.from({ length: 30_000 }, (_, at) =>
    here(`t${at}`, at === 29_000 ? "Budget" : `The budget of week ${at}`),
  );
  const found = mergeFound("budget", years, [there("t9", "Budgets")], { filter: ALL, names, most: 3 });
  expect(found.map(({ title }) => title)).toEqual(["Budget", "The budget of week 0", "The budget of week 1"]);
});

test("while the server is asked anew, of its last answer stays what holds the words that are there now", () => {
  const hits = [there("t8", "Budgets"), there("t9", "Bulletin")];
  const found = (isWaiting: boolean) =>
    mergeFound("budg", [], hits, { filter: ALL, names, most: 10, isWaiting }).map(({ title }) => title);
  expect(found(true)).toEqual(["Budgets"]);
  expect(found(false)).toEqual(["Budgets", "Bulletin"]);
});
