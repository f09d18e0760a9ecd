import { describe, expect, test } from "vitest";
import { busyOf, calendar, event, reading } from "./testing/busy-of.ts";

const march = { from: Date.parse("2026-03-20T00:00Z"), until: Date.parse("2026-04-05T00:00Z") };

function one(start: string, end = start.replace("T09", "T10")): string {
  return event(`UID:1\n${start}\n${end.replace("DTSTART", "DTEND")}`);
}

describe("the hour of a meeting", () => {
  test("a weekly ten o'clock stays at ten when the clocks change", () => {
    const weekly = event("UID:1\nDTSTART;TZID=Europe/Berlin:20260302T100000\nDURATION:PT30M\nRRULE:FREQ=WEEKLY");
    expect(busyOf(weekly, march)).toEqual(["2026-03-23T09:00 30m", "2026-03-30T08:00 30m"]);
  });

  test("a meeting at an hour that the clocks leave out counts as the hour after it, and comes back to its own", () => {
    const daily = event("UID:1\nDTSTART;TZID=Europe/Berlin:20260328T023000\nDURATION:PT30M\nRRULE:FREQ=DAILY;COUNT=3");
    expect(busyOf(daily)).toEqual(["2026-03-28T01:30 30m", "2026-03-29T01:30 30m", "2026-03-30T00:30 30m"]);
  });

  test("of an hour that comes twice the first is meant", () => {
    expect(busyOf(event("UID:1\nDTSTART;TZID=Europe/Berlin:20261025T023000\nDURATION:PT30M"))).toEqual([
      "2026-10-25T00:30 30m",
    ]);
  });

  test("eight hours over the night of the change are eight hours, and a day is a day", () => {
    const night = "UID:1\nDTSTART;TZID=Europe/Berlin:20260328T220000";
    expect(busyOf(event(`${night}\nDURATION:PT8H`))).toEqual(["2026-03-28T21:00 480m"]);
    expect(busyOf(event(`${night}\nDURATION:P1D`))).toEqual(["2026-03-28T21:00 1380m"]);
  });

  test("a meeting that ends in another zone than it begins lasts as long as the flight", () => {
    const flight = "UID:1\nDTSTART;TZID=Europe/Berlin:20260601T100000\nDTEND;TZID=America/New_York:20260601T130000";
    expect(busyOf(event(flight))).toEqual(["2026-06-01T08:00 540m"]);
  });
});

describe("the name of a zone", () => {
  test.each([
    ["Europe/Berlin", "07"],
    ["europe/berlin", "07"],
    ["W. Europe Standard Time", "07"],
    ['"W. Europe Standard Time"', "07"],
    ["Pacific Standard Time", "16"],
    ["Central Standard Time", "14"],
    ["US-Eastern", "13"],
    ["/softwarestudio.org/Tzfile/America/Chicago", "14"],
    ["/freeassociation.sourceforge.net/Europe/Berlin", "07"],
    ['"(UTC+07:00) Bangkok, Hanoi, Jakarta"', "02"],
    ['"(GMT+10:00) Canberra, Melbourne, Sydney"', "23"],
    ['"(UTC-05:00) Eastern Time (US & Canada)"', "13"],
    ['"(UTC-08:00) Pacific Time (US and Canada); Tijuana"', "16"],
    ['"(UTC-03:00) Brasília"', "12"],
    ['"(UTC+05:30) Chennai, Kolkata, Mumbai, New Delhi"', "03"],
    ["Eastern", "13"],
    ["GMT+0300", "06"],
    ["UTC", "09"],
  ])("%s is known without a definition", (name, hour) => {
    const [busy] = busyOf(one(`DTSTART;TZID=${name}:20260601T090000`));
    expect(busy?.slice(11, 13)).toBe(hour);
  });

  test("a name that nobody knows is taken for the owner's zone, and said", () => {
    const text = calendar(one("DTSTART;TZID=Customized Time Zone 1:20260601T090000"));
    const { spans, problems } = reading(text);
    expect(new Date(spans[0]!.from).toISOString()).toBe("2026-06-01T07:00:00.000Z");
    expect(problems).toEqual([{ type: "unknown_zone", names: ["Customized Time Zone 1"] }]);
  });

  test("a time without a zone is the owner's, wherever the server stands", () => {
    const floating = one("DTSTART:20260601T090000");
    expect(busyOf(floating)).toEqual(["2026-06-01T07:00 60m"]);
    expect(busyOf(floating, { ownerZone: "Asia/Kolkata" })).toEqual(["2026-06-01T03:30 60m"]);
  });

  test("a feed that says which zone it is in is believed", () => {
    const text = `X-WR-TIMEZONE:America/New_York\n${one("DTSTART:20260601T090000")}`;
    expect(busyOf(text)).toEqual(["2026-06-01T13:00 60m"]);
  });
});

