import type { SearchHit } from "@candor/protocol/http/search.ts";
import { expect, test } from "vitest";
import { addressOfHit, searchElsewhere } from "./search-elsewhere.ts";

const BEN = { pairId: "page-ben", name: "Ben" };

function hit(page: string, item: string): SearchHit {
  return { page, volume: null, kind: "topic", item, title: `Topic ${item}`, excerpt: "", at: null };
}

test("only pages that this device does not keep are searched by the server", async () => {
  const server = async () => [hit("page-cleo", "t1"), hit("page-ben", "t2")];
  expect(await searchElsewhere(server, [BEN], "topic")).toEqual([{ ...hit("page-ben", "t2"), person: "Ben" }]);
});

test("nothing is sent where every page is kept here, nor before there is a word", async () => {
  const server = async () => {
    throw new Error("it was asked");
  };
  expect(await searchElsewhere(server, [], "topic")).toEqual([]);
  expect(await searchElsewhere(server, [BEN], " t ")).toEqual([]);
});

test("a hit leads to its place, also where a year was put away, and where it has none to its page", () => {
  expect(addressOfHit(hit("page-ben", "t2"))).toBe("/p/page-ben#topic-t2");
  expect(addressOfHit({ ...hit("page-ben", "t2"), volume: 2024 })).toBe("/p/page-ben#2024-topic-t2");
  expect(addressOfHit({ ...hit("page-ben", "welcome"), kind: "welcome" })).toBe("/p/page-ben");
});
