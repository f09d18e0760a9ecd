import { expect, test } from "vitest";
import { managersToTell, toldLately } from "./managers-to-tell.ts";

const [ben, eve] = [
  { person: "ben", name: "Ben" },
  { person: "eve", name: "Eve" },
];
const PEOPLE = [
  { person: "cleo", name: "Cleo", between: [ben] },
  { person: "dan", name: "Dan", between: [ben, eve] },
];

test("each manager between is told once, of all of theirs of whom nobody told them", () => {
  const saysTo = (told: { manager: string; person: string }[]) =>
    managersToTell(PEOPLE, told).map(({ manager, people }) => [manager.name, people.map(({ name }) => name)]);
  expect(saysTo([])).toEqual([
    ["Ben", ["Cleo", "Dan"]],
    ["Eve", ["Dan"]],
  ]);
  expect(saysTo([{ manager: "ben", person: "cleo" }])).toEqual([
    ["Ben", ["Dan"]],
    ["Eve", ["Dan"]],
  ]);
  expect(managersToTell([], [])).toEqual([]);
});

test("what was told stands for a quarter", () => {
  const told = [{ manager: "ben", person: "cleo", at: "2026-10-31T22:00:00.000Z" }];
  expect(toldLately(told, "2026-12")).toEqual(told);
  expect(toldLately(told, "2027-01")).toEqual([]);
});
