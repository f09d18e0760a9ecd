import type { Page } from "@candor/core/page/page.ts";
import { indexEntry, searchTopics } from "@candor/core/search/search-topics.ts";
import { PLAIN_TOPIC } from "@candor/core/topic/topic.ts";
import { expect, test } from "vitest";
import { entriesOfPage, excerpt, type PageEntry } from "./search-entry.ts";

test("a topic is found by its title, its notes, its theme and the person it is for", () => {
  const entries = entriesOfPage("pair", "Zoë", page("Growth next year", "Budget"), (id) =>
    id === "t1" ? "wants to lead the billing split" : "",
  );
  expect(titles(entries, "growth")).toEqual(["Growth next year"]);
  expect(titles(entries, "billing")).toEqual(["Growth next year"]);
  expect(titles(entries, "zoe budget")).toEqual(["Budget"]);
  expect(titles(entries, "career").toSorted()).toEqual(["Budget", "Growth next year"]);
  expect(titles(entries, "absent")).toEqual([]);
});

test("what was thrown into the bin is not found", () => {
  const binned = page("Growth");
  const topics = binned.topics.map((topic) => ({ ...topic, state: "binned" as const }));
  expect(entriesOfPage("pair", "Sam", { ...binned, topics }, () => "")).toEqual([]);
});

test("what was written side by side is found by its words, as what it is", () => {
  const at = "2026-11-20T10:00:00Z";
  const pairing = [
    { id: "s1", title: "Invoices", body: "The tests are red", at },
    { id: "f1", title: "The build takes 14 minutes", body: "costs us the afternoon", at },
  ];
  const entries = entriesOfPage("pair", "Sam", page(), () => "", pairing);
  expect(titles(entries, "tests red")).toEqual(["Invoices"]);
  expect(titles(entries, "afternoon")).toEqual(["The build takes 14 minutes"]);
  expect(entries.map(({ type, place }) => [type, place.type])).toEqual([
    ["pairing", "pairing"],
    ["pairing", "pairing"],
  ]);
});

test("an excerpt shows the words in what surrounds them, and never what is not in the notes", () => {
  const notes = `${"before ".repeat(30)}the billing split ${"after ".repeat(30)}`;
  const [entry] = entriesOfPage("pair", "Sam", page("Growth"), () => notes);
  expect(excerpt(entry!, notes.indexOf("billing"))).toMatch(/^….*billing split.*…$/);
  expect(excerpt(entry!, notes.length + 1)).toBe("");
  expect(excerpt(entry!, null)).toBe("");
});

function titles(entries: readonly PageEntry[], query: string): string[] {
  return searchTopics(query, entries.map(indexEntry), 10).map((hit) => hit.entry.title);
}

function page(...titlesOfTopics: string[]): Page {
  return {
    schemaVersion: 1,
    settings: { everyWeeks: 1, minutes: 30, medium: null, timeZone: "UTC", timeZoneOfA: null, timeZoneOfB: null },
    meetings: [],
    actions: [],
    topics: titlesOfTopics.map((title, index) => ({
      ...PLAIN_TOPIC,
      ...{ id: `t${index + 1}`, title, place: "hopper", rank: `a${index}`, author: "a", theme: "career" },
      createdAt: "2026-11-20T10:00:00Z",
    })),
  };
}
