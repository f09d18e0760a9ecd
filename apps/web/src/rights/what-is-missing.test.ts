import { expect, test } from "vitest";
import { whatIsMissing } from "./what-is-missing.ts";

test("an export of everything says what it lacks, and of nobody who has none", () => {
  const notebook = { since: "2026-11-24T09:00:00.000Z", changedAt: "2026-11-24T09:00:00.000Z", records: 1, bytes: 900 };
  expect(whatIsMissing({ notebooks: [] })).toEqual([]);
  expect(whatIsMissing({ notebooks: [notebook] })).toEqual([expect.stringContaining("private notes (1 kB")]);
});
