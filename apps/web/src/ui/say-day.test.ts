import { expect, test } from "vitest";
import { daysBetween, sayDate, sayDay } from "./say-day.ts";

const SUNDAY = "2026-11-22";

test("days close by are said as people say them", () => {
  const said = ["2026-11-21", "2026-11-22", "2026-11-23", "2026-11-27", "2026-11-29"].map((day) => sayDay(day, SUNDAY));
  expect(said).toEqual(["yesterday", "today", "tomorrow", "Friday", "Sunday 29 November"]);
});

test("a day of another year says its year", () => {
  expect(sayDate("2027-01-05", SUNDAY)).toBe("Tuesday 5 January 2027");
  expect(sayDate("2026-12-01", SUNDAY, "short")).toBe("Tue 1 Dec");
});

test("days are counted by the calendar", () => {
  expect(daysBetween("2026-10-24", "2026-10-26")).toBe(2);
  expect(daysBetween(SUNDAY, "2026-11-20")).toBe(-2);
});
