import { PROPOSED_SETTINGS } from "@candor/core/planner/planner-settings.ts";
import { expect, test } from "vitest";
import { shownHours, weekItems } from "./week-items.ts";

const at = (time: string) => Temporal.PlainDateTime.from(time).toZonedDateTime("Europe/Berlin").epochMilliseconds;
const view = {
  ...{ firstDay: "2026-11-30", timeZone: "Europe/Berlin", settings: PROPOSED_SETTINGS },
  mine: { calendar: "known" as const, readAt: null, busy: [] },
};
const meeting = (seriesId: string, start: string, minutes = 30) => ({
  ...{ seriesId, date: start.slice(0, 10), start, is: "by_pattern" as const },
  ...{ from: at(start), until: at(start) + minutes * 60_000 },
});

test("1:1s at one time stand beside each other, and those after them have the day's whole width", () => {
  const occurrences = [
    meeting("a", "2026-12-01T10:00"),
    meeting("b", "2026-12-01T10:00", 60),
    meeting("c", "2026-12-01T10:30"),
    meeting("d", "2026-12-01T11:00"),
  ];
  const days = weekItems(view, { occurrences, focus: [] }, 0);
  expect(days.map(({ date }) => date.slice(8))).toEqual(["30", "01", "02", "03", "04"]);
  const lanes = days[1]?.items.flatMap((item) =>
    item.type === "meeting" ? [[item.seriesId, item.lane, item.lanes]] : [],
  );
  expect(lanes).toEqual([
    ["a", 0, 2],
    ["b", 1, 2],
    ["c", 0, 2],
    ["d", 0, 1],
  ]);
});

test("what is taken over night is on both days, and a weekend is shown where there is a 1:1 on it", () => {
  const busy = [{ from: at("2026-12-04T22:00"), until: at("2026-12-05T02:00"), type: "taken" as const }];
  const days = weekItems(
    { ...view, mine: { ...view.mine, busy } },
    { occurrences: [meeting("a", "2026-12-05T07:00")], focus: [] },
    0,
  );
  const spans = days.slice(4).map(({ items }) => items.map(({ from, until }) => [from, until]));
  expect(spans).toEqual([
    [[1320, 1440]],
    [
      [0, 120],
      [420, 450],
    ],
  ]);
  expect(shownHours([days])).toEqual({ from: 420, until: 1080 });
});
