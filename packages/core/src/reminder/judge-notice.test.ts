import { describe, expect, test } from "vitest";
import { judgeNotice, type NoticeFacts } from "./judge-notice.ts";

const at = (text: string) => Temporal.Instant.from(text);
const START = at("2026-11-25T09:00:00Z"); // a Wednesday, ten o'clock in Berlin
const FACTS: NoticeFacts = {
  ...{ kind: "digest", start: START, isDeclined: false, isPrepared: false, wasTold: false },
  timeZone: "Europe/Berlin",
};
const judge = (now: string, more: Partial<NoticeFacts> = {}) => {
  const verdict = judgeNotice({ ...FACTS, ...more }, at(now));
  return verdict.type === "wait" ? verdict.because : `until ${verdict.until}`;
};

describe("the digest", () => {
  test.each([
    ["2026-11-24T06:59:00Z", "too_early"],
    ["2026-11-24T07:00:00Z", "until 2026-11-24T17:00:00Z"],
    ["2026-11-24T16:59:00Z", "until 2026-11-24T17:00:00Z"],
    ["2026-11-24T17:00:00Z", "too_late"],
  ])("comes by day, the day before: %s → %s", (now, said) => expect(judge(now)).toBe(said));

  test("of a Monday's 1:1 comes on Friday", () => {
    const start = at("2026-11-30T09:00:00Z");
    expect(judge("2026-11-27T08:00:00Z", { start })).toBe("until 2026-11-27T17:00:00Z");
    expect(judge("2026-11-29T08:00:00Z", { start })).toBe("too_late");
  });

  test("comes by the clock of its reader, for whom the 1:1 may be on another day, also when clocks change", () => {
    expect(judge("2026-11-23T21:00:00Z", { timeZone: "Pacific/Auckland" })).toBe("until 2026-11-24T05:00:00Z");
    const start = at("2026-03-30T08:00:00Z"); // Monday after the change
    expect(judge("2026-03-27T07:00:00Z", { start })).toBe("until 2026-03-27T17:00:00Z");
    const tuesday = at("2026-10-27T09:00:00Z");
    expect(judge("2026-10-26T07:00:00Z", { start: tuesday })).toBe("until 2026-10-26T17:00:00Z");
    expect(judge("2026-10-26T06:30:00Z", { start: tuesday })).toBe("too_early");
  });
});

describe("the reminder", () => {
  test.each([
    ["2026-11-25T07:44:00Z", "too_early"],
    ["2026-11-25T07:45:00Z", "until 2026-11-25T08:50:00Z"],
    ["2026-11-25T08:50:00Z", "too_late"],
  ])("comes about an hour before: %s → %s", (now, said) => expect(judge(now, { kind: "reminder" })).toBe(said));

  test("keeps quiet in the evening and at night", () => {
    const late = at("2026-11-25T18:30:00Z");
    expect(judge("2026-11-25T17:40:00Z", { kind: "reminder", start: late })).toBe("quiet_hours");
    const early = at("2026-11-25T07:15:00Z");
    expect(judge("2026-11-25T06:30:00Z", { kind: "reminder", start: early })).toBe("quiet_hours");
    expect(judge("2026-11-25T07:00:00Z", { kind: "reminder", start: early })).toBe("until 2026-11-25T07:05:00Z");
  });
});

test.each([
  ["prepared", { isPrepared: true }],
  ["declined", { isDeclined: true }],
  ["told", { wasTold: true }],
  ["no_time", { start: null }],
] as const)("nobody is told of what is %s", (why, more) => {
  for (const kind of ["digest", "reminder"] as const)
    expect(judge("2026-11-24T08:00:00Z", { kind, ...more })).toBe(why);
});
