import { expect, test } from "vitest";
import { createLog } from "./log.ts";
import { createTellRefusal, shortHash } from "./tell-refusals.ts";

test("who is refused without end fills no disk, and how often it was is still said", () => {
  const lines: string[] = [];
  let now = 0;
  const log = createLog(
    "info",
    (line) => lines.push(line),
    () => new Date(0),
  );
  const tell = createTellRefusal(log, () => now);
  for (let time = 0; time < 1000; time += 1) tell("a mail was refused", { why: "no_such_address" });
  tell("what came from a chat was refused", { why: "forged" }); // is not kept out by the others
  now += 60_000;
  tell("a mail was refused", { why: "loop" });
  expect(lines).toHaveLength(62);
  expect(lines[60]).toContain("forged");
  expect(JSON.parse(lines[61] ?? "")).toMatchObject({ why: "loop", more_before: 940 });
});

test("one sender is known again in the log, and not by name", () => {
  expect(shortHash("ana@example.org")).toBe(shortHash("ana@example.org"));
  expect(shortHash("ana@example.org")).not.toBe(shortHash("ben@example.org"));
  expect(shortHash("ana@example.org")).toMatch(/^[\w-]{6}$/);
});
