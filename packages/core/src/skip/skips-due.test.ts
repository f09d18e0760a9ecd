import fc from "fast-check";
import { expect, test } from "vitest";
import type { RotationPerson } from "./plan-rotation.ts";
import { skipsDue } from "./skips-due.ts";

const WEEKS = { firstDay: "2026-11-30", weeks: 4 }; // nearly all of them lie in December

const person = (at: number, lastMet: string | null = null): RotationPerson => ({
  ...{ id: `p${String(at).padStart(2, "0")}`, department: null, lastMet, from: null, away: [] },
});
const people = (count: number) => Array.from({ length: count }, (_, at) => person(at));

test("up to about eight are met every four weeks, all of them from now on", () => {
  const due = skipsDue(people(8), WEEKS);
  expect(due.everyWeeks).toBe(4);
  expect(due.people.every(({ isDue }) => isDue)).toBe(true);
});

test("more than that take turns, so that everybody is met within a quarter", () => {
  const due = skipsDue(people(20), WEEKS);
  expect(due.everyWeeks).toBe(12);
  const months = due.people.map(({ month }) => month);
  expect([...new Set(months)].sort()).toEqual(["2026-12", "2027-01", "2027-02"]);
  expect(due.people.filter(({ isDue }) => isDue).map(({ month }) => month)).not.toContain("2027-01");
});

test("whoever was met a moment ago comes later than whoever has waited", () => {
  const due = skipsDue([...people(9), person(9, "2026-11-20")], WEEKS);
  expect(due.people.find(({ id }) => id === "p09")?.isDue).toBe(false);
});

test("whatever the number, nobody waits longer than a quarter, and no month has more than its share", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 60 }), (count) => {
      const due = skipsDue(people(count), WEEKS);
      const most = Math.max(8, Math.ceil(count / 3));
      expect(due.people.every(({ month }) => month !== null)).toBe(true);
      expect(due.people.filter(({ isDue }) => isDue).length).toBeLessThanOrEqual(most);
      expect([4, 8, 12]).toContain(due.everyWeeks);
    }),
    { numRuns: 60, seed: 20261126 },
  );
});
