import { describe, expect, test } from "vitest";
import { busyOf, calendar, event, reading } from "./testing/busy-of.ts";

const at = "DTSTART:20260601T100000Z\nDTEND:20260601T110000Z";
const good = event(`UID:good\n${at}`);

function kindOf(lines: string): string | undefined {
  const [span] = reading(calendar(event(`UID:1\n${at}\n${lines}`))).spans;
  return span?.type;
}

describe("what takes somebody's time", () => {
  test.each([
    ["", "busy"],
    ["TRANSP:OPAQUE", "busy"],
    ["TRANSP:TRANSPARENT", undefined],
    ["STATUS:CANCELLED", undefined],
    ["STATUS:TENTATIVE", "tentative"],
    ["X-MICROSOFT-CDO-BUSYSTATUS:FREE", undefined],
    ["X-MICROSOFT-CDO-BUSYSTATUS:WORKINGELSEWHERE", undefined],
    ["X-MICROSOFT-CDO-BUSYSTATUS:TENTATIVE", "tentative"],
    ["X-MICROSOFT-CDO-BUSYSTATUS:OOF\nTRANSP:TRANSPARENT", "out_of_office"],
    ["ATTENDEE;PARTSTAT=DECLINED:mailto:jo@example.org", undefined],
    ["ATTENDEE;PARTSTAT=DECLINED:MAILTO:JO@example.org", undefined],
    ["ATTENDEE;PARTSTAT=DECLINED:mailto:ben@example.org", "busy"],
    ["ATTENDEE;PARTSTAT=NEEDS-ACTION:mailto:jo@example.org", "tentative"],
    ["ATTENDEE;PARTSTAT=ACCEPTED:mailto:jo@example.org", "busy"],
  ])("%s", (lines, kind) => {
    expect(kindOf(lines)).toBe(kind);
  });

  test("what Candor put there doesn't stand in its own way", () => {
    expect(busyOf(event(`UID:abc@candor.example.org\n${at}`))).toEqual([]);
  });

  test("what lasts no time takes none, and an end before the start is a slip", () => {
    expect(busyOf(event("UID:1\nDTSTART:20260601T100000Z"))).toEqual([]);
    expect(busyOf(event("UID:1\nDTSTART:20260601T100000Z\nDTEND:20260601T093000Z"))).toEqual(["2026-06-01T10:00 30m"]);
  });

  test("a calendar that tells nothing but busy times is read", () => {
    const text =
      "BEGIN:VFREEBUSY\nFREEBUSY:20260601T100000Z/PT1H,20260602T100000Z/20260602T103000Z\nFREEBUSY;FBTYPE=FREE:20260603T100000Z/PT1H\nEND:VFREEBUSY";
    expect(busyOf(text)).toEqual(["2026-06-01T10:00 60m", "2026-06-02T10:00 30m"]);
  });

  test("two meetings at once are one busy time, and two in a row stay two, for one of them may be ours", () => {
    const then = (at: string) => busyOf(`${good}\n${event(`UID:2\nDTSTART:20260601T${at}Z\nDURATION:PT1H`)}`);
    expect(then("103000")).toEqual(["2026-06-01T10:00 90m"]);
    expect(then("110000")).toEqual(["2026-06-01T10:00 60m", "2026-06-01T11:00 60m"]);
  });

  test("nothing of what a meeting is about is in what was read", () => {
    const secret = event(
      `UID:1\n${at}\nSUMMARY:Canary\nLOCATION:Canary\nDESCRIPTION:Canary\nATTENDEE:mailto:canary@example.org`,
    );
    expect(JSON.stringify(reading(calendar(secret))).toLowerCase()).not.toContain("canary");
  });
});