describe("a zone that the file defines", () => {
  const custom = (standard: string, daylight: string) =>
    `BEGIN:VTIMEZONE\nTZID:Ours\n${standard}\n${daylight}\nEND:VTIMEZONE`;
  const eastern = custom(
    "BEGIN:STANDARD\nDTSTART:16011104T020000\nRRULE:FREQ=YEARLY;BYDAY=1SU;BYMONTH=11\nTZOFFSETFROM:-0400\nTZOFFSETTO:-0500\nEND:STANDARD",
    "BEGIN:DAYLIGHT\nDTSTART:16010311T020000\nRRULE:FREQ=YEARLY;BYDAY=2SU;BYMONTH=3\nTZOFFSETFROM:-0500\nTZOFFSETTO:-0400\nEND:DAYLIGHT",
  );

  test("is followed, under whatever name", () => {
    const text = `${eastern}\n${one("DTSTART;TZID=Ours:20260310T090000")}\n${event("UID:2\nDTSTART;TZID=Ours:20260110T090000\nDURATION:PT1H")}`;
    expect(busyOf(text)).toEqual(["2026-01-10T14:00 60m", "2026-03-10T13:00 60m"]);
  });

  test("is followed where no place on earth has such clocks", () => {
    const odd = custom(
      "BEGIN:STANDARD\nDTSTART:20200101T000000\nRRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=1SU\nTZOFFSETFROM:+0720\nTZOFFSETTO:+0620\nEND:STANDARD",
      "BEGIN:DAYLIGHT\nDTSTART:20200501T000000\nRRULE:FREQ=YEARLY;BYMONTH=5;BYDAY=1SU\nTZOFFSETFROM:+0620\nTZOFFSETTO:+0720\nEND:DAYLIGHT",
    );
    const text = `${odd}\n${one("DTSTART;TZID=Ours:20260310T090000")}\n${event("UID:2\nDTSTART;TZID=Ours:20260610T090000\nDURATION:PT1H")}`;
    expect(busyOf(text)).toEqual(["2026-03-10T02:40 60m", "2026-06-10T01:40 60m"]);
  });

  test("with one offset all year is followed", () => {
    const plain =
      "BEGIN:VTIMEZONE\nTZID:Ours\nBEGIN:STANDARD\nDTSTART:20170101T000000\nTZOFFSETFROM:+0530\nTZOFFSETTO:+0530\nEND:STANDARD\nEND:VTIMEZONE";
    expect(busyOf(`${plain}\n${one("DTSTART;TZID=Ours:20260601T090000")}`)).toEqual(["2026-06-01T03:30 60m"]);
  });

  test("does not overrule what is known of a real place", () => {
    const old = eastern.replace("TZID:Ours", "TZID:Europe/Berlin");
    expect(busyOf(`${old}\n${one("DTSTART;TZID=Europe/Berlin:20260601T090000")}`)).toEqual(["2026-06-01T07:00 60m"]);
  });
});

describe("a whole day", () => {
  test("is the owner's day, and its end is the day after the last", () => {
    const days = event("UID:1\nDTSTART;VALUE=DATE:20260601\nDTEND;VALUE=DATE:20260603");
    expect(busyOf(days)).toEqual(["2026-05-31T22:00 2880m all day"]);
    expect(busyOf(days, { ownerZone: "America/New_York" })).toEqual(["2026-06-01T04:00 2880m all day"]);
  });

  test("without an end lasts one day, of 23 hours where the clocks say so", () => {
    expect(busyOf(event("UID:1\nDTSTART;VALUE=DATE:20260329"))).toEqual(["2026-03-28T23:00 1380m all day"]);
  });

  test("takes no time where its owner says so, unless they are out of office", () => {
    const day = (status: string) =>
      event(`UID:${status}\nDTSTART;VALUE=DATE:20260601\nX-MICROSOFT-CDO-BUSYSTATUS:${status}`);
    const text = ["BUSY", "OOF"].map(day).join("\n");
    expect(busyOf(text, { allDayCounts: false })).toEqual(["2026-05-31T22:00 1440m out_of_office all day"]);
  });
});
