import { expect, test } from "vitest";
import { createAnnouncer } from "./announcer.ts";

function recorded() {
  const told: string[] = [];
  let now = 0;
  let planned: { at: number; run: () => void }[] = [];
  const announcer = createAnnouncer(
    (text) => told.push(text),
    (count) => `${count} more`,
    {
      now: () => now,
      after: (milliseconds, run) => planned.push({ at: now + milliseconds, run }),
    },
  );
  const pass = (milliseconds: number) => {
    now += milliseconds;
    const due = planned.filter((each) => each.at <= now);
    planned = planned.filter((each) => each.at > now);
    for (const each of due) each.run();
  };
  return { announcer, told, pass };
}

test("what I do myself is told at once", () => {
  const { announcer, told } = recorded();
  announcer.own("Growth moved to 2 of 5");
  expect(told).toEqual(["Growth moved to 2 of 5"]);
});

test("what the other person does is told at most once in five seconds, each thing once", () => {
  const { announcer, told, pass } = recorded();
  announcer.remote("Sam is here");
  pass(0);
  for (const text of ["Sam edited Growth", "Sam edited Growth", "Sam added Budget"]) announcer.remote(text);
  pass(4_999);
  expect(told).toEqual(["Sam is here"]);
  pass(1);
  expect(told).toEqual(["Sam is here", "Sam edited Growth. Sam added Budget"]);
});

test("of a title that is being typed only the last state is told", () => {
  const { announcer, told, pass } = recorded();
  for (const title of ["G", "Gr", "Growth"]) announcer.remote(`Sam edited ${title}`, "topic1");
  pass(0);
  expect(told).toEqual(["Sam edited Growth"]);
});

test("a flood is cut short and says how much more there was", () => {
  const { announcer, told, pass } = recorded();
  for (const title of ["A", "B", "C", "D", "E"]) announcer.remote(`Sam edited ${title}`);
  pass(0);
  expect(told).toEqual(["Sam edited A. Sam edited B. Sam edited C. 2 more"]);
});
