import { describe, expect, test } from "vitest";
import { busyOf, event } from "./testing/busy-of.ts";

const june = { from: Date.parse("2026-06-01T00:00Z"), until: Date.parse("2026-07-01T00:00Z") };
const weekly = "UID:1\nDTSTART;TZID=Europe/Berlin:20260601T100000\nDURATION:PT1H\nRRULE:FREQ=WEEKLY";

function days(lines: string, options = june): string[] {
  return busyOf(lines, options).map((each) => each.slice(8, 16));
}

describe("what repeats", () => {
  test.each([
    ["the last Friday of each month", "RRULE:FREQ=MONTHLY;BYDAY=FR;BYSETPOS=-1", "20260130T100000", ["26T08:00"]],
    ["the second Wednesday of each month", "RRULE:FREQ=MONTHLY;BYDAY=2WE", "20260114T100000", ["10T08:00"]],
    [
      "the last working day but one",
      "RRULE:FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2",
      "20260129T100000",
      ["29T08:00"],
    ],
    ["every second week", "RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", "20260106T100000", ["09T08:00", "23T08:00"]],
    [
      "every day, long before now",
      "RRULE:FREQ=DAILY;INTERVAL=10",
      "19900101T100000",
      ["01T08:00", "11T08:00", "21T08:00"],
    ],
    ["the 31st", "RRULE:FREQ=MONTHLY;BYMONTHDAY=31", "20260131T100000", []],
    ["once a year", "RRULE:FREQ=YEARLY;BYMONTH=6;BYDAY=1MO", "20200601T100000", ["01T08:00"]],
    ["so many times", "RRULE:FREQ=WEEKLY;COUNT=2", "20260603T100000", ["03T08:00", "10T08:00"]],
  ])("%s", (_name, rule, start, expected) => {
    expect(days(event(`UID:1\nDTSTART;TZID=Europe/Berlin:${start}\nDURATION:PT1H\n${rule}`))).toEqual(expected);
  });

  test.each(["20260615T080000Z", "20260615T100000", "20260615"])("a last meeting until %s takes place", (until) => {
    expect(days(event(`${weekly};UNTIL=${until}`))).toEqual(["01T08:00", "08T08:00", "15T08:00"]);
  });

  test("what several rules say adds up", () => {
    expect(days(event(`${weekly};COUNT=2\nRRULE:FREQ=DAILY;COUNT=2`))).toEqual(["01T08:00", "02T08:00", "08T08:00"]);
  });

  test("the first time counts also where its own rule leaves it out", () => {
    const odd = event("UID:1\nDTSTART:20260601T100000Z\nDURATION:PT1H\nRRULE:FREQ=WEEKLY;BYDAY=WE;COUNT=2");
    expect(days(odd)).toContain("01T10:00");
  });
});

