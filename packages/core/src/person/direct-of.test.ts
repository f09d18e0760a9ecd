import { expect, test } from "vitest";
import { directOf, managerOf } from "./direct-of.ts";
import type { Role } from "./member.ts";

const pair = (a: Role, b: Role) => ({ a: { role: a }, b: { role: b } });

test.each([
  ["a report", pair("manager", "report"), "b", "a"],
  ["whoever sits in the other seat", pair("skip_report", "skip_manager"), "a", "b"],
  ["a mentee", pair("mentor", "mentee"), "b", "a"],
  ["nobody alone between peers", pair("peer", "peer"), null, null],
])("the meeting belongs to %s", (_, people, direct, manager) => {
  expect([directOf(people), managerOf(people)]).toEqual([direct, manager]);
});
