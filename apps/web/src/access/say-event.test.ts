import type { AccessLogEvent } from "@candor/protocol/http/access.ts";
import { expect, test } from "vitest";
import { sayAccessLog } from "./say-event.ts";

const names = { a: "Ana", b: "Sam" };
const event = (day: string, kind: AccessLogEvent["kind"], rest: Partial<AccessLogEvent> = {}): AccessLogEvent => ({
  ...{ day, kind, member: null, name: "", actor: null },
  ...rest,
});
const say = (events: AccessLogEvent[], me: "a" | "b", withOpenings = true) =>
  sayAccessLog(events, { me, names, withOpenings });

test("each reads of themselves as you, and of the other by name", () => {
  const events = [event("2026-11-24", "joined", { member: "b", name: "Sam", actor: "b" })];
  expect(say(events, "a")[0]?.lines).toEqual(["Sam took a place on the page through a link"]);
  expect(say(events, "b")[0]?.lines).toEqual(["You took a place on the page through a link"]);
});

test("whoever held the place before is named as they were called then", () => {
  const events = [event("2026-11-24", "seat_freed", { member: "b", name: "Robin", actor: "a" })];
  expect(say(events, "b")[0]?.lines).toEqual(["Ana ended the access of Robin"]);
  expect(say(events, "a")[0]?.lines).toEqual(["You ended the access of Robin"]);
});

test("days stand together, and what happened twice on one is said once", () => {
  const link = { member: "b", actor: "a" } as const;
  const events = [
    event("2026-11-25", "invited", link),
    event("2026-11-25", "invited", link),
    event("2026-11-24", "invited", link),
  ];
  expect(say(events, "a").map(({ day, lines }) => [day, lines.length])).toEqual([
    ["2026-11-25", 1],
    ["2026-11-24", 1],
  ]);
});

test("without the openings a day on which nothing else was is left out", () => {
  const events = [event("2026-11-24", "opened", { member: "a", name: "Ana", actor: "a" })];
  expect(say(events, "a", false)).toEqual([]);
  expect(say(events, "a", true)).toEqual([{ day: "2026-11-24", lines: ["You opened the page"] }]);
});

test("what whoever runs the server did is nobody's of the two", () => {
  expect(say([event("2026-11-24", "backup_restored")], "a")[0]?.lines[0]).toMatch(/^Whoever runs this server/);
});