describe("a yearly rule that names days in several ways", () => {
  const years = { from: Date.parse("2026-01-01T00:00Z"), until: Date.parse("2027-12-31T00:00Z") };
  const said = (start: string, ...lines: string[]) =>
    busyOf(event(`UID:1\nDTSTART:${start}T100000Z\nDURATION:PT1H\n${lines.join("\n")}`), years).map((each) =>
      each.replace("T10:00 60m", ""),
    );

  test.each([
    ["a day of the year, where it is a Friday", "BYDAY=FR;BYYEARDAY=1,100", "20260410", ["2026-04-10", "2027-01-01"]],
    [
      "a last Thursday of the year, where it is one of its last two days",
      "BYMONTHDAY=-1,-2;BYDAY=-1TH;COUNT=3",
      "20261231",
      ["2026-12-31", "2027-12-30"],
    ],
    [
      "the last day of the year, where it is a 31st",
      "BYMONTHDAY=31;BYYEARDAY=-1,100;COUNT=2",
      "20261231",
      ["2026-12-31"],
    ],
    ["a Monday of weeks by number", "BYWEEKNO=20;BYDAY=MO", "20260511", ["2026-05-11", "2027-05-17"]],
  ])("takes place on %s, and nowhere else", (_name, rule, start, expected) => {
    expect(said(start, `RRULE:FREQ=YEARLY;${rule}`)).toEqual(expected);
  });

  test("counts no time that never is, and so goes on as long as it says", () => {
    const late = { from: Date.parse("2033-01-01T00:00Z"), until: Date.parse("2034-01-01T00:00Z") };
    const rule = "RRULE:FREQ=YEARLY;BYDAY=FR;BYYEARDAY=1,100;COUNT=3"; // 10 April 2026, 1 January 2027, 9 April 2032
    expect(days(event(`UID:1\nDTSTART:20260410T100000Z\nDURATION:PT1H\n${rule}`), late)).toEqual([]);
    const in2032 = { from: Date.parse("2032-01-01T00:00Z"), until: Date.parse("2033-01-01T00:00Z") };
    expect(days(event(`UID:1\nDTSTART:20260410T100000Z\nDURATION:PT1H\n${rule}`), in2032)).toEqual(["09T10:00"]);
  });

  test("by a week's number alone is taken on the weekday of its start, and free on none of that week", () => {
    expect(said("20260513", "RRULE:FREQ=YEARLY;BYWEEKNO=20").slice(0, 5)).toEqual([
      ...["2026-05-13", "2026-05-14 unknown", "2026-05-15 unknown", "2026-05-16 unknown", "2026-05-17 unknown"],
    ]);
  });

  test("that leaves out weeks by number leaves out only what it means in every reading", () => {
    const daily = ["RRULE:FREQ=DAILY;COUNT=7", "EXRULE:FREQ=YEARLY;BYWEEKNO=20"];
    expect(said("20260511", ...daily)).toEqual(["12", "13", "14", "15", "16", "17"].map((day) => `2026-05-${day}`));
  });
});

describe("what is left out", () => {
  test.each([
    ["in the same zone", "EXDATE;TZID=Europe/Berlin:20260608T100000"],
    ["in UTC", "EXDATE:20260608T080000Z"],
    ["in another zone", "EXDATE;TZID=America/New_York:20260608T040000"],
    ["as a day", "EXDATE;VALUE=DATE:20260608"],
    ["without a zone", "EXDATE:20260608T100000"],
    ["by a rule", "EXRULE:FREQ=MONTHLY;BYDAY=2MO"],
  ])("a meeting taken out %s does not take place", (_name, line) => {
    expect(days(event(`${weekly};COUNT=3\n${line}`))).toEqual(["01T08:00", "15T08:00"]);
  });

  test("a single event that leaves itself out takes no time", () => {
    expect(days(event("UID:1\nDTSTART:20260601T100000Z\nDURATION:PT1H\nEXDATE:20260601T100000Z"))).toEqual([]);
  });
});

describe("what is added", () => {
  test("further dates count beside the first, and none of them twice", () => {
    const dates = "UID:1\nDTSTART;TZID=Europe/Berlin:20260601T100000\nDURATION:PT1H";
    const further = "RDATE;TZID=Europe/Berlin:20260603T140000,20260601T100000\nRDATE:20260604T080000Z";
    expect(days(event(`${dates}\n${further}`))).toEqual(["01T08:00", "03T12:00", "04T08:00"]);
  });

  test("a period brings its own length", () => {
    const lines = "UID:1\nDTSTART:20260601T100000Z\nDURATION:PT1H";
    const further = "RDATE;VALUE=PERIOD:20260603T100000Z/PT2H,20260604T100000Z/20260604T103000Z";
    expect(busyOf(event(`${lines}\n${further}`))).toEqual([
      "2026-06-01T10:00 60m",
      "2026-06-03T10:00 120m",
      "2026-06-04T10:00 30m",
    ]);
  });
});

