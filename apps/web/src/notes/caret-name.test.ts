import { expect, test } from "vitest";
import { caretName } from "./caret-name.ts";

const NAMES = { a: "Ana", b: "" };

test.each([
  ["the page's name goes before the one told on connecting", { member: "a", name: "Old" }, "Ana"],
  ["and stands in where none was told", { member: "a", name: "" }, "Ana"],
  ["the told one stands where the page has none", { member: "b", name: "Sam" }, "Sam"],
  ["without either it is someone", { member: "b", name: "" }, "Someone"],
  ["a caret that says nothing is someone's", undefined, "Someone"],
  ["and so is one of no seat", { member: "__proto__", name: 7 }, "Someone"],
])("%s", (_, user, name) => expect(caretName(user, NAMES)).toBe(name));
