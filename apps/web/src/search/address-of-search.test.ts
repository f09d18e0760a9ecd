import fc from "fast-check";
import { expect, test } from "vitest";
import { addressOfSearch, readSought, type Sought } from "./address-of-search.ts";

const PAGE = "0b7e4ee4-7b5f-4b8e-9a30-0f5f8f4fbc01";
const ANYTHING: Sought = { words: "", person: "", kind: "all", time: "any" };
const read = (address: string) => readSought(new URL(address, "https://candor.example"));

test("an address brings back the words and every filter, whatever the words are", () => {
  const sought = fc.record<Sought>({
    words: fc.string({ unit: "grapheme", maxLength: 100 }).filter((words) => words === "" || words.trim() !== ""),
    person: fc.constantFrom("", PAGE),
    kind: fc.constantFrom("all", "topic", "action", "artifact", "pairing"),
    time: fc.constantFrom("any", "month", "quarter", "year", "before"),
  });
  fc.assert(
    fc.property(sought, (each) => {
      expect(read(addressOfSearch(each))).toEqual(each);
    }),
  );
});

test("nothing of it is in what a browser tells a server", () => {
  const address = addressOfSearch({ words: "pay? rise", person: PAGE, kind: "topic", time: "month" });
  const { pathname, search } = new URL(address, "https://candor.example");
  expect([pathname, search]).toEqual(["/search", ""]);
  expect(addressOfSearch(ANYTHING)).toBe("/search");
});

test("what is looked for in private notes alone stays out of the browser's history", () => {
  const address = addressOfSearch({ words: "worried", person: PAGE, kind: "private", time: "year" });
  expect(address).not.toContain("worried");
  expect(read(address)).toEqual({ words: "", person: PAGE, kind: "private", time: "year" });
});

test("what an address says that is no choice is passed over, and one from before still brings its words", () => {
  expect(read("/search#q=a&with=nobody&kind=constructor&written=tomorrow&more=1")).toEqual({ ...ANYTHING, words: "a" });
  expect(read("/search#%E0%A4%A&=&&q")).toEqual(ANYTHING);
  expect(read("/search?q=the+old+way")).toEqual({ ...ANYTHING, words: "the old way" });
  expect(read(`/search#q=${"a".repeat(5000)}`).words).toHaveLength(1000);
});
