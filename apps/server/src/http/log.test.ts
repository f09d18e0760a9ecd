import { expect, test } from "vitest";
import { createLog } from "./log.ts";

function logOf(level: "debug" | "info" | "error") {
  const lines: string[] = [];
  const log = createLog(
    level,
    (line) => lines.push(line),
    () => new Date(0),
  );
  return { log, lines, read: () => lines.map((line) => JSON.parse(line)) };
}

test("each entry is one line of JSON, whatever is in it", () => {
  const { log, lines, read } = logOf("info");
  log.info("two\nlines", { route: "/api/pairs/:id\r\n" });
  expect(lines[0]?.trimEnd()).not.toMatch(/[\r\n]/);
  expect(read()).toEqual([
    { at: "1970-01-01T00:00:00.000Z", level: "info", message: "two\nlines", route: "/api/pairs/:id\r\n" },
  ]);
});

test("a cause is told with its own causes", () => {
  const { log, read } = logOf("info");
  log.error("failed", new Error("outer", { cause: new Error("inner") }));
  expect(read()[0].cause).toMatch(/outer[\s\S]*caused by[\s\S]*inner/);
});

test("causes that form a ring end", () => {
  const { log, lines } = logOf("info");
  const ring = new Error("ring");
  ring.cause = ring;
  log.error("failed", ring);
  expect(lines).toHaveLength(1);
});

test("a database's password stays out of the log", () => {
  const { log, lines } = logOf("info");
  log.error("failed", new Error("connect postgres://candor:hunter2@db.internal/candor failed"));
  expect(lines[0]).not.toContain("hunter2");
  expect(lines[0]).toContain("db.internal");
});

test("what is below the level is left out", () => {
  const { log, lines } = logOf("error");
  log.debug("d");
  log.info("i");
  expect(lines).toEqual([]);
});
