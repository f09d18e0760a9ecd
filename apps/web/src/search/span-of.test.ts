import { expect, test } from "vitest";
import { spanOf } from "./span-of.ts";

test("a span begins at midnight here, also across a change of clocks", () => {
  expect(spanOf("month", "2026-11-24", "Europe/Berlin")).toEqual({ from: "2026-10-23T22:00:00Z", to: null });
  expect(spanOf("quarter", "2026-05-31", "UTC")).toEqual({ from: "2026-02-28T00:00:00Z", to: null });
  expect(spanOf("year", "2026-11-24", "UTC")).toEqual({ from: "2025-11-24T00:00:00Z", to: null });
});

test("before that is all that is older than a year, and any time is any", () => {
  expect(spanOf("before", "2026-11-24", "UTC")).toEqual({ from: null, to: "2025-11-24T00:00:00Z" });
  expect(spanOf("any", "2026-11-24", "UTC")).toEqual({ from: null, to: null });
});
