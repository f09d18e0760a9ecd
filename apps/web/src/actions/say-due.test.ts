import { expect, test } from "vitest";
import { sayDue } from "./say-due.ts";

const SUNDAY = "2026-11-22";

test("what is due says by when", () => {
  expect(sayDue("2026-11-27", SUNDAY)).toEqual({ text: "by Friday", isOver: false });
  expect(sayDue(SUNDAY, SUNDAY)).toEqual({ text: "by today", isOver: false });
});

test("what is past due is said as a fact, without blame", () => {
  expect(sayDue("2026-11-21", SUNDAY)).toEqual({ text: "was for yesterday", isOver: true });
  expect(sayDue("2026-11-12", SUNDAY)).toEqual({ text: "was for Thu 12 Nov, 10 days ago", isOver: true });
});

test("where nobody said when, nothing is said", () => {
  expect(sayDue(null, SUNDAY)).toBeNull();
});
