import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const SOURCE = fileURLToPath(new URL("..", import.meta.url));

function sources(ending: RegExp): string[] {
  return readdirSync(SOURCE, { recursive: true, encoding: "utf8" })
    .filter((name) => ending.test(name))
    .map((name) => readFileSync(join(SOURCE, name), "utf8"));
}

test("no style asks for a colour, a size or a corner that there is none of", () => {
  const styles = sources(/\.css$/);
  const said = [...styles, ...sources(/\.tsx?$/)].join("\n");
  const names = styles.flatMap((style) => [...style.matchAll(/var\((--[\w-]+)\)/g)].map(([, name]) => name ?? ""));
  const isSaid = (name: string) => new RegExp(`${name}["']?\\]?\\s*[:,]`).test(said);
  expect([...new Set(names)].filter((name) => !isSaid(name))).toEqual([]);
});
