import { expect, test } from "vitest";
import type { Action } from "../action/action.ts";
import { type Meeting, PLAIN_MEETING } from "../meeting/meeting.ts";
import { PLAIN_TOPIC, type Topic } from "../topic/topic.ts";
import { pairInsight, quartersUntil } from "./pair-insight.ts";

const NOW = Temporal.Instant.from("2026-11-24T08:00:00Z");
const SETTINGS = {
  ...{ everyWeeks: 2, minutes: 30, medium: null, timeZone: "Europe/Berlin" },
  ...{ timeZoneOfA: null, timeZoneOfB: null },
};

const meeting = (day: string, more: Partial<Meeting> = {}): Meeting => ({
  ...PLAIN_MEETING,
  ...{ id: day, start: `${day}T10:00`, timeZone: "Europe/Berlin", minutes: 30, medium: null, state: "held" },
  ...more,
});
const topic = (createdAt: string, more: Partial<Topic> = {}): Topic => ({
  ...PLAIN_TOPIC,
  ...{ id: createdAt, title: "Hiring", place: "hopper", rank: "a", author: "a", createdAt },
  ...more,
});
const action = (createdAt: string, more: Partial<Action> = {}): Action => ({
  ...{ id: createdAt, text: "Ask Lee", owner: "a", due: null, state: "open", why: null, rank: "a" },
  ...{ fromTopic: null, fromMeeting: null, createdAt, stateAt: null },
  ...more,
});

type Given = { meetings?: Meeting[]; topics?: Topic[]; actions?: Action[] };
type Answers = Parameters<typeof pairInsight>[1];
const insight = ({ meetings = [], topics = [], actions = [] }: Given, worth: Answers = {}, now = NOW) =>
  pairInsight({ meetings, topics, actions, settings: SETTINGS }, worth, now);

test("a page on which nothing has happened yet has twelve empty months, and no picture lies", () => {
  const empty = insight({});
  expect(empty.months.map(({ month }) => month)).toEqual([
    ...["2025-12", "2026-01", "2026-02", "2026-03", "2026-04", "2026-05", "2026-06"],
    ...["2026-07", "2026-08", "2026-09", "2026-10", "2026-11"],
  ]);
  expect(empty.months.every(({ held, heldMoved, cancelled }) => held + heldMoved + cancelled === 0)).toBe(true);
  expect(empty.days).toEqual([]);
});

test("each month says how many were held, of these how many on another day than planned, and how many cancelled", () => {
  const { months } = insight({
    meetings: [
      meeting("2026-11-03"),
      meeting("2026-11-10", { movedFrom: ["2026-11-09T10:00"] }),
      meeting("2026-11-17", { state: "cancelled", movedFrom: ["2026-11-16T10:00"] }),
      meeting("2026-12-01", { state: "planned" }),
      meeting("2024-11-03"),
    ],
  });
  expect(months.at(-1)).toEqual({ month: "2026-11", held: 1, heldMoved: 1, cancelled: 1 });
  expect(months.slice(0, -1).every(({ held }) => held === 0)).toBe(true);
});

test("the year shows the days on which the two met or were to meet, and none to come", () => {
  const meetings = [
    meeting("2026-11-17", { state: "cancelled" }),
    meeting("2026-11-03"),
    meeting("2026-12-01", { state: "planned" }),
  ];
  expect(insight({ meetings }).days).toEqual([
    { day: "2026-11-03", outcome: "held" },
    { day: "2026-11-17", outcome: "cancelled" },
  ]);
});

test("the longest time without a meeting may be the one that goes on; what was cancelled ends none", () => {
  const meetings = [
    meeting("2026-10-01"),
    meeting("2026-10-15"),
    meeting("2026-10-29", { state: "cancelled" }),
    meeting("2026-09-20", { start: null, closedAt: "2026-09-20T08:30:00Z" }),
  ];
  expect(insight({ meetings }).longestGapDays).toBe(40);
  expect(insight({ meetings: [] }).longestGapDays).toBeNull();
});

