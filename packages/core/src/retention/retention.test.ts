import fc from "fast-check";
import { expect, test } from "vitest";
import { judgeArchive, NOTICE_DAYS } from "./judge-archive.ts";
import { BIN_DAYS, judgeBin } from "./judge-bin.ts";
import { ERASURE_DAYS, judgeErasure } from "./judge-erasure.ts";
import { DEFAULT_RETENTION, RETENTION_BOUNDS, readRetention } from "./retention-settings.ts";

const NOW = Temporal.Instant.from("2027-06-01T12:00:00Z");
const days = (count: number) => NOW.add({ hours: count * 24 });

test("what was put away can be taken back for thirty days, to the moment", () => {
  expect(judgeBin(days(-BIN_DAYS).add({ nanoseconds: 1 }), NOW).type).toBe("kept");
  expect(judgeBin(days(-BIN_DAYS), NOW)).toEqual({ type: "due", since: NOW });
});

test("an erasure can be taken back for thirty days, to the moment", () => {
  expect(judgeErasure(days(-ERASURE_DAYS).add({ nanoseconds: 1 }), NOW).type).toBe("waiting");
  expect(judgeErasure(days(-ERASURE_DAYS), NOW)).toEqual({ type: "due", since: NOW });
});

test("a page in use is never taken away, and one without a limit neither", () => {
  expect(judgeArchive({ archivedAt: null, toldAt: null }, { archivedMonths: 1 }, NOW)).toEqual({ type: "in_use" });
  expect(judgeArchive({ archivedAt: days(-9000), toldAt: null }, { archivedMonths: null }, NOW)).toEqual({
    type: "kept",
    until: null,
    takeBack: false,
  });
});

test("both are told thirty days before a page goes", () => {
  const archivedAt = Temporal.Instant.from("2025-06-30T12:00:00Z");
  const end = Temporal.Instant.from("2027-06-30T12:00:00Z");
  expect(judgeArchive({ archivedAt, toldAt: null }, DEFAULT_RETENTION, NOW)).toEqual({
    type: "ending",
    until: NOW.add({ hours: NOTICE_DAYS * 24 }),
    tell: true,
  });
  const before = end.subtract({ hours: NOTICE_DAYS * 24, seconds: 1 });
  expect(judgeArchive({ archivedAt, toldAt: null }, DEFAULT_RETENTION, before)).toMatchObject({
    type: "kept",
    until: end,
  });
});

test("a limit that is lengthened takes the notice back", () => {
  const page = { archivedAt: days(-400), toldAt: days(-3) };
  expect(judgeArchive(page, { archivedMonths: 12 }, NOW)).toMatchObject({ type: "ending", tell: false });
  expect(judgeArchive(page, { archivedMonths: 24 }, NOW)).toMatchObject({ type: "kept", takeBack: true });
});

test("however settings and clocks change, nothing goes before its time, nor before both were told for thirty days", () => {
  const moment = fc.integer({ min: -4000 * 24, max: 400 * 24 }).map((hours) => NOW.add({ hours }));
  fc.assert(
    fc.property(
      fc.record({ archivedAt: fc.option(moment), toldAt: fc.option(moment) }),
      fc.option(fc.integer({ min: 1, max: 120 })),
      (page, archivedMonths) => {
        const verdict = judgeArchive(page, { archivedMonths }, NOW);
        if (verdict.type === "due") {
          if (page.archivedAt === null || page.toldAt === null || archivedMonths === null) throw new Error("unasked");
          expect(NOW.since(page.toldAt).total("hours")).toBeGreaterThanOrEqual(NOTICE_DAYS * 24);
          const end = page.archivedAt.toZonedDateTimeISO("UTC").add({ months: archivedMonths }).toInstant();
          expect(Temporal.Instant.compare(end, NOW)).toBeLessThanOrEqual(0);
        }
        if (verdict.type === "ending") expect(Temporal.Instant.compare(verdict.until, NOW)).toBe(1);
        if (verdict.type === "ending" && verdict.tell)
          expect(verdict.until.since(NOW).total("hours")).toBeGreaterThanOrEqual(NOTICE_DAYS * 24);
      },
    ),
    { seed: 20270601, numRuns: 2000 },
  );
});

test("settings that make no sense are as by default", () => {
  expect(readRetention(null)).toEqual(DEFAULT_RETENTION);
  expect(readRetention({ retention: { archivedMonths: 0, versionDays: "90", accessLogDays: 1.5 } })).toEqual(
    DEFAULT_RETENTION,
  );
  expect(readRetention({ retention: { archivedMonths: null, versionDays: 7, accessLogDays: 730 } })).toEqual({
    archivedMonths: null,
    versionDays: 7,
    accessLogDays: 730,
    formerManagerDays: null,
  });
  fc.assert(
    fc.property(fc.anything(), (settings) => {
      const read = readRetention({ retention: settings });
      for (const key of ["archivedMonths", "versionDays", "accessLogDays", "formerManagerDays"] as const) {
        const [least, most] = RETENTION_BOUNDS[key];
        if (read[key] === null) expect(["archivedMonths", "formerManagerDays"]).toContain(key);
        else expect(read[key] >= least && read[key] <= most).toBe(true);
      }
    }),
    { seed: 7, numRuns: 2000 },
  );
});