describe("a file in disorder", () => {
  const expected = ["2026-06-01T10:00 60m"];
  const whole = calendar(good);

  test.each([
    ["line ends of an old Mac", whole.replaceAll("\r\n", "\r")],
    ["line ends of Unix", whole.replaceAll("\r\n", "\n")],
    ["a mark of bytes at the beginning", `\uFEFF${whole}`],
    ["blank lines", whole.replaceAll("\r\n", "\r\n\r\n")],
    ["a line of rubbish", whole.replace("UID:good", 'UID:good\r\nrubbish without a colon\r\n\u0000;;;=:\r\n"')],
    ["names in small letters", whole.toLowerCase()],
    ["folds in the middle of a name", whole.replace("DTSTART:", "DTSTART\r\n :")],
    ["two calendars", `${calendar("")}${whole}`],
    ["events outside of any calendar", good],
    ["an event before it that never ends", whole.replace("BEGIN:VEVENT", "BEGIN:VEVENT\r\nUID:x\r\nBEGIN:VEVENT")],
    ["a quote that never closes", whole.replace("UID:good", 'SUMMARY;X="open:x\r\nUID:good')],
    [
      "an alarm with times of its own",
      whole.replace("END:VEVENT", "BEGIN:VALARM\r\nDTSTART:20200101T000000Z\r\nEND:VALARM\r\nEND:VEVENT"),
    ],
  ])("%s is read", (_name, text) => {
    expect(
      reading(text).spans.map(
        ({ from, until }) => `${new Date(from).toISOString().slice(0, 16)} ${(until - from) / 60_000}m`,
      ),
    ).toEqual(expected);
  });

  test("that ends in the middle is read so far, and nothing in it counts as free", () => {
    const { spans, problems } = reading(whole.slice(0, whole.indexOf("END:VEVENT")));
    expect(spans.map(({ type }) => type)).toEqual(["unknown", "busy"]);
    expect(problems).toEqual([{ type: "cut_off" }]);
  });

  test("one event that cannot be read costs no other, and is counted", () => {
    const bad = event("UID:bad\nDTSTART:tomorrow\nDTEND:later");
    const { spans, problems } = reading(calendar(`${bad}\n${good}`));
    expect(spans).toHaveLength(1);
    expect(problems).toEqual([{ type: "without_time", count: 1 }]);
  });

  const saysAt = (text: string, ...times: string[]) => {
    const { spans } = reading(calendar(text));
    return times.map((time) => {
      const at = Date.parse(time);
      return spans.find(({ from, until }) => from <= at && at < until)?.type ?? "free";
    });
  };
  const odd = (start: string, rule: string) => event(`UID:1\nDTSTART:${start}\nDURATION:PT1H\nRRULE:${rule}`);

  test.each(["FREQ=WEEKLYY", "EVERY NOW AND THEN"])(
    "what repeats by a rule that nobody understands never leaves its time of day free, and its owner is told which it is: %s",
    (rule) => {
      const text = odd("20260602T100000Z", rule);
      const { problems } = reading(calendar(`${text}\n${good}`));
      expect(problems).toEqual([{ type: "unread_rules", count: 1, starts: ["2026-06-02T10:00Z"] }]);
      expect(saysAt(text, "2026-06-02T10:30Z", "2026-06-09T10:30Z", "2026-07-01T10:00Z")).toEqual([
        ...["busy", "unknown", "unknown"],
      ]);
      expect(saysAt(text, "2026-06-01T10:30Z", "2026-06-09T09:30Z", "2026-06-09T11:00Z")).toEqual([
        ...["free", "free", "free"],
      ]);
    },
  );

  test("one such event of long ago takes an hour a day, by its own zone's clock, and not the whole calendar", () => {
    const text = `${odd("20100104T090000", "FREQ=WEEKLYY").replace("DTSTART", "DTSTART;TZID=Europe/Berlin")}`;
    expect(saysAt(text, "2026-01-12T08:30Z", "2026-07-13T07:30Z", "2026-07-13T08:30Z")).toEqual([
      ...["unknown", "unknown", "free"],
    ]);
  });

  test("one that ends is unknown no longer than that, and one that speaks of hours leaves no time free", () => {
    const ended = odd("20260602T100000Z", "FREQ=WEEKLYY;UNTIL=20260620T000000Z");
    expect(saysAt(ended, "2026-06-16T10:30Z", "2026-06-23T10:30Z")).toEqual(["unknown", "free"]);
    expect(saysAt(odd("20260602T100000Z", "FREQ=HOURLYY"), "2026-06-01T15:00Z", "2026-06-09T15:00Z")).toEqual([
      ...["free", "unknown"],
    ]);
  });

  test("what takes nobody's time is not told, whatever its rule", () => {
    const text = odd("20260602T100000Z", "FREQ=WEEKLYY").replace("RRULE", "TRANSP:TRANSPARENT\nRRULE");
    expect(reading(calendar(text))).toMatchObject({ spans: [], problems: [] });
  });

  test.each(["<html>Sign in</html>", "", "{}"])("what is no calendar leaves everything unknown: %s", (text) => {
    const { spans, problems } = reading(text);
    expect(spans.map(({ type }) => type)).toEqual(["unknown"]);
    expect(problems).toEqual([{ type: "no_calendar" }]);
  });
});

describe("a hostile file", () => {
  test.each(["MINUTELY", "SECONDLY"])("with something %s makes the time after it unknown, at once", (freq) => {
    const bomb = event(`UID:1\nDTSTART:19700101T000000Z\nDURATION:PT1S\nRRULE:FREQ=${freq}`);
    expect(busyOf(`${bomb}\n${good}`)).toContain("2026-01-01T00:00 525600m unknown");
    expect(busyOf(`${bomb}\n${good}`)).toContain("2026-06-01T10:00 60m");
    expect(reading(calendar(bomb)).problems).toEqual([{ type: "too_often", count: 1, starts: ["1970-01-01T00:00Z"] }]);
  });

  test("with a rule that never comes true ends, and keeps the rest", () => {
    const never = [
      "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
      "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=31;BYHOUR=1,2,3",
      "FREQ=HOURLY;COUNT=999999999",
    ].map((rule, at) => event(`UID:${at}\nDTSTART:19700101T000000Z\nDURATION:PT1S\nRRULE:${rule}`));
    expect(busyOf(`${never.join("\n")}\n${good}`).some((each) => each.startsWith("2026-06-01T10:00"))).toBe(true);
  });

  test("with more dates in one event than are read is said to be unknown", () => {
    const dates = Array.from({ length: 200_000 }, () => "20260101T000000Z").join(",");
    const many = event(`UID:1\nDTSTART:20260101T000000Z\nDURATION:PT1M\nRDATE:${dates}`);
    expect(busyOf(`${many}\n${good}`)).toEqual([
      "2026-01-01T00:00 525600m unknown",
      "2026-01-01T00:00 1m",
      "2026-06-01T10:00 60m",
    ]);
  });

  test("with more than is read is said to be unknown", () => {
    const many = Array.from({ length: 50_001 }, (_, at) => `BEGIN:VEVENT\r\nUID:${at}\r\nEND:VEVENT`).join("\r\n");
    const { spans, problems } = reading(`BEGIN:VCALENDAR\r\n${many}`);
    expect(spans.map(({ type }) => type)).toEqual(["unknown"]);
    expect(problems).toContainEqual({ type: "too_many_events" });
  });

  test("with a name of ours as a parameter changes nothing of ours", () => {
    expect(
      busyOf(event(`UID:__proto__\nDTSTART;__PROTO__=x;CONSTRUCTOR=y:20260601T100000Z\nDURATION:PT1H`)),
    ).toHaveLength(1);
    expect(({} as Record<string, unknown>).x).toBeUndefined();
  });
});