test("who brings topics is told by quarter, whatever became of them but what lies in the bin", () => {
  const { raised } = insight({
    topics: [
      topic("2026-10-05T08:00:00Z"),
      topic("2026-11-05T08:00:00Z", { author: "b", state: "discussed" }),
      topic("2026-11-06T08:00:00Z", { author: "b", state: "let_go" }),
      topic("2026-11-07T08:00:00Z", { state: "binned" }),
      topic("2026-08-05T08:00:00Z"),
      topic("2020-08-05T08:00:00Z"),
    ],
  });
  expect(raised.slice(-2)).toEqual([
    { quarter: "2026-Q3", by: { a: 1, b: 0 } },
    { quarter: "2026-Q4", by: { a: 1, b: 2 } },
  ]);
});

test("big picture and detail are counted of what was talked about", () => {
  const topics = [
    topic("2026-11-01T08:00:00Z", { state: "discussed", altitude: "big_picture" }),
    topic("2026-11-02T08:00:00Z", { state: "discussed" }),
    topic("2026-11-03T08:00:00Z", { altitude: "big_picture" }),
  ];
  expect(insight({ topics }).altitude).toEqual({ bigPicture: 1, detail: 1 });
});

test("open actions stand by their age and by who owes them; done ones stand nowhere", () => {
  const { openActions } = insight({
    actions: [
      action("2026-11-20T08:00:00Z"),
      action("2026-11-01T08:00:00Z", { owner: "b" }),
      action("2025-11-01T08:00:00Z", { owner: "b" }),
      action("2026-11-21T08:00:00Z", { state: "done" }),
    ],
  });
  expect(openActions).toEqual([
    { age: "week", by: { a: 1, b: 0 } },
    { age: "month", by: { a: 0, b: 1 } },
    { age: "season", by: { a: 0, b: 0 } },
    { age: "longer", by: { a: 0, b: 1 } },
  ]);
});

test("whether it was worth the time counts only where both have answered, and is the same for both", () => {
  const meetings = [meeting("2026-11-03"), meeting("2026-11-10")];
  const seenByOne = insight({ meetings }, { "2026-11-03": { mine: "yes", theirs: "no" } }).worth;
  expect(seenByOne.at(-1)).toEqual({ quarter: "2026-Q4", yes: 1, no: 1 });
  expect(insight({ meetings }, { "2026-11-03": { mine: "no", theirs: "yes" } }).worth).toEqual(seenByOne);
  const onlyMine = { ...{ "2026-11-10": { mine: "no" as const, theirs: null } } };
  expect(insight({ meetings }, onlyMine).worth.at(-1)).toEqual({ quarter: "2026-Q4", yes: 0, no: 0 });
});

test("how they met is said of the meetings that were held", () => {
  const { media } = insight({
    meetings: [
      meeting("2026-11-03", { medium: "walk" }),
      meeting("2026-11-10", { medium: "video" }),
      meeting("2026-11-17"),
      meeting("2026-11-18", { medium: "video", state: "cancelled" }),
    ],
  });
  expect(media.filter(({ held }) => held > 0)).toEqual([
    { medium: "walk", held: 1 },
    { medium: "video", held: 1 },
    { medium: "unsaid", held: 1 },
  ]);
});

test("one quarter can be looked at alone", () => {
  const q3 = { name: "2026-Q3", from: "2026-07-01", until: "2026-10-01" };
  const page = {
    ...{ actions: [], settings: SETTINGS },
    meetings: ["2026-06-30", "2026-07-01", "2026-09-10", "2026-10-01"].map((day) => meeting(day)),
    topics: ["2026-06-30T09:00:00Z", "2026-09-30T23:00:00Z", "2026-10-01T09:00:00Z"].map((at) => topic(at)),
  };
  const seen = pairInsight(page, {}, NOW, q3);
  expect(seen.months.map(({ month, held }) => [month, held])).toEqual([
    ["2026-07", 1],
    ["2026-08", 0],
    ["2026-09", 1],
  ]);
  expect(seen.raised).toEqual([{ quarter: "2026-Q3", by: { a: 1, b: 0 } }]);
  expect(seen.longestGapDays).toBe(71);
});

test("the quarters to choose from are those of the twelve months", () => {
  expect(quartersUntil("2026-11-24")).toEqual(["2026-Q4", "2026-Q3", "2026-Q2", "2026-Q1", "2025-Q4"]);
});
