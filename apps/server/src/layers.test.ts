import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { expect, test } from "vitest";

const SERVER = import.meta.dirname;
const CLIENT = join(SERVER, "../../web/src");
const ARCHITECTURE = readFileSync(join(SERVER, "../../../docs/architecture.md"), "utf8");

const GROUND = /^(database|nodes|metrics)\/|^sync\/(?!snapshot\/)|^config\.ts$/;

const imports = sources(SERVER).flatMap((path) => importsOf(path));

test("what stores and relays knows no noun", () => {
  expect(imports.length).toBeGreaterThan(1000);
  expect(imports.filter(({ from, to }) => GROUND.test(from) && from !== "config.ts" && !GROUND.test(to))).toEqual([]);
});

test("the nouns are put together in http and start alone", () => {
  const whole = ["http/api.ts", "http/app.ts", "start/assemble-app.ts"];
  const outside = imports.filter(({ from }) => !/^(http|start)\/|^start-server\.ts$/.test(from));
  expect(outside.filter(({ to }) => whole.includes(to))).toEqual([]);
});

test.each([
  ["server", SERVER],
  ["client", CLIENT],
])("the architecture says of each folder of the %s what it is about, and of no other", (part, root) => {
  const folders = readdirSync(root, { withFileTypes: true }).filter((each) => each.isDirectory());
  const section = ARCHITECTURE.split(`## The folders of the ${part}\n`)[1]?.split("\n## ")[0] ?? "";
  const named = [...section.matchAll(/`([a-z-]+)\/`/g)].map(([, name]) => name);
  const own = new Set(named.filter((name) => name !== "snapshot"));
  expect([...own].sort()).toEqual(folders.map(({ name }) => name).sort());
});

/** Source files below a folder but for tests and what only these use, relative to the server. */
function sources(directory: string): string[] {
  return readdirSync(directory, { withFileTypes: true }).flatMap((entry) => {
    const path = join(directory, entry.name);
    if (entry.isDirectory()) return entry.name === "testing" ? [] : sources(path);
    return /\.ts$/.test(entry.name) && !/\.test\.ts$/.test(entry.name) ? [relative(SERVER, path)] : [];
  });
}

/** What a file imports of the server's own, types and later loads too. */
function importsOf(from: string): { from: string; to: string }[] {
  const text = readFileSync(join(SERVER, from), "utf8");
  return [...text.matchAll(/(?:from |import\(|import )"(\.[^"]+)"/g)].map(([, to]) => ({
    from,
    to: join(dirname(from), to!),
  }));
}
