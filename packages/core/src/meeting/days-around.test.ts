import { expect, test } from "vitest";
import { daysAround } from "./days-around.ts";

test("a meeting's date is three months back at most, for what has been, and two years ahead", () => {
  expect(daysAround("2026-11-27")).toEqual({ first: "2026-08-27", last: "2028-11-27" });
});

test("a date that stands already may stay, however far away it is", () => {
  expect(daysAround("2026-11-27", "2024-05-02").first).toBe("2024-05-02");
  expect(daysAround("2026-11-27", "2031-05-02").last).toBe("2031-05-02");
  expect(daysAround("2026-11-27", "2026-12-01")).toEqual(daysAround("2026-11-27"));
});
