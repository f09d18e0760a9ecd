import { expect, test } from "vitest";
import { readAction } from "./read-action.ts";

const PEOPLE = { a: { id: "a", name: "Ana López" }, b: { id: "b", name: "Sam" } } as const;
const FRIDAY = { now: Temporal.Instant.from("2026-11-20T09:00:00Z"), timeZone: "Europe/Berlin" };

const read = (line: string) => readAction(line, PEOPLE, FRIDAY);

test("an action says in its own line whose it is and by when", () => {
  expect(read("@sam send the plan !tue")).toEqual({ text: "send the plan", owner: "b", due: "2026-11-24" });
  expect(read("book a room !tomorrow @ana")).toEqual({ text: "book a room", owner: "a", due: "2026-11-21" });
});

test("what is not understood stays text, and so does a theme", () => {
  const line = "ask @lee about #hiring !soon";
  expect(read(line)).toEqual({ text: line, owner: null, due: null });
});

test("names and days alone are no action without words", () => {
  expect(read("@sam !fri")).toEqual({ text: "@sam !fri", owner: null, due: null });
});

test("a seat without a name is not found by anything", () => {
  const people = { ...PEOPLE, b: { id: "b", name: "" } } as const;
  expect(readAction("@sam call", people, FRIDAY)).toEqual({ text: "@sam call", owner: null, due: null });
});
