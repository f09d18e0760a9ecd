import type { Page } from "@candor/core/page/page.ts";
import { expect, test } from "vitest";
import { excerpt, findEntries } from "./find-entries.ts";
import { entriesOfPage, type SearchEntry } from "./search-entry.ts";

test("a topic is found by its title, its notes, its theme and the person it is for", () => {
  const entries = entriesOfPage("pair", "Zoë", page("Growth next year", "Budget"), (id) =>
    id === "t1" ? "wants to lead the billing split" : "",
  );
  expect(titles(entries, "growth")).toEqual(["Growth next year"]);
  expect(titles(entries, "billing")).toEqual(["Growth next year"]);
  expect(titles(entries, "zoe budget")).toEqual(["Budget"]);
  expect(titles(entries, "career")).toEqual(["Growth next year", "Budget"]);
  expect(titles(entries, "absent")).toEqual([]);
  expect(titles(entries, "  ")).toEqual([]);
});

test("what begins with the words comes before what merely holds them", () => {
  const entries = entriesOfPage("pair", "Sam", page("Regrowth", "Plan for growth", "Growth"), () => "");
  expect(titles(entries, "growth")).toEqual(["Growth", "Plan for growth", "Regrowth"]);
});

test("what is open comes before what is closed", () => {
  const discussed = page("Growth, the old one", "Growth, the new one");
  const entries = entriesOfPage(
    "pair",
    "Sam",
    {
      ...discussed,
      topics: discussed.topics.map((topic, index) => ({ ...topic, state: index === 0 ? "discussed" : "open" })),
    },
    () => "",
  );
  expect(titles(entries, "growth")).toEqual(["Growth, the new one", "Growth, the old one"]);
});

test("what was thrown into the bin is not found", () => {
  const binned = page("Growth");
  const topics = binned.topics.map((topic) => ({ ...topic, state: "binned" as const }));
  expect(entriesOfPage("pair", "Sam", { ...binned, topics }, () => "")).toEqual([]);
});

test("an excerpt shows the words in what surrounds them", () => {
  const notes = `${"before ".repeat(30)}the billing split ${"after ".repeat(30)}`;
  expect(excerpt(notes, "billing")).toMatch(/^….*billing split.*…$/);
  expect(excerpt("short billing note", "billing")).toBe("short billing note");
  expect(excerpt("nothing here", "billing")).toBe("");
});

function titles(entries: readonly SearchEntry[], query: string): string[] {
  return findEntries(entries, query, 10).map((entry) => entry.title);
}

function page(...titlesOfTopics: string[]): Page {
  return {
    schemaVersion: 1,
    settings: { everyWeeks: 1, minutes: 30, medium: null, timeZone: "UTC" },
    meetings: [],
    actions: [],
    topics: titlesOfTopics.map((title, index) => ({
      id: `t${index + 1}`,
      title,
      place: "hopper",
      rank: `a${index}`,
      altitude: "detail",
      kind: "topic",
      author: "a",
      state: "open",
      theme: "career",
      carriedFrom: [],
      snoozedUntil: null,
      keptAt: null,
      createdAt: "2026-11-20T10:00:00Z",
      stateAt: null,
    })),
  };
}
