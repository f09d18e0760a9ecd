import { expect, test } from "vitest";
import { canClose, isJustClosed } from "./can-close.ts";

const NOW = Temporal.Instant.from("2026-11-24T09:00:00Z");
const at = (start: string | null) => ({ state: "planned", start, timeZone: "Europe/Vienna" }) as const;

test.each([
  ["to come, with nothing on it, can't be", at("2026-11-25T10:00"), 0, false],
  ["to come, with a topic, can", at("2026-11-25T10:00"), 1, true],
  ["that has begun can, empty or not", at("2026-11-24T10:00"), 0, true],
  ["without a date, with nothing on it, can't", at(null), 0, false],
  ["that was closed can't be closed again", { ...at("2026-11-24T10:00"), state: "held" } as const, 1, false],
])("a meeting %s", (_, meeting, topics, can) => expect(canClose(meeting, topics, NOW)).toBe(can));

test("a meeting is just closed for ten seconds", () => {
  expect(isJustClosed([{ closedAt: "2026-11-24T08:59:55Z" }], NOW)).toBe(true);
  expect(isJustClosed([{ closedAt: "2026-11-24T08:59:45Z" }, { closedAt: null }], NOW)).toBe(false);
});
