import { expect, test } from "vitest";
import { ageTopic } from "./age-topic.ts";
import { PLAIN_TOPIC, type Topic } from "./topic.ts";

const NOW = Temporal.Instant.from("2026-11-20T09:00:00Z");
const ZONE = "Europe/Vienna";

function topic(changes: Partial<Topic>): Topic {
  return {
    ...PLAIN_TOPIC,
    ...{ id: "t", title: "Growth", place: "hopper", rank: "a0", author: "a", createdAt: "2026-11-19T09:00:00Z" },
    ...changes,
  };
}

test.each([
  ["yesterday, it says nothing", {}, { type: "fresh", days: 1 }],
  ["not quite two weeks ago, it says nothing", { createdAt: "2026-11-06T23:30:00Z" }, { type: "fresh", days: 13 }],
  ["earlier that day, it does", { createdAt: "2026-11-06T09:00:00Z" }, { type: "ageing", days: 14 }],
  [
    "eight weeks ago, it asks",
    { createdAt: "2026-09-25T20:00:00Z" },
    { type: "still_matters", reasons: ["waited_long"] },
  ],
  [
    "last week but carried thrice, it asks",
    { carriedFrom: ["m1", "m2", "m3"] },
    { type: "still_matters", reasons: ["carried_often"] },
  ],
  ["and carried once, it shows that", { carriedFrom: ["m1"] }, { type: "ageing", carried: 1 }],
  [
    "and snoozed until tomorrow, it rests",
    { createdAt: "2026-01-01T00:00:00Z", snoozedUntil: "2026-11-21" },
    { type: "snoozed" },
  ],
  [
    "and snoozed until today, it asks again",
    { createdAt: "2026-01-01T00:00:00Z", snoozedUntil: "2026-11-20" },
    { type: "still_matters" },
  ],
  ["by a clock that runs ahead, it is not older than nothing", { createdAt: "2027-01-01T00:00:00Z" }, { days: 0 }],
  ["by a peer who writes nonsense, it has no age", { createdAt: "soon" }, { type: "fresh", days: 0 }],
] as const)("written %s", (_when, changes, age) => {
  expect(ageTopic(topic(changes as Partial<Topic>), NOW, ZONE)).toMatchObject(age);
});

test("a yes starts both counts anew", () => {
  const kept = topic({
    ...{ createdAt: "2026-01-01T00:00:00Z", keptAt: "2026-11-18T09:00:00Z" },
    ...{ carriedFrom: ["m1", "m2", "m3", "m4"], keptCarries: 3 },
  });
  expect(ageTopic(kept, NOW, ZONE)).toMatchObject({ type: "ageing", days: 2 });
  const carriedOn = { ...kept, carriedFrom: ["m1", "m2", "m3", "m4", "m5", "m6"] };
  expect(ageTopic(carriedOn, NOW, ZONE)).toMatchObject({ type: "still_matters", reasons: ["carried_often"] });
});

test("a change of clocks neither adds nor takes a day", () => {
  const before = topic({ createdAt: "2026-10-24T22:30:00Z" }); // 00:30 of the day whose night had 25 hours
  expect(ageTopic(before, Temporal.Instant.from("2026-10-25T22:45:00Z"), ZONE).days).toBe(0);
  expect(ageTopic(before, Temporal.Instant.from("2026-10-25T23:15:00Z"), ZONE).days).toBe(1);
});
