import { expect, test } from "vitest";
import { readShared } from "./read-shared.ts";

test("a shared page has its title and its address", () => {
  expect(readShared({ title: "The plan", url: "https://example.org/plan" })).toEqual({
    text: "The plan",
    link: "https://example.org/plan",
  });
});

test("an address inside the text becomes the link", () => {
  expect(readShared({ text: "Look at https://example.org/plan please" })).toEqual({
    text: "Look at please",
    link: "https://example.org/plan",
  });
});

test("a title that the text repeats stands once", () => {
  expect(readShared({ title: "The plan", text: "The plan" })).toEqual({ text: "The plan", link: null });
});

test("nothing shared is nothing", () => {
  expect(readShared({})).toEqual({ text: "", link: null });
});
