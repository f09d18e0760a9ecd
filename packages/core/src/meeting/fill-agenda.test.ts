import { describe, expect, test } from "vitest";
import type { Role } from "../person/member.ts";
import { PLAIN_TOPIC, type Topic } from "../topic/topic.ts";
import { type FillingAsked, fillAgenda } from "./fill-agenda.ts";
import { type Meeting, PLAIN_MEETING } from "./meeting.ts";

const NOW = Temporal.Instant.from("2026-11-24T12:00:00Z");

function topic(title: string, daysAgo: number, changes: Partial<Topic> = {}): Topic {
  const createdAt = NOW.subtract({ hours: 24 * daysAgo }).toString();
  return { ...PLAIN_TOPIC, id: title, title, place: "hopper", rank: "a0", author: "b", createdAt, ...changes };
}
const carried = (...from: string[]) => ({ carriedFrom: from });

function meetings(held: number): Meeting[] {
  const plain = { ...PLAIN_MEETING, start: "2026-09-01T10:00", timeZone: "UTC", minutes: 30, medium: null };
  return Array.from({ length: held }, (_, at) => ({ ...plain, id: `m${at}`, state: "held" as const }));
}
const roles = (a: Role, b: Role) => ({ a: { role: a }, b: { role: b } });

function fill(topics: Topic[], held: number, changes: Partial<FillingAsked> = {}) {
  return fillAgenda({
    page: { topics, meetings: meetings(held) },
    people: roles("manager", "report"),
    me: "b",
    now: NOW,
    timeZone: "UTC",
    ...changes,
  });
}
const titles = (topics: Topic[], held = 0) => fill(topics, held).topics.map((each) => each.topic.title);

test("what was carried most comes first, then what has waited longest, each with its reason", () => {
  const hopper = [
    topic("Conference", 2),
    topic("On-call", 36),
    topic("Growth", 5, carried("m1", "m2")),
    topic("Hiring", 20, carried("m1")),
  ];
  expect(fill(hopper, 0).topics.map((each) => [each.topic.title, ...each.reasons])).toEqual([
    ["Growth", { type: "carried", times: 2 }],
    ["Hiring", { type: "carried", times: 1 }, { type: "waited", days: 20 }],
    ["On-call", { type: "waited", days: 36 }],
    ["Conference", { type: "in_hopper" }],
  ]);
});

test("about five in all: a question takes the place of a topic, and the rest stays", () => {
  const hopper = Array.from({ length: 9 }, (_, at) => topic(`T${at}`, at));
  expect(titles(hopper)).toHaveLength(5);
  const filling = fill(hopper, 3);
  expect(filling.topics).toHaveLength(4);
  expect(filling.left).toBe(5);
  expect(filling.question).not.toBeNull();
});

test("what rests until a day, was let go, or stands on another meeting is left alone", () => {
  const hopper = [
    topic("Snoozed", 60, { snoozedUntil: "2026-12-24" }),
    topic("Awake again", 60, { snoozedUntil: "2026-11-24" }),
    topic("Let go", 60, { state: "let_go" }),
    topic("Discussed", 60, { state: "discussed" }),
    topic("Elsewhere", 60, { place: "m1" }),
  ];
  expect(titles(hopper)).toEqual(["Awake again"]);
  expect(fill(hopper, 0).left).toBe(0);
});

test("the chosen ones stand as an agenda does: the big picture before details, backups last", () => {
  const hopper = [
    topic("Laptop", 30, carried("m1")),
    topic("Backup", 90, { kind: "backup", ...carried("m1", "m2") }),
    topic("My next year", 3, { altitude: "big_picture" }),
  ];
  expect(titles(hopper)).toEqual(["My next year", "Laptop", "Backup"]);
});

describe("the question", () => {
  const asked = (held: number, changes: Partial<FillingAsked> = {}, hopper = [topic("Growth", 5)]) =>
    fill(hopper, held, changes).question;

  test("is left to the first meetings' own in the first three", () => {
    expect([0, 1, 2].map((held) => asked(held))).toEqual([null, null, null]);
  });

  test("takes turns from meeting to meeting", () => {
    expect([3, 4, 5, 6].map((held) => asked(held, { me: "a" })?.occasions[0])).toEqual([
      "feedback_for_manager",
      "career",
      "big_picture",
      "feedback_for_manager",
    ]);
  });

  test("of a direct never asks for feedback that is meant for the manager", () => {
    for (let held = 3; held < 9; held += 1) {
      expect(asked(held)?.occasions).not.toContain("feedback_for_manager");
      expect(asked(held)?.asks).toBe("direct");
    }
  });

  test("rescues where the Hopper is empty, too", () => {
    expect(asked(4, {}, [])?.occasions[0]).toBe("empty_agenda");
  });

  test("of a skip-level is one for skip-levels", () => {
    expect(asked(4, { people: roles("skip_manager", "skip_report") })?.occasions[0]).toBe("skip_level");
  });

  test("between peers may be asked by either", () => {
    expect(asked(4, { people: roles("peer", "peer") })?.asks).toBe("either");
  });
});
