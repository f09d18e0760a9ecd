import { expect, test } from "vitest";
import { asksFirst } from "./asks-first.ts";

const PEOPLE = { a: { role: "manager" }, b: { role: "report" } } as const;
const mission = { author: "b", altitude: "big_picture", state: "open" } as const;

test("only the manager is reminded to ask first what the direct thinks", () => {
  expect(asksFirst(mission, null, PEOPLE, "a")).toBe(true);
  expect(asksFirst(mission, null, PEOPLE, "b")).toBe(false);
});

test("a detail from the direct's side, and the manager's own big picture, need no reminder", () => {
  expect(asksFirst({ ...mission, altitude: "detail" }, null, PEOPLE, "a")).toBe(false);
  expect(asksFirst({ ...mission, author: "a" }, null, PEOPLE, "a")).toBe(false);
});

test("a question about the big picture counts, whatever the topic is marked as", () => {
  expect(asksFirst({ ...mission, altitude: "detail" }, { bigPicture: true }, PEOPLE, "a")).toBe(true);
});

test("once it was talked about, it is too late for that", () => {
  expect(asksFirst({ ...mission, state: "discussed" }, null, PEOPLE, "a")).toBe(false);
});

test("between peers nobody has to fill gaps", () => {
  expect(asksFirst(mission, null, { a: { role: "peer" }, b: { role: "peer" } }, "a")).toBe(false);
});
