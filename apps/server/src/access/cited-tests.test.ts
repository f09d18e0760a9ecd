import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

const ROOT = new URL("../../../../", import.meta.url);
const document = readFileSync(new URL("docs/security.md", ROOT), "utf8");

/** Each `path`: "name" of the table. */
const CITED = [...document.matchAll(/`([\w./-]+\.(?:test|spec)\.tsx?)`: "([^"]+)"/g)].map(
  ([, path = "", name = ""]) => [path, name],
);

test("docs/security.md cites tests for most of its rows", () => {
  expect(CITED.length).toBeGreaterThan(50);
});

test.each(CITED)("%s has a test: %s", (path, name) => {
  const code = readFileSync(new URL(path, ROOT), "utf8");
  expect(code.includes(`"${name}"`) || code.includes(`\`${name}\``)).toBe(true);
});

test("the attacks of a malicious partner are there by their numbers", () => {
  const path = "apps/server/src/sync/hub/attacks.test.ts";
  const code = readFileSync(new URL(path, ROOT), "utf8");
  const named = [...document.matchAll(/^"((?:Y|H)\d+: [^"]+)"/gm)].map(([, name = ""]) => name);
  expect(named.map((name) => name.split(":")[0])).toEqual(["Y2", "Y3", "Y4", "Y5", "Y6", "H10"]);
  for (const name of named) expect([name, code.includes(`"${name}"`)]).toEqual([name, true]);
});

test("a row without a test says why", () => {
  const rows = document.split("\n").filter((line) => /^\| \d+ \|/.test(line));
  expect(rows.length).toBeGreaterThan(40);
  for (const row of rows.filter((line) => line.trimEnd().endsWith("| – |")))
    expect(row).toMatch(/not proved|deviation|no test of its own/);
});
