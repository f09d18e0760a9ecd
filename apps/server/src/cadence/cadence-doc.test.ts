import { readFileSync } from "node:fs";
import { CADENCE_RULES } from "@candor/core/cadence/cadence-rules.ts";
import { expect, test } from "vitest";

const document = readFileSync(new URL("../../../../docs/cadence.md", import.meta.url), "utf8");

test("the table in docs/cadence.md is the one that decides, row by row", () => {
  const rows = document
    .slice(document.indexOf("<!-- cadence-rules"))
    .split("\n")
    .filter((line) => line.startsWith("| `"));
  expect(rows).toEqual(
    CADENCE_RULES.map(({ rule, when, gives, source }) => `| \`${rule}\` | ${when} | ${gives} | ${source} |`),
  );
});
