import { expect, test } from "vitest";
import { whatIsMissing } from "./what-is-missing.ts";

test("an export of everything says what it lacks, and of nobody who has none", () => {
  const artifact = { id: "1", title: "Mission", role: "owner", since: "2026-11-24T09:00:00.000Z" };
  expect(whatIsMissing({ notebooks: [], artifacts: [] })).toEqual([]);
  expect(whatIsMissing({ notebooks: [], artifacts: [artifact] })).toEqual([expect.stringContaining("artifacts")]);
});
