import { expect, test } from "vitest";
import { type AccessEvent, tellAccessLog } from "./access-log.ts";

const opened = (member: "a" | "b", day: string): AccessEvent => ({
  ...{ at: `${day}T00:00:00.000Z`, kind: "opened", member, name: member === "a" ? "Ana" : "Ben", actor: member },
});

test("nobody sees that the other was here today, only that they were on days that are over", () => {
  const events = [opened("a", "2026-11-24"), opened("b", "2026-11-24"), opened("b", "2026-11-23")];
  expect(tellAccessLog(events, "a", "2026-11-24").map(({ member, day }) => [member, day])).toEqual([
    ["a", "2026-11-24"],
    ["b", "2026-11-23"],
  ]);
});

test("whatever changes who can read the page is told at once, to both alike", () => {
  const joined: AccessEvent = { at: "2026-11-24T09:41:07.000Z", kind: "joined", member: "b", name: "Ben", actor: "b" };
  for (const me of ["a", "b"] as const)
    expect(tellAccessLog([joined], me, "2026-11-24")).toEqual([
      { day: "2026-11-24", kind: "joined", member: "b", name: "Ben", actor: "b" },
    ]);
});

test("no time of day leaves the log", () => {
  const kept: AccessEvent = { at: "2026-11-24T09:41:07.000Z", kind: "invited", member: "b", name: "", actor: "a" };
  expect(JSON.stringify(tellAccessLog([kept], "a", "2026-11-24"))).not.toContain("09:41");
});
