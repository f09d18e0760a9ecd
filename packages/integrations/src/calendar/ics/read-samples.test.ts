import { execFileSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { BusySpan } from "@candor/core/calendar/busy.ts";
import { expect, test } from "vitest";
import type { ReadProblem } from "./read-busy.ts";

const folder = join(import.meta.dirname, "../../../../fixtures/calendars");
const reader = join(import.meta.dirname, "testing/read-folder.ts");

type Read = { name: string; events: number; problems: ReadProblem[]; spans: BusySpan[] };

function readUnder(zone: string): string {
  return execFileSync(process.execPath, [reader, folder], {
    env: { ...process.env, TZ: zone },
    encoding: "utf8",
    maxBuffer: 1 << 26,
  });
}

test("every real calendar is read, and says the same wherever the server stands", { timeout: 120_000 }, () => {
  const said = readUnder("UTC");
  const read = said
    .trim()
    .split("\n")
    .map((line): Read => JSON.parse(line));
  expect(read.map(({ name }) => name)).toEqual(
    readdirSync(folder)
      .filter((name) => name.endsWith(".ics"))
      .sort(),
  );
  for (const zone of ["Asia/Tokyo", "America/Los_Angeles", "Pacific/Kiritimati"]) expect(readUnder(zone)).toBe(said);
  // What they were kept for: hours that other readers lose.
  const spansOf = (name: string) => read.find((each) => each.name === name)?.spans ?? [];
  const firstOf = (name: string) => new Date(spansOf(name)[0]?.from ?? 0).toISOString().slice(0, 16);
  expect(firstOf("nodeical__Office-2012-owa.ics")).toBe("2020-10-28T02:30");
  expect(firstOf("nodeical__multi-era-vtimezone.ics")).toBe("2025-06-10T18:00");
  expect(firstOf("pyical__issue_218_bad_tzid.ics")).toBe("2017-02-28T12:00");
  expect(firstOf("ical4j__evolution.ics")).toBe("2008-06-24T18:00");
  expect(spansOf("nodeical__badRRULE.ics").length).toBeGreaterThan(200);
  expect(spansOf("ical4j__EXDATE-IN-UTC.ics")).toHaveLength(51);
});
