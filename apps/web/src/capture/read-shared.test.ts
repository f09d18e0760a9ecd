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

test("an address that stands in the text too stands once, and another one stays", () => {
  const url = "https://example.org/plan";
  expect(readShared({ text: `Look at ${url}`, url })).toEqual({ text: "Look at", link: url });
  expect(readShared({ text: "See https://example.org/other", url })).toEqual({
    text: "See https://example.org/other",
    link: url,
  });
});

test("what is no address of the web is words, and no sign that none can see comes along", () => {
  expect(readShared({ title: "T", url: "javascript:alert(1)" })).toEqual({
    text: "T: javascript:alert(1)",
    link: null,
  });
  expect(readShared({ title: "a\0\u0007b", text: "\u202ec\nd" })).toEqual({ text: "a b: c d", link: null });
});
