import fc from "fast-check";
import { RRuleTemporal } from "rrule-temporal";
import { expect, test } from "vitest";
import { parseRule } from "./parse-rule.ts";
import { readBusy } from "./read-busy.ts";
import { recur } from "./recur.ts";

const DAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"] as const;
const zoned = (wall: number) => Temporal.Instant.fromEpochMilliseconds(wall).toZonedDateTimeISO("UTC");

test("a rule that is counted ends where counting would end it, though most are not counted through", () => {
  const rules = fc.record({
    freq: fc.constantFrom("HOURLY", "DAILY", "WEEKLY", "MONTHLY", "YEARLY"),
    ...{ interval: fc.integer({ min: 1, max: 4 }), count: fc.integer({ min: 1, max: 30 }) },
    ...{ days: fc.uniqueArray(fc.constantFrom(...DAYS), { maxLength: 4 }), wkst: fc.constantFrom("MO", "WE", "SU") },
    day: fc.nat(800),
  });
  fc.assert(
    fc.property(rules, ({ freq, interval, count, days, wkst, day }) => {
      const start = Date.UTC(2026, 0, 1 + day, 10, 30);
      const until = Date.UTC(2200, 0, 1);
      const byDay = freq === "WEEKLY" ? days : [];
      const named = byDay.length > 0 ? `;BYDAY=${byDay.join(",")}` : "";
      const rule = parseRule(`FREQ=${freq};INTERVAL=${interval};COUNT=${count};WKST=${wkst}${named}`);
      const theirs = new RRuleTemporal({
        ...{ freq: freq as "DAILY", interval, count, wkst, dtstart: zoned(start), temporal: Temporal, cache: false },
        ...(byDay.length > 0 ? { byDay } : {}),
      }).between(zoned(start), zoned(until), true);
      const ours = rule && recur(rule, start, null, { from: start, until, most: 100 }).walls;
      expect(ours).toEqual(theirs.map((each) => each.epochMilliseconds));
    }),
    { numRuns: 400, seed: 20261126 },
  );
});

const all = (count: number, first = 0) => Array.from({ length: count }, (_, at) => at + first).join();

test.each([
  ["every day, counted", "FREQ=DAILY;COUNT=999999999;INTERVAL=2"],
  ["on all days of weeks by number", `FREQ=YEARLY;COUNT=999999;BYWEEKNO=${all(53, 1)}`],
  ["at each second of a day", `FREQ=YEARLY;BYYEARDAY=1;BYHOUR=${all(24)};BYMINUTE=${all(60)};BYSECOND=${all(60)}`],
  ["at each place of a year", `FREQ=YEARLY;COUNT=999999;BYYEARDAY=${all(366, 1)};BYSETPOS=${all(366, 1)}`],
  ["on the last Monday, counted", "FREQ=MONTHLY;COUNT=999999;BYDAY=-1MO"],
])("rules of a thousand years ago, %s, leave no time for free that may be taken", (_, rule) => {
  const event = (at: number) => [
    "BEGIN:VEVENT",
    `UID:${at}`,
    "DTSTART:09000101T000000Z",
    `RRULE:${rule}`,
    "END:VEVENT",
  ];
  const text = ["BEGIN:VCALENDAR", "VERSION:2.0", ...Array.from({ length: 200 }, (_, at) => event(at)).flat()];
  const from = Date.UTC(2026, 10, 30);
  const until = from + 28 * 86_400_000;
  const { spans } = readBusy([...text, "END:VCALENDAR"].join("\r\n"), {
    ...{ from, until, ownerZone: "UTC", ownAddresses: [], allDayCounts: true },
    isOwn: () => false,
  });
  // Without an end or a length an event takes no time; the rule is read, or all that it may take is unknown.
  const isUnread = spans.some((span) => span.type === "unknown" && span.from <= from && span.until >= until);
  expect(isUnread).toBe(!rule.startsWith("FREQ=DAILY"));
});