describe("one meeting of a series", () => {
  const series = event(`${weekly};COUNT=3`);
  const moved = (lines: string) => event(`UID:1\n${lines}\nDURATION:PT1H`);

  test("takes place where it was moved to, and not where it was", () => {
    const change = moved(
      "RECURRENCE-ID;TZID=Europe/Berlin:20260608T100000\nDTSTART;TZID=Europe/Berlin:20260609T140000",
    );
    expect(days(`${series}\n${change}`)).toEqual(["01T08:00", "09T12:00", "15T08:00"]);
    expect(days(`${change}\n${series}`)).toEqual(["01T08:00", "09T12:00", "15T08:00"]);
  });

  test("is found where it was moved into sight from far away", () => {
    const change = moved("RECURRENCE-ID:20260824T080000Z\nDTSTART:20260610T080000Z");
    expect(days(`${event(weekly)}\n${change}`)).toContain("10T08:00");
  });

  test("does not take place where it was cancelled", () => {
    expect(
      days(`${series}\n${moved("RECURRENCE-ID:20260608T080000Z\nDTSTART:20260608T080000Z\nSTATUS:CANCELLED")}`),
    ).toEqual(["01T08:00", "15T08:00"]);
  });

  test("counts without its series, and so does the next of the same", () => {
    const orphans = ["08", "15"].map((day) =>
      moved(`RECURRENCE-ID:202606${day}T080000Z\nDTSTART:202606${day}T120000Z`),
    );
    expect(days(orphans.join("\n"))).toEqual(["08T12:00", "15T12:00"]);
  });

  test("that was changed for all that follow takes these along", () => {
    const change = event(
      "UID:1\nRECURRENCE-ID;RANGE=THISANDFUTURE;TZID=Europe/Berlin:20260608T100000\nDTSTART;TZID=Europe/Berlin:20260609T110000\nDURATION:PT30M",
    );
    expect(busyOf(`${series}\n${change}`)).toEqual([
      "2026-06-01T08:00 60m",
      "2026-06-09T09:00 30m",
      "2026-06-16T09:00 30m",
    ]);
  });

  test("that was moved before the series left it out stays left out", () => {
    const left = event(`${weekly};COUNT=2\nSEQUENCE:3\nEXDATE;TZID=Europe/Berlin:20260608T100000`);
    const change = moved("SEQUENCE:1\nRECURRENCE-ID;TZID=Europe/Berlin:20260608T100000\nDTSTART:20260609T120000Z");
    expect(days(`${left}\n${change}`)).toEqual(["01T08:00"]);
  });

  test("of days alone is matched by its day, though Exchange gives it a time", () => {
    const holiday = event("UID:1\nDTSTART;VALUE=DATE:20260601\nRRULE:FREQ=WEEKLY;COUNT=2");
    const change = event(
      "UID:1\nRECURRENCE-ID;TZID=W. Europe Standard Time:20260608T000000\nDTSTART;VALUE=DATE:20260610",
    );
    expect(days(`${holiday}\n${change}`)).toEqual(["01T00:00", "09T22:00"]);
  });

  test("said twice holds as it was said last", () => {
    const change = (sequence: number, hour: string) =>
      moved(`SEQUENCE:${sequence}\nRECURRENCE-ID:20260608T080000Z\nDTSTART:20260608T${hour}0000Z`);
    expect(days(`${series}\n${change(2, "12")}\n${change(1, "14")}`)).toEqual(["01T08:00", "08T12:00", "15T08:00"]);
  });
});

describe("two events of one name", () => {
  test("both count where neither is the newer", () => {
    const both = ["01", "02"].map((day) => event(`UID:1\nDTSTART:202606${day}T100000Z\nDURATION:PT1H`));
    expect(days(both.join("\n"))).toEqual(["01T10:00", "02T10:00"]);
  });

  test("the newer one counts alone", () => {
    const both = [0, 1].map((at) => event(`UID:1\nSEQUENCE:${at}\nDTSTART:2026060${at + 1}T100000Z\nDURATION:PT1H`));
    expect(days(both.join("\n"))).toEqual(["02T10:00"]);
  });
});
