import { firstMapping, type ReadSource } from "@candor/document/source/plan-import.ts";
import { expect, test } from "vitest";
import { mappingSaid } from "./mapping-said.ts";
import { parseRemote } from "./parse-remote.ts";

function said(header: string[], ...words: string[]) {
  const parsed = parseRemote("import", ["t.csv", "--with", "Sam", ...words]);
  if (parsed.type !== "remote" || parsed.command.command !== "import") throw new Error("no import");
  const table: ReadSource = { fileName: "t.csv", kind: "table", header, rows: [["2026-11-10", "Budget"]] };
  return mappingSaid(table, firstMapping(table, { a: "Ana", b: "Sam" }), parsed.command, { me: "a" }).columns;
}

test("a table of which no column says what the topics are is asked about, by the names it has", () => {
  expect(() => said(["When", "What"])).toThrow(
    'No column says what the topics are. Say which: --column text="…". There are: When, What.',
  );
  expect(said(["When", "What"], "--column", "text=What")).toEqual({ text: 1 });
  expect(said(["Date", "Topic"])).toEqual({ date: 0, text: 1 });
});
