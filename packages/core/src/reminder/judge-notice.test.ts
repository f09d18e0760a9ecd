import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { judgeNotice, type NoticeFacts } from "./judge-notice.ts";
import { isQuiet, USUAL_QUIET_HOURS } from "./quiet-hours.ts";

const at = (text: string) => Temporal.Instant.from(text);
const START = at("2026-11-25T09:00:00Z"); // a Wednesday, ten o'clock in Berlin
const FACTS: NoticeFacts = {
  ...{ kind: "digest", start: START, isDeclined: false, isPrepared: false, wasTold: false },
  ...{ isAway: false, waiting: 2, timeZone: "Europe/Berlin", quiet: USUAL_QUIET_HOURS },
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

describe("what waits this week", () => {
  const week = (now: string, more: Partial<NoticeFacts> = {}) => judge(now, { kind: "week_ahead", ...more });

  test.each([
    ["2026-11-22T12:00:00Z", "too_early"],
    ["2026-11-23T06:59:00Z", "too_early"],
    ["2026-11-23T07:00:00Z", "until 2026-11-23T17:00:00Z"],
    ["2026-11-23T17:00:00Z", "too_late"],
    ["2026-11-24T08:00:00Z", "too_late"],
  ])("comes on Monday, by day: %s → %s", (now, said) => expect(week(now)).toBe(said));

  test("is not told of a 1:1 that has begun, and not where nothing waits", () => {
    expect(week("2026-11-23T09:30:00Z", { start: at("2026-11-23T09:00:00Z") })).toBe("too_late");
    expect(week("2026-11-23T08:00:00Z", { waiting: 0 })).toBe("nothing_waits");
  });
});

describe("quiet hours of one's own", () => {
  test("keep a digest until they end, and what cannot come before they begin is told no more", () => {
    const quiet = { from: 15, until: 11 };
    expect(judge("2026-11-24T09:59:00Z", { quiet })).toBe("too_early");
    expect(judge("2026-11-24T10:00:00Z", { quiet })).toBe("until 2026-11-24T14:00:00Z");
    expect(judge("2026-11-24T14:00:00Z", { quiet })).toBe("too_late");
  });

  test("by day leave the night to whoever works in it", () => {
    const quiet = { from: 6, until: 20 };
    expect(judge("2026-11-24T18:59:00Z", { quiet })).toBe("too_early");
    expect(judge("2026-11-24T23:30:00Z", { quiet })).toBe("until 2026-11-25T05:00:00Z");
  });

  test("end a reminder that has not been sent when they begin", () => {
    expect(judge("2026-11-25T07:50:00Z", { kind: "reminder", quiet: { from: 9, until: 8 } })).toBe(
      "until 2026-11-25T08:00:00Z",
    );
  });

  test("that are none leave every hour but the night before a morning", () => {
    const quiet = { from: 0, until: 0 };
    expect(judge("2026-11-24T06:59:00Z", { quiet })).toBe("too_early");
    expect(judge("2026-11-24T22:00:00Z", { quiet })).toBe("until 2026-11-24T23:00:00Z");
    const early = at("2026-11-25T04:00:00Z");
    expect(judge("2026-11-25T03:00:00Z", { kind: "reminder", quiet, start: early })).toBe("until 2026-11-25T03:50:00Z");
  });

  test("hold whatever the hours, the zone and the kind: nothing is told in them, nor may come in them later", () => {
    const hour = fc.integer({ min: 0, max: 23 });
    fc.assert(
      fc.property(
        hour,
        hour,
        fc.constantFrom("Europe/Berlin", "Pacific/Auckland", "America/St_Johns", "UTC"),
        fc.constantFrom<NoticeFacts["kind"]>("digest", "reminder", "week_ahead"),
        fc.integer({ min: 0, max: 60 * 24 * 14 }),
        fc.integer({ min: 0, max: 60 * 24 * 8 }),
        (from, until, timeZone, kind, minute, ahead) => {
          const now = at("2026-03-20T00:00:00Z").add({ minutes: minute });
          const facts = { ...FACTS, kind, timeZone, quiet: { from, until }, start: now.add({ minutes: ahead }) };
          const verdict = judgeNotice(facts, now);
          if (verdict.type === "wait") return;
          expect(isQuiet(now.toZonedDateTimeISO(timeZone), facts.quiet)).toBe(false);
          const last = verdict.until.subtract({ seconds: 1 });
          expect(isQuiet(last.toZonedDateTimeISO(timeZone), facts.quiet)).toBe(false);
          expect(Temporal.Instant.compare(verdict.until, facts.start)).toBeLessThanOrEqual(0);
        },
      ),
      { seed: 9, numRuns: 3000 },
    );
  });
});

test.each([
  ["prepared", { isPrepared: true }],
  ["declined", { isDeclined: true }],
  ["away", { isAway: true }],
  ["told", { wasTold: true }],
  ["no_time", { start: null }],
] as const)("nobody is told of what is %s", (why, more) => {
  for (const kind of ["digest", "reminder", "week_ahead"] as const)
    expect(judge("2026-11-24T08:00:00Z", { kind, ...more })).toBe(why);
});
